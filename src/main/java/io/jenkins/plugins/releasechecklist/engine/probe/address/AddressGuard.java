package io.jenkins.plugins.releasechecklist.engine.probe.address;

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
     * @param host the host that was asked for: a name, or an address as it was written
     * @param address an address of it that a check is about to connect to
     * @throws ForbiddenAddressException if it is not allowed; the message says in words why
     */
    void check(String host, InetAddress address) throws ForbiddenAddressException;

    /**
     * Lets a name pass or refuses it whose addresses nobody knows here, because a proxy looks it up.
     *
     * @param host the name that was asked for
     * @throws ForbiddenAddressException if it is not allowed; the message says in words why
     */
    default void checkName(String host) throws ForbiddenAddressException {
        // What is judged by addresses alone passes.
    }

    // In a method, because a field that is set to a subclass looks like a circle of initialisations to SpotBugs. It is
    // none.
    private static AddressGuard any() {
        return AllowAllGuard.ALLOWED;
    }
}
