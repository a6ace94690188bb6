package io.jenkins.plugins.releasechecklist.engine.probe.tls;

import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.TlsTrust;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.UntrustedException;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
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
    Optional<Phrase> judge(List<X509Certificate> chain, String keyExchange) {
        X509Certificate own = chain.get(0);
        Instant from = own.getNotBefore().toInstant();
        Instant until = own.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            return Optional.of(Phrase.of("probe.tls.expired", address, date(until)));
        }
        if (now.isBefore(from)) {
            return Optional.of(Phrase.of("probe.tls.notYet", address, date(from)));
        }
        Optional<Phrase> untrusted = wrongHost(own).or(() -> untrusted(chain, keyExchange));
        if (untrusted.isPresent()) {
            return untrusted;
        }
        return Duration.between(now, until).compareTo(minValidity) >= 0
                ? endingAuthority(chain)
                : Optional.of(Phrase.of(
                        "probe.tls.expiresSoon", address, left(until), date(until), Durations.format(minValidity)));
    }

    private Optional<Phrase> wrongHost(X509Certificate own) {
        try {
            TlsTrust.requireHost(address.host(), own);
            return Optional.empty();
        } catch (SSLException e) {
            String names = names(own);
            return Optional.of(
                    names.isEmpty()
                            ? Phrase.of("probe.tls.noNames", address, address.host())
                            : Phrase.of("probe.tls.otherNames", address, address.host(), names));
        }
    }

    private Optional<Phrase> untrusted(List<X509Certificate> chain, String keyExchange) {
        try {
            trust.check(chain, keyExchange);
            return Optional.empty();
        } catch (UntrustedException e) {
            return Optional.of(Phrase.of("probe.certificate", address, e.why()));
        }
    }

    /** A certificate is of no use when its authority is not valid any more. */
    private Optional<Phrase> endingAuthority(List<X509Certificate> chain) {
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
                .map(until -> Phrase.of(
                        "probe.tls.authorityExpiresSoon",
                        address,
                        left(until),
                        date(until),
                        Durations.format(minValidity)));
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
    private String left(Instant until) {
        Duration left = Duration.between(now, until);
        ChronoUnit unit = left.compareTo(Duration.ofDays(1)) < 0 ? ChronoUnit.HOURS : ChronoUnit.DAYS;
        return Durations.format(left.truncatedTo(unit));
    }
}
