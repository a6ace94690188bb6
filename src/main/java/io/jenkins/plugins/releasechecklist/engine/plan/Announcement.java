package io.jenkins.plugins.releasechecklist.engine.plan;

import java.util.Optional;

/**
 * One place where the release is announced: either a channel or an audience, which stands for its channels.
 *
 * @param channel the name of a channel that the administrator set up
 * @param audience the name of an audience, such as {@code support}
 */
public record Announcement(Optional<String> channel, Optional<String> audience) {
    /** Demands exactly one of the two, and that it is not blank. */
    public Announcement {
        if (channel.isPresent() == audience.isPresent()) {
            throw new IllegalArgumentException("Expected either a channel or an audience, found "
                    + channel.map(name -> "both").orElse("none"));
        }
        if (channel.or(() -> audience).filter(String::isBlank).isPresent()) {
            throw new IllegalArgumentException("Expected the name of a channel or an audience, found blank text");
        }
    }

    /** The channel with the name. */
    public static Announcement channel(String name) {
        return new Announcement(Optional.of(name), Optional.empty());
    }

    /** The channels of the audience with the name. */
    public static Announcement audience(String name) {
        return new Announcement(Optional.empty(), Optional.of(name));
    }

    /** The name, whichever it is. */
    public String name() {
        return channel.or(() -> audience).orElseThrow();
    }
}
