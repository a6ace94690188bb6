package io.jenkins.plugins.releasechecklist.config.audience;

import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import io.jenkins.plugins.releasechecklist.engine.announce.ChannelAudience;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A channel that hears of something, and for whom it does.
 *
 * @param channel the channel
 * @param audiences the names of the audiences behind it; empty where the channel itself was named
 * @param introduction what is said before the message, as Markdown
 */
public record Addressee(Channel channel, List<String> audiences, Optional<String> introduction) {
    public Addressee {
        Objects.requireNonNull(channel, "channel");
        audiences = List.copyOf(audiences);
        Objects.requireNonNull(introduction, "introduction");
    }

    /** Who reads what is sent to the channel. */
    public ChannelAudience readers() {
        return new ChannelAudience(channel.getName(), audiences, introduction);
    }

    /** A channel that was named itself. */
    public static Addressee of(Channel channel) {
        return new Addressee(channel, List.of(), Optional.empty());
    }
}
