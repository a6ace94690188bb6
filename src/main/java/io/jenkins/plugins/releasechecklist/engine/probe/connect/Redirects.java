package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;

/** What a check does with an answer that points elsewhere. */
public enum Redirects {
    /**
     * Follows up to {@value #LIMIT} of them, the default. Every hop goes through the {@link AddressGuard}. Credentials
     * and the check's own headers and body stay with the origin (scheme, host and port) that they were written for.
     */
    FOLLOW,
    /** Takes the redirect itself as the answer, so that its status can be expected. */
    NEVER;

    /** How many redirects an attempt follows. */
    public static final int LIMIT = 10;
}
