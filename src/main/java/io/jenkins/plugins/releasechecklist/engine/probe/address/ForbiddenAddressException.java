package io.jenkins.plugins.releasechecklist.engine.probe.address;

import java.io.IOException;

/** An {@link AddressGuard} does not allow a connection. */
public final class ForbiddenAddressException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Refuses an address. The reason is for people, and the end of a sentence: {@code "loopback addresses are not allowed"}. */
    public ForbiddenAddressException(String reason) {
        super(reason);
    }
}
