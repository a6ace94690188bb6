package io.jenkins.plugins.releasechecklist.engine.probe;

import java.io.Serializable;
import java.net.InetAddress;

/**
 * Decides which addresses may be connected to. It is asked for every address of every host, on every hop of a redirect,
 * after the name was resolved and before anything is connected, and the connection then goes to exactly the address
 * that was asked about: a name that resolves differently a moment later cannot lead elsewhere.
 *
 * <p>A guard is serialisable, because it goes to the agent together with the checks, and safe for use by several
 * threads. One that travels is a named class: Jenkins sends no lambdas.
 */
@FunctionalInterface
public interface AddressGuard extends Serializable {
    /** Allows every address. For tests, and for tools that people run for themselves. */
    AddressGuard ANY = any();

    /**
     * Lets an address pass or refuses it.
     *
     * @param address an address that a check is about to connect to
     * @throws ForbiddenAddressException if it is not allowed; the message says in words why
     */
    void check(InetAddress address) throws ForbiddenAddressException;

    // In a method, because a field that is set to a subclass looks like a circle of initialisations to SpotBugs. It is
    // none.
    private static AddressGuard any() {
        return AnyAddress.ALLOWED;
    }
}
