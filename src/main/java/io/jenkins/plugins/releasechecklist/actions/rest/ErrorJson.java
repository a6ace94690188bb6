package io.jenkins.plugins.releasechecklist.actions.rest;

/**
 * The answer to a request that was refused; the HTTP status says which kind of refusal it is.
 *
 * @param error the reason, in words for the person who asked
 */
public record ErrorJson(String error) {}
