package io.jenkins.plugins.releasechecklist.engine.probe.address;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;

/**
 * Resolves a host and asks the guard about every address of it. This is the only way to an address for all kinds of
 * checks. If one address is not allowed, the host is not: a mixture of allowed and forbidden addresses is what an
 * attack looks like.
 *
 * <p>Safe for use by several threads. Lookups of the same host at the same time are one lookup; nothing is kept
 * afterwards.
 */
public final class GuardedNames {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern LITERAL = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}|.*:.*");

    private final NameService names;
    private final AddressGuard guard;
    private final Executor lookups;
    private final Map<String, CompletableFuture<List<InetAddress>>> underWay = new ConcurrentHashMap<>();

    /** Puts a guard before a name service. Lookups block on threads of the executor. */
    public GuardedNames(NameService names, AddressGuard guard, Executor lookups) {
        this.names = names;
        this.guard = guard;
        this.lookups = lookups;
    }

    /**
     * Resolves a name or an address without blocking the caller. The addresses are checked, one at least; it fails with {@link
     * UnknownHostException} or {@link ForbiddenAddressException}. Cancelling it does not stop a lookup that others wait for as
     * well.
     */
    public CompletableFuture<List<InetAddress>> resolve(String host) {
        if (LITERAL.matcher(host).matches()) {
            return literal(host);
        }
        CompletableFuture<List<InetAddress>> lookup = new CompletableFuture<>();
        CompletableFuture<List<InetAddress>> earlier = underWay.putIfAbsent(host, lookup);
        if (earlier != null) {
            return earlier.copy();
        }
        begin(
                () -> {
                    try {
                        return lookup(host);
                    } finally {
                        underWay.remove(host);
                    }
                },
                lookup);
        return lookup.copy();
    }

    /** An address as it was written needs no name service, and so no thread that may have to wait for one. */
    private CompletableFuture<List<InetAddress>> literal(String address) {
        try {
            return CompletableFuture.completedFuture(lookup(address));
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Resolves a host without asking the guard: for whoever looks at the addresses and connects to none of them. */
    public CompletableFuture<List<InetAddress>> unguarded(String host) {
        CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
        begin(() -> addresses(host), found);
        return found;
    }

    private void begin(Callable<List<InetAddress>> lookup, CompletableFuture<List<InetAddress>> result) {
        try {
            lookups.execute(() -> {
                try {
                    result.complete(lookup.call());
                } catch (Throwable e) {
                    // Errors as well: nobody else would ever tell whoever waits.
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
    }

    /** Asks the guard about an address that is known already, and gives it as the only one of its host. */
    public CompletableFuture<List<InetAddress>> allowed(String host, InetAddress address) {
        try {
            check(host, address);
            return CompletableFuture.completedFuture(List.of(address));
        } catch (ForbiddenAddressException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Asks the guard about the name of a host that only a proxy can look up. */
    public void checkName(String host) throws ForbiddenAddressException {
        try {
            guard.checkName(host);
        } catch (ForbiddenAddressException e) {
            throw new ForbiddenAddressException(Phrase.of("probe.address.forbidden", host, e.why()));
        }
    }

    private List<InetAddress> lookup(String host) throws IOException {
        List<InetAddress> addresses = addresses(host);
        for (InetAddress address : addresses) {
            check(host, address);
        }
        return addresses;
    }

    private List<InetAddress> addresses(String host) throws UnknownHostException {
        List<InetAddress> addresses = names.lookup(host).stream().distinct().toList();
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return addresses;
    }

    private void check(String host, InetAddress address) throws ForbiddenAddressException {
        try {
            guard.check(host, address);
        } catch (ForbiddenAddressException e) {
            String literal = address.getHostAddress();
            String subject = literal.equals(host) ? literal : literal + " (" + host + ")";
            throw new ForbiddenAddressException(Phrase.of("probe.address.forbidden", subject, e.why()));
        }
    }

    /** Finds what a failed stage failed with. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
