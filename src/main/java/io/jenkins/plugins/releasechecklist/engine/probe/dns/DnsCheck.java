package io.jenkins.plugins.releasechecklist.engine.probe.dns;

import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckNames;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.probe.address.IpNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.OpenConnections;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Passes when a host name resolves, and every address of it belongs to what is expected. Nothing is connected to, so nobody is
 * asked whether the addresses may be connected to. Names are resolved by the JDK on the machine that runs the checks, whose
 * caches (30 s for what was found, 10 s for what was not, unless configured otherwise) hold here as well.
 *
 * @param name the name of the check, by default the host name
 * @param host the host name
 * @param resolvesTo addresses and networks of which one at least has to hold each address; empty when any address will do
 */
public record DnsCheck(String name, String host, List<IpNetwork> resolvesTo) implements Check {
    private static final int ANY_PORT = 1;
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*");
    private static final Pattern COMMA = Pattern.compile(",");
    /** More addresses than a person wants to read in one line. */
    private static final int MOST_SHOWN = 10;

    /** Checks the host name. */
    public DnsCheck {
        name = CheckNames.require(name);
        host = host(host);
        resolvesTo = List.copyOf(resolvesTo);
    }

    /** Makes the check for a host name that has to resolve, to whatever address; its name is the host name. Refuses an address. */
    public static DnsCheck parse(String host) {
        String parsed = host(host.strip());
        return new DnsCheck(CheckNames.of(parsed), parsed, List.of());
    }

    /**
     * Reads addresses and networks with commas between them, such as {@code 203.0.113.7, 10.0.0.0/8}; none for a blank text.
     * Refuses a list of which one is not valid.
     */
    public static List<IpNetwork> networks(String text) {
        return Arrays.stream(COMMA.split(text, -1))
                .filter(part -> !text.isBlank())
                .map(IpNetwork::parse)
                .toList();
    }

    /** The same check under another name. */
    public DnsCheck named(String newName) {
        return new DnsCheck(newName, host, resolvesTo);
    }

    /** The same check for a name that has to resolve to these addresses and networks; none when any address will do. */
    public DnsCheck resolvingTo(List<IpNetwork> networks) {
        return new DnsCheck(name, host, networks);
    }

    @Override
    public String kind() {
        return "dns";
    }

    @Override
    public String target() {
        return host;
    }

    @Override
    public CompletableFuture<Observation> attempt(ProbeContext context) {
        return context.look(
                () -> new HostPort(host, ANY_PORT),
                (open, start) -> error(open, context)
                        .map(error -> Observation.failed(context.since(start), error))
                        .orElseGet(() -> Observation.passed(context.since(start))));
    }

    private Optional<Phrase> error(OpenConnections open, ProbeContext context) throws IOException {
        Phrase expected = Phrase.joined(
                "text.or",
                resolvesTo.stream()
                        .map(network -> Phrase.plain(network.toString()))
                        .toList());
        try {
            List<InetAddress> found = open.await(context.network().names().unguarded(host));
            boolean right = resolvesTo.isEmpty()
                    || found.stream()
                            .allMatch(address -> resolvesTo.stream().anyMatch(network -> network.contains(address)));
            return right ? Optional.empty() : Optional.of(Phrase.of("probe.dns.others", host, expected, shown(found)));
        } catch (UnknownHostException e) {
            return Optional.of(
                    resolvesTo.isEmpty()
                            ? Phrase.of("probe.unresolved", host)
                            : Phrase.of("probe.dns.unresolved", host, expected));
        }
    }

    private static Phrase shown(List<InetAddress> addresses) {
        String shown = addresses.stream().limit(MOST_SHOWN).map(IpNetwork::text).collect(Collectors.joining(", "));
        int more = addresses.size() - MOST_SHOWN;
        return more > 0 ? Phrase.of("text.more", shown, more) : Phrase.plain(shown);
    }

    private static String host(String host) {
        if (ADDRESS.matcher(host).matches()) {
            throw new IllegalArgumentException("expected a host name such as www.example.com, found '" + host + "'");
        }
        return new HostPort(host, ANY_PORT).host();
    }
}
