package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import java.util.Optional;

/**
 * What a webhook's receiver answered.
 *
 * @param status the HTTP status
 * @param retryAfter the value of the header {@code Retry-After}
 * @param body the beginning of the body
 * @param cut whether the body goes on
 */
record WebhookAnswer(int status, Optional<String> retryAfter, String body, boolean cut) {}
