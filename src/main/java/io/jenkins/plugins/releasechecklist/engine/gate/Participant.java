package io.jenkins.plugins.releasechecklist.engine.gate;

/**
 * Somebody who had a hand in a build.
 *
 * @param id the user id
 * @param key tells the person apart from others
 * @param reason what the person did, in words that follow the id: {@code started this build}
 */
public record Participant(String id, UserKey key, String reason) {}
