package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import java.util.Optional;

/** Tells what a proxy answers itself from what it hands on, and says why nothing could be handed on. */
record ProxyAnswer(ProbeProxy proxy) {
    private static final int AUTHENTICATION_REQUIRED = 407;

    /**
     * Judges the status of an answer.
     *
     * @param tunnelled whether the proxy has connected to the target before. Without that, what answers an https request is
     *     the proxy
     */
    Optional<ProxyException> refusal(HttpExchange exchange, int status, boolean tunnelled) {
        if (tunnelled) {
            return Optional.empty();
        }
        if (status == AUTHENTICATION_REQUIRED) {
            return Optional.of(new ProxyException(
                    proxy.user().isEmpty()
                            ? "the proxy " + proxy + " asks for a user and a password (status 407), and has none"
                            : "the proxy " + proxy + " does not accept its user and password (status 407)"));
        }
        if (!exchange.isSecure()) {
            return Optional.empty();
        }
        return Optional.of(new ProxyException("the proxy " + proxy + " does not connect to " + exchange.address()
                + ": status " + HttpAnswer.statusText(status)));
    }
}
