package io.jenkins.plugins.releasechecklist.config.audience;

import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gathers who hears of something, so that every channel does so once. Not thread-safe. */
public final class Addressees {
    private final Map<String, Behind> channels = new LinkedHashMap<>();

    /** The channel itself was named. */
    public void add(Channel channel) {
        behind(channel).itself = true;
    }

    /** The channel is one of an audience. */
    public void add(Channel channel, String audience, Optional<String> introduction) {
        Behind behind = behind(channel);
        behind.audiences.add(audience);
        introduction.ifPresent(behind.introductions::add);
    }

    /** Somebody who was gathered before. */
    public void add(Addressee addressee) {
        Behind behind = behind(addressee.channel());
        behind.itself |= addressee.audiences().isEmpty();
        behind.audiences.addAll(addressee.audiences());
        addressee.introduction().ifPresent(behind.introductions::add);
    }

    /** In the order in which the channels were added. */
    public List<Addressee> list() {
        return channels.values().stream().map(Behind::addressee).toList();
    }

    private Behind behind(Channel channel) {
        return channels.computeIfAbsent(channel.getName(), name -> new Behind(channel));
    }

    private static final class Behind {
        private final Channel channel;
        private final Set<String> audiences = new LinkedHashSet<>();
        private final Set<String> introductions = new LinkedHashSet<>();
        private boolean itself;

        Behind(Channel channel) {
            this.channel = channel;
        }

        /** A channel that was named itself hears everything, which is more than any audience does. */
        Addressee addressee() {
            Optional<String> introduction =
                    introductions.isEmpty() ? Optional.empty() : Optional.of(String.join("\n\n", introductions));
            return new Addressee(channel, itself ? List.of() : new ArrayList<>(audiences), introduction);
        }
    }
}
