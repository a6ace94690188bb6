package io.jenkins.plugins.releasechecklist.config.audience;

import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import io.jenkins.plugins.releasechecklist.engine.announce.ChannelAudience;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A channel that hears of something, and for whom it does.
 *
 * @param channel the channel
 * @param audiences the names of the audiences behind it; empty where the channel itself was named
 * @param introductions what is said before the message, as Markdown, each once
 */
public record Addressee(Channel channel, List<String> audiences, List<String> introductions) {
    public Addressee {
        Objects.requireNonNull(channel, "channel");
        audiences = List.copyOf(audiences);
        introductions = List.copyOf(introductions);
    }

    /** A channel that was named itself. */
    public static Addressee of(Channel channel) {
        return new Addressee(channel, List.of(), List.of());
    }

    /** A channel that is one of an audience. */
    public static Addressee of(Channel channel, String audience, Optional<String> introduction) {
        return new Addressee(channel, List.of(audience), introduction.stream().toList());
    }

    /** Each channel once, in the order given, for all who are behind it. */
    public static List<Addressee> together(Stream<Addressee> all) {
        Map<String, Addressee> channels = new LinkedHashMap<>();
        all.forEach(one -> channels.merge(one.channel().getName(), one, Addressee::and));
        return List.copyOf(channels.values());
    }

    /** A channel that was named itself hears everything, which is more than any audience does. */
    private Addressee and(Addressee other) {
        boolean itself = audiences.isEmpty() || other.audiences.isEmpty();
        return new Addressee(
                channel,
                itself ? List.of() : distinct(audiences, other.audiences),
                distinct(introductions, other.introductions));
    }

    private static List<String> distinct(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    /** What is said before the message, as Markdown. */
    public Optional<String> introduction() {
        return introductions.isEmpty() ? Optional.empty() : Optional.of(String.join("\n\n", introductions));
    }

    /** Who reads what is sent to the channel. */
    public ChannelAudience readers() {
        return new ChannelAudience(channel.getName(), audiences, introduction());
    }
}
