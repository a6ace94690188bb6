package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** A certificate is not trusted. The message says why, in words that go on after "the certificate". */
public final class UntrustedException extends CertificateException {
    private static final long serialVersionUID = 1L;

    private final Phrase why;

    UntrustedException(List<X509Certificate> chain, CertificateException cause) {
        this(words(chain, cause, Instant.now()), cause);
    }

    private UntrustedException(Phrase why, CertificateException cause) {
        super(why.text(), cause);
        this.why = why;
    }

    /** What its message says, in the language of a reader. */
    public Phrase why() {
        return why;
    }

    /** The plainest reason first: what has expired is not trusted either. */
    private static Phrase words(List<X509Certificate> chain, CertificateException cause, Instant now) {
        X509Certificate own = chain.get(0);
        Instant until = own.getNotAfter().toInstant();
        Instant from = own.getNotBefore().toInstant();
        if (now.isAfter(until)) {
            return Phrase.of("probe.connect.expired", date(until));
        }
        if (now.isBefore(from)) {
            return Phrase.of("probe.connect.notYet", date(from));
        }
        if (isWeak(cause)) {
            return Phrase.of("probe.connect.weak");
        }
        if (own.getIssuerX500Principal().equals(own.getSubjectX500Principal())) {
            return Phrase.of("probe.connect.selfSigned");
        }
        return chain.stream()
                .map(authority -> authority.getNotAfter().toInstant())
                .filter(now::isAfter)
                .findFirst()
                .map(expired -> Phrase.of("probe.connect.authorityExpired", date(expired)))
                .orElseGet(() -> Phrase.of(
                        "probe.connect.unknownIssuer",
                        Texts.quoted(own.getIssuerX500Principal().getName())));
    }

    private static boolean isWeak(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathValidatorException broken
                    && broken.getReason() == CertPathValidatorException.BasicReason.ALGORITHM_CONSTRAINED) {
                return true;
            }
        }
        return false;
    }

    private static String date(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
