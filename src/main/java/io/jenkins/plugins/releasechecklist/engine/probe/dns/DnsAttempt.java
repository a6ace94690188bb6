package io.jenkins.plugins.releasechecklist.engine.probe.dns;

import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.address.IpNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.OpenConnections;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Collectors;

/** One attempt of a {@link DnsCheck}. */
final class DnsAttempt {
    /** More addresses than a person wants to read in one line. */
    private static final int MOST_SHOWN = 10;

    private final DnsCheck check;
    private final ProbeContext context;
    private final long start;

    DnsAttempt(DnsCheck check, ProbeContext context, long start) {
        this.check = check;
        this.context = context;
        this.start = start;
    }

    Observation over(OpenConnections open) throws IOException {
        try {
            return judge(open.await(context.network().names().unguarded(check.host())));
        } catch (UnknownHostException e) {
            String expected = check.resolvesTo().isEmpty() ? "" : ", expected it to resolve to " + check.expected();
            return Observation.failed(
                    context.since(start), "host name " + check.host() + " cannot be resolved" + expected);
        }
    }

    private Observation judge(List<InetAddress> addresses) {
        boolean right = check.resolvesTo().isEmpty()
                || addresses.stream()
                        .allMatch(
                                address -> check.resolvesTo().stream().anyMatch(network -> network.contains(address)));
        if (right) {
            return Observation.passed(context.since(start));
        }
        return Observation.failed(
                context.since(start),
                "expected " + check.host() + " to resolve to " + check.expected() + " only, found " + found(addresses));
    }

    private static String found(List<InetAddress> addresses) {
        String shown = addresses.stream().limit(MOST_SHOWN).map(IpNetwork::text).collect(Collectors.joining(", "));
        int more = addresses.size() - MOST_SHOWN;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }
}
