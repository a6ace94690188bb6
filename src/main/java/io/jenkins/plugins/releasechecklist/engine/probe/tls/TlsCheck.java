package io.jenkins.plugins.releasechecklist.engine.probe.tls;

import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckNames;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.AttemptException;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeSocket;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.TlsHandshake;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Passes when a TLS handshake succeeds and the server's certificate is valid for the host name, trusted, and remains
 * valid long enough, and the authorities that lead to a trusted one as well.
 *
 * @param name the name of the check, by default {@code host:port}
 * @param host the host name that is asked for (SNI) and that the certificate has to hold, or an IP address
 * @param port 1 to 65535
 * @param minValidity how long the certificate has to remain valid; zero means that it only must not be expired
 * @param caCredentialsId the id of the authorities that are trusted beside those of the system; empty means none
 */
public record TlsCheck(String name, String host, int port, Duration minValidity, String caCredentialsId)
        implements Check {
    /** Checks host, port and duration. */
    public TlsCheck {
        name = CheckNames.require(name);
        host = new HostPort(host, port).host();
        if (minValidity.isNegative()) {
            throw new IllegalArgumentException(
                    "expected a minimum validity of zero or more, found " + Durations.format(minValidity));
        }
    }

    /** A check that trusts the authorities of the system alone. */
    public TlsCheck(String name, String host, int port, Duration minValidity) {
        this(name, host, port, minValidity, "");
    }

    /**
     * Makes the check for {@code host:port}, {@code [::1]:port}, or a host alone for port 443, and refuses another form. Its
     * name is the address, and the certificate only must not be expired.
     */
    public static TlsCheck parse(String address) {
        HostPort parsed = HostPort.parse(address, 443);
        return new TlsCheck(parsed.toString(), parsed.host(), parsed.port(), Duration.ZERO);
    }

    /** The same check under another name. */
    public TlsCheck named(String newName) {
        return new TlsCheck(newName, host, port, minValidity, caCredentialsId);
    }

    /** The same check for a certificate that has to remain valid so long, zero or more. */
    public TlsCheck withMinValidity(Duration validity) {
        return new TlsCheck(name, host, port, validity, caCredentialsId);
    }

    /** The same check that trusts the authorities, too, that the context has for the id; empty for none. */
    public TlsCheck trusting(String id) {
        return new TlsCheck(name, host, port, minValidity, id);
    }

    /** Where the check connects to, as credentials are looked up for it. */
    public URI url() {
        return URI.create("https://" + address());
    }

    @Override
    public String kind() {
        return "tls";
    }

    @Override
    public String target() {
        return address().toString();
    }

    @Override
    public CompletableFuture<Observation> attempt(ProbeContext context) {
        return context.look(this::address, (open, start) -> {
            List<InetAddress> addresses = open.await(context.network().names().resolve(host));
            try (ProbeSocket socket = open.connect(addresses, port, context.timeout())) {
                // The handshake takes any certificate, so that the error can say what exactly is wrong with it.
                TlsHandshake seen = TlsHandshake.over(socket, address());
                return new CertificateJudge(
                                address(),
                                context.clock().instant(),
                                minValidity,
                                context.network().trust(authorities(context)))
                        .judge(seen.chain(), seen.keyExchange())
                        .map(error -> Observation.failed(context.since(start), error))
                        .orElseGet(() -> Observation.passed(context.since(start)));
            }
        });
    }

    private Optional<ProbeCredentials.Authorities> authorities(ProbeContext context) throws AttemptException {
        if (caCredentialsId.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(context.credentials()
                .apply(url(), caCredentialsId)
                .filter(ProbeCredentials.Authorities.class::isInstance)
                .map(ProbeCredentials.Authorities.class::cast)
                .orElseThrow(() -> AttemptException.refused(
                        "there are no certificates of authorities '" + caCredentialsId + "' that may be used here")));
    }

    private HostPort address() {
        return new HostPort(host, port);
    }
}
