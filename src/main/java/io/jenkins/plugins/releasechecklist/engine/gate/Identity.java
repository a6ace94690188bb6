package io.jenkins.plugins.releasechecklist.engine.gate;

/**
 * Who a person is for the security realm, and how that was proved.
 *
 * @param key tells the person apart from others
 * @param authentication how the person proved it
 */
public record Identity(UserKey key, AuthenticationMethod authentication) {}
