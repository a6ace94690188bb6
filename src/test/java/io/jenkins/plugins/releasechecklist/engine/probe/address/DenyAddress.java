package io.jenkins.plugins.releasechecklist.engine.probe.address;

import java.net.InetAddress;

/** A guard of the tests, which denies one address. */
public record DenyAddress(String denied) implements AddressGuard {
    @Override
    public void check(String host, InetAddress address) throws ForbiddenAddressException {
        if (address.getHostAddress().equals(denied)) {
            throw new ForbiddenAddressException("the test denies it");
        }
    }
}
