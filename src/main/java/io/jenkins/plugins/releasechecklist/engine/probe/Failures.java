package io.jenkins.plugins.releasechecklist.engine.probe;

import io.jenkins.plugins.releasechecklist.engine.probe.address.ForbiddenAddressException;
import io.jenkins.plugins.releasechecklist.engine.probe.address.GuardedNames;
import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.AttemptException;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.OpenConnections;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.TlsHandshake;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.UntrustedException;
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
        if (cause instanceof ForbiddenAddressException
                || cause instanceof AttemptException ended && ended.isRefused()) {
            return Observation.refused(latency, cause.getMessage());
        }
        return Observation.failed(latency, words(cause, address));
    }

    private static String words(Throwable cause, HostPort address) {
        if (cause instanceof UnknownHostException) {
            return "host name " + address.host() + " cannot be resolved";
        }
        if (cause instanceof AttemptException) {
            return cause.getMessage();
        }
        if (cause instanceof SSLException refused && clientRefused(refused)) {
            return "the TLS handshake with " + address + " failed: it asks for a client certificate that it accepts ("
                    + alert(refused) + ")";
        }
        // All that a server with TLS 1.2 can say when it gets no certificate (RFC 5246, section 7.4.6), and not only
        // then.
        if (cause instanceof SSLException refused && alert(refused).equals("handshake_failure")) {
            return "the TLS handshake with " + address
                    + " failed: it may ask for a client certificate, or has no protocol and cipher in common"
                    + " (handshake_failure)";
        }
        if (cause instanceof SSLException) {
            return handshakeFailure(cause, address);
        }
        if (OpenConnections.noConnection(cause)) {
            return "no connection to " + address + ": " + reason(cause);
        }
        if (cause instanceof MessageConstraintException limit) {
            return "the headers that " + address + " answered are too "
                    + (String.valueOf(limit.getMessage()).contains("count") ? "many" : "long");
        }
        if (cause instanceof ClientProtocolException
                || cause instanceof MalformedChunkCodingException && !(cause instanceof TruncatedChunkException)) {
            return "what " + address + " answered is no HTTP";
        }
        if (cause instanceof SocketTimeoutException) {
            return "no answer from " + address + " in time";
        }
        if (cause instanceof IOException) {
            return "the connection to " + address + " was closed before the answer was complete";
        }
        if (cause instanceof CancellationException) {
            return "cancelled";
        }
        LOGGER.log(Level.WARNING, "An attempt of a check ended in an unexpected way", cause);
        return "the check could not be carried out because of a fault in it, which is in the log";
    }

    /** Says why a handshake failed in which the JDK judged the certificate. */
    private static String handshakeFailure(Throwable failure, HostPort address) {
        String subject = "the certificate of " + address;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UntrustedException) {
                return subject + " " + cause.getMessage();
            }
            if (cause instanceof SSLPeerUnverifiedException) {
                return subject + " is not for the host name " + address.host();
            }
        }
        return "the TLS handshake with " + address + " failed" + reasonOf(String.valueOf(failure.getMessage()));
    }

    private static String reasonOf(String message) {
        if (message.contains("unrecognized SSL message") || message.contains("plaintext connection")) {
            return ": it does not speak TLS there";
        }
        if (message.contains("protocol_version") || message.contains("selected protocol version")) {
            return ": it has only versions of TLS that are no longer safe (protocol_version)";
        }
        if (RECEIVED_ALERT.matcher(message).find()) {
            return ": it says " + Texts.clip(RECEIVED_ALERT.matcher(message).replaceFirst(""));
        }
        boolean closed = message.contains("terminated the handshake") || message.equals(TlsHandshake.CLOSED);
        return closed ? ": " + TlsHandshake.CLOSED : "";
    }

    /** Says that the proxy could not be reached; other failures stay as they are. */
    public static IOException ofProxy(IOException cause, ProbeProxy proxy) {
        if (cause instanceof UnknownHostException) {
            return AttemptException.failed("the name of the proxy " + proxy + " cannot be resolved");
        }
        return OpenConnections.noConnection(cause)
                ? AttemptException.failed("no connection to the proxy " + proxy + ": " + reason(cause))
                : cause;
    }

    /** Tells whether it was the server that did not accept whom it talks to: an alert that is received is the server's. */
    private static boolean clientRefused(SSLException failure) {
        return CLIENT_ALERTS.contains(alert(failure));
    }

    private static String alert(SSLException failure) {
        return RECEIVED_ALERT.matcher(String.valueOf(failure.getMessage())).replaceFirst("");
    }

    private static String reason(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("refused")) {
            return "connection refused";
        }
        if (cause instanceof NoRouteToHostException
                || message.contains("no route")
                || message.contains("unreachable")) {
            return "no route to it";
        }
        return cause instanceof ConnectException ? "it cannot be reached" : "nobody answers there";
    }
}
