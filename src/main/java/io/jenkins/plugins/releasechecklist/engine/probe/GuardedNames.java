package io.jenkins.plugins.releasechecklist.engine.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Resolves a host and asks the guard about every address of it. This is the only way to an address for all kinds of
 * checks. If one address is not allowed, the host is not: a mixture of allowed and forbidden addresses is what an
 * attack looks like.
 *
 * <p>Safe for use by several threads. Lookups of the same host at the same time are one lookup; nothing is kept
 * afterwards.
 */
public final class GuardedNames {
    private final NameService names;
    private final AddressGuard guard;
    private final Executor lookups;
    private final Map<String, CompletableFuture<List<InetAddress>>> underWay = new ConcurrentHashMap<>();

    /**
     * Puts a guard before a name service.
     *
     * @param names resolves names
     * @param guard decides about the addresses
     * @param lookups where lookups block
     */
    public GuardedNames(NameService names, AddressGuard guard, Executor lookups) {
        this.names = names;
        this.guard = guard;
        this.lookups = lookups;
    }

    /**
     * Resolves a host without blocking the caller.
     *
     * @param host a host name or an address
     * @return the checked addresses, one at least. It fails with {@link UnknownHostException} or
     *     {@link ForbiddenAddressException}. Cancelling it does not stop a lookup that others wait for as well
     */
    public CompletableFuture<List<InetAddress>> resolve(String host) {
        CompletableFuture<List<InetAddress>> lookup = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> earlier = underWay.putIfAbsent(host, lookup);
        if (earlier != null) {
            return earlier.copy();
        }
        try {
            lookups.execute(() -> {
                try {
                    List<InetAddress> checked = lookup(host);
                    underWay.remove(host);
                    lookup.complete(checked);
                } catch (IOException | RuntimeException e) {
                    underWay.remove(host);
                    lookup.completeExceptionally(e);
                }
            });
        } catch (RuntimeException e) {
            underWay.remove(host);
            lookup.completeExceptionally(e);
        }
        return lookup.copy();
    }

    private List<InetAddress> lookup(String host) throws IOException {
        List<InetAddress> addresses = names.lookup(host).stream().distinct().toList();
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        for (InetAddress address : addresses) {
            check(host, address);
        }
        return addresses;
    }

    private void check(String host, InetAddress address) throws ForbiddenAddressException {
        try {
            guard.check(address);
        } catch (ForbiddenAddressException e) {
            String literal = address.getHostAddress();
            String subject = literal.equals(host) ? literal : literal + " (" + host + ")";
            throw new ForbiddenAddressException("connecting to " + subject + " is not allowed: " + e.getMessage());
        }
    }

    /** Finds what a failed stage failed with. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
