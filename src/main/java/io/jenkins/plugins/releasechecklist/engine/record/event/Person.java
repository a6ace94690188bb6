package io.jenkins.plugins.releasechecklist.engine.record.event;

/**
 * Somebody with an account.
 *
 * @param id the user id
 * @param name as others know it
 */
public record Person(String id, String name) {}
