package io.jenkins.plugins.releasechecklist.engine.probe.tls;

import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.TlsTrust;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.UntrustedException;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

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
        return Duration.between(now, until).compareTo(minValidity) >= 0
                ? endingAuthority(chain, subject)
                : Optional.of(tooShort(subject, until));
    }

    private Optional<String> wrongHost(X509Certificate own, String subject) {
        try {
            TlsTrust.requireHost(address.host(), own);
            return Optional.empty();
        } catch (SSLException e) {
            String names = names(own);
            return Optional.of(subject + " is not for the host name " + address.host()
                    + (names.isEmpty()
                            ? ": it names no host, and its common name does not count"
                            : ", but for " + names));
        }
    }

    private Optional<String> untrusted(List<X509Certificate> chain, String keyExchange, String subject) {
        try {
            trust.check(chain, keyExchange);
            return Optional.empty();
        } catch (UntrustedException e) {
            return Optional.of(subject + " " + e.getMessage());
        }
    }

    /** A certificate is of no use when its authority is not valid any more. */
    private Optional<String> endingAuthority(List<X509Certificate> chain, String subject) {
        if (minValidity.isZero()
                || trust.leadsToAuthority(chain, now.plus(minValidity))
                || !trust.leadsToAuthority(chain, now)) {
            return Optional.empty();
        }
        return chain.stream()
                .skip(1)
                .map(authority -> authority.getNotAfter().toInstant())
                .filter(now::isBefore)
                .min(Comparator.naturalOrder())
                .map(until -> tooShort("an authority of " + subject, until));
    }

    private String tooShort(String subject, Instant until) {
        return subject + " is valid for " + coarse(Duration.between(now, until)) + " more (until " + date(until)
                + "), expected " + Durations.format(minValidity) + " at least";
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
