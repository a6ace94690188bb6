package io.jenkins.plugins.releasechecklist.engine.probe;

import io.jenkins.plugins.releasechecklist.engine.probe.address.ForbiddenAddressException;
import io.jenkins.plugins.releasechecklist.engine.probe.address.GuardedNames;
import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.AttemptException;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.OpenConnections;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.TlsHandshake;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.UntrustedException;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** Says in words for people what went wrong on the way to an answer. */
public final class Failures {
    private static final Logger LOGGER = Logger.getLogger(Failures.class.getName());

    /** What a server says about a client's certificate, or about none (RFC 8446, section 6.2). */
    private static final Set<String> CLIENT_ALERTS = Set.of(
            "access_denied",
            "bad_certificate",
            "certificate_expired",
            "certificate_required",
            "certificate_revoked",
            "certificate_unknown",
            "unknown_ca",
            "unsupported_certificate");

    /** How the JDK begins to tell of an alert that it received; JDK 25 puts the name of the alert in front. */
    private static final Pattern RECEIVED_ALERT = Pattern.compile("^(?:\\(\\w+\\) )?Received fatal alert: ");

    private Failures() {}

    public static Observation observation(Throwable failure, HostPort address, Duration latency) {
        Throwable cause = GuardedNames.cause(failure);
        if (cause instanceof ForbiddenAddressException forbidden) {
            return Observation.refused(latency, forbidden.why());
        }
        if (cause instanceof AttemptException ended && ended.isRefused()) {
            return Observation.refused(latency, ended.why());
        }
        return Observation.failed(latency, words(cause, address));
    }

    private static Phrase words(Throwable cause, HostPort address) {
        if (cause instanceof UnknownHostException) {
            return Phrase.of("probe.unresolved", address.host());
        }
        if (cause instanceof AttemptException ended) {
            return ended.why();
        }
        if (cause instanceof SSLException refused && clientRefused(refused)) {
            return Phrase.of("probe.clientRefused", address, alert(refused));
        }
        // All that a server with TLS 1.2 can say when it gets no certificate (RFC 5246, section 7.4.6), and not only
        // then.
        if (cause instanceof SSLException refused && alert(refused).equals("handshake_failure")) {
            return Phrase.of("probe.nothingInCommon", address);
        }
        if (cause instanceof SSLException) {
            return handshakeFailure(cause, address);
        }
        if (OpenConnections.noConnection(cause)) {
            return Phrase.of("probe.noConnection", address, reason(cause));
        }
        if (cause instanceof MessageConstraintException limit) {
            return String.valueOf(limit.getMessage()).contains("count")
                    ? Phrase.of("probe.headersTooMany", address)
                    : Phrase.of("probe.headersTooLong", address);
        }
        if (cause instanceof ClientProtocolException
                || cause instanceof MalformedChunkCodingException && !(cause instanceof TruncatedChunkException)) {
            return Phrase.of("probe.noHttp", address);
        }
        if (cause instanceof SocketTimeoutException) {
            return Phrase.of("probe.noAnswer", address);
        }
        if (cause instanceof IOException) {
            return Phrase.of("probe.incomplete", address);
        }
        if (cause instanceof CancellationException) {
            return Phrase.of("probe.run.cancelled");
        }
        LOGGER.log(Level.WARNING, "An attempt of a check ended in an unexpected way", cause);
        return Phrase.of("probe.fault");
    }

    /** Says why a handshake failed in which the JDK judged the certificate. */
    private static Phrase handshakeFailure(Throwable failure, HostPort address) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UntrustedException untrusted) {
                return Phrase.of("probe.certificate", address, untrusted.why());
            }
            if (cause instanceof SSLPeerUnverifiedException) {
                return Phrase.of("probe.tls.otherHost", address, address.host());
            }
        }
        return handshakeFailure(String.valueOf(failure.getMessage()), address);
    }

    private static Phrase handshakeFailure(String message, HostPort address) {
        if (message.contains("unrecognized SSL message") || message.contains("plaintext connection")) {
            return Phrase.of("probe.noTls", address);
        }
        if (message.contains("protocol_version") || message.contains("selected protocol version")) {
            return Phrase.of("probe.oldTls", address);
        }
        if (RECEIVED_ALERT.matcher(message).find()) {
            return Phrase.of(
                    "probe.handshakeRefused",
                    address,
                    Texts.clip(RECEIVED_ALERT.matcher(message).replaceFirst("")));
        }
        return message.contains("terminated the handshake") || message.equals(TlsHandshake.CLOSED)
                ? Phrase.of("probe.handshakeClosed", address)
                : Phrase.of("probe.handshakeFailed", address);
    }

    /** Says that the proxy could not be reached; other failures stay as they are. */
    public static IOException ofProxy(IOException cause, ProbeProxy proxy) {
        if (cause instanceof UnknownHostException) {
            return AttemptException.failed(Phrase.of("probe.proxyUnresolved", proxy));
        }
        return OpenConnections.noConnection(cause)
                ? AttemptException.failed(Phrase.of("probe.noProxy", proxy, reason(cause)))
                : cause;
    }

    /** Tells whether it was the server that did not accept whom it talks to: an alert that is received is the server's. */
    private static boolean clientRefused(SSLException failure) {
        return CLIENT_ALERTS.contains(alert(failure));
    }

    private static String alert(SSLException failure) {
        return RECEIVED_ALERT.matcher(String.valueOf(failure.getMessage())).replaceFirst("");
    }

    private static Phrase reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("refused")) {
            return Phrase.of("probe.connectionRefused");
        }
        if (cause instanceof NoRouteToHostException
                || message.contains("no route")
                || message.contains("unreachable")) {
            return Phrase.of("probe.noRoute");
        }
        return cause instanceof ConnectException ? Phrase.of("probe.unreachable") : Phrase.of("probe.nobody");
    }
}
