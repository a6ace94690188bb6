package io.jenkins.plugins.releasechecklist.engine.plan;

/**
 * One place where the release is announced.
 *
 * @param channel the name of a channel that the administrator set up
 */
public record Announcement(String channel) {
    public Announcement {
        if (channel.isBlank()) {
            throw new IllegalArgumentException("Expected the name of a channel, found blank text");
        }
    }
}
