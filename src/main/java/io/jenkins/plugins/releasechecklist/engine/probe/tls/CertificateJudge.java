package io.jenkins.plugins.releasechecklist.engine.probe.tls;

import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.TlsTrust;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;

/**
 * Says in words what is wrong with a server's certificate: the plainest reason first, since an expired certificate is
 * not trusted either.
 */
public record CertificateJudge(HostPort address, Instant now, Duration minValidity, TlsTrust trust) {
    private static final int MAX_NAMES = 5;

    /** Judges a chain, the server's own certificate first. */
    Optional<String> judge(List<X509Certificate> chain, String keyExchange) {
        X509Certificate own = chain.get(0);
        String subject = "the certificate of " + address;
        Instant from = own.getNotBefore().toInstant();
        Instant until = own.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            return Optional.of(subject + " expired on " + date(until));
        }
        if (now.isBefore(from)) {
            return Optional.of(subject + " is not valid before " + date(from));
        }
        Optional<String> untrusted = wrongHost(own, subject).or(() -> untrusted(chain, keyExchange, subject));
        if (untrusted.isPresent()) {
            return untrusted;
        }
        Duration left = Duration.between(now, until);
        return left.compareTo(minValidity) >= 0
                ? Optional.empty()
                : Optional.of(subject + " is valid for " + coarse(left) + " more (until " + date(until) + "), expected "
                        + Durations.format(minValidity) + " at least");
    }

    private Optional<String> wrongHost(X509Certificate own, String subject) {
        try {
            new DefaultHostnameVerifier().verify(address.host(), own);
            return Optional.empty();
        } catch (SSLException e) {
            String names = names(own);
            return Optional.of(subject + " is not for the host name " + address.host()
                    + (names.isEmpty() ? "" : ", but for " + names));
        }
    }

    private Optional<String> untrusted(List<X509Certificate> chain, String keyExchange, String subject) {
        try {
            trust.check(chain, keyExchange);
            return Optional.empty();
        } catch (CertificateException e) {
            if (chain.get(0).getIssuerX500Principal().equals(chain.get(0).getSubjectX500Principal())) {
                return Optional.of(subject + " is self-signed and not trusted");
            }
            Optional<String> expired = chain.stream()
                    .filter(authority -> now.isAfter(authority.getNotAfter().toInstant()))
                    .findFirst()
                    .map(authority -> subject + " is not trusted: its authority expired on "
                            + date(authority.getNotAfter().toInstant()));
            return Optional.of(
                    expired.orElse(subject + " is not trusted: no trusted authority issued it (its issuer is "
                            + Texts.quoted(chain.get(0).getIssuerX500Principal().getName()) + ")"));
        }
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? ""
                    : names.stream()
                            .filter(name -> name.get(1) instanceof String)
                            .limit(MAX_NAMES)
                            .map(name -> Texts.clip((String) name.get(1)))
                            .collect(Collectors.joining(", "));
        } catch (CertificateParsingException e) {
            return "";
        }
    }

    private static String date(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** In whole days, or whole hours on the last day, which is what a person plans with. */
    private static String coarse(Duration left) {
        ChronoUnit unit = left.compareTo(Duration.ofDays(1)) < 0 ? ChronoUnit.HOURS : ChronoUnit.DAYS;
        return Durations.format(left.truncatedTo(unit));
    }
}
