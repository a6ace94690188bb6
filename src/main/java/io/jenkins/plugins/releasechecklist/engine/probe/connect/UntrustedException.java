package io.jenkins.plugins.releasechecklist.engine.probe.connect;

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

    UntrustedException(List<X509Certificate> chain, CertificateException cause) {
        super(words(chain, cause, Instant.now()), cause);
    }

    /** The plainest reason first: what has expired is not trusted either. */
    private static String words(List<X509Certificate> chain, CertificateException cause, Instant now) {
        X509Certificate own = chain.get(0);
        Instant until = own.getNotAfter().toInstant();
        Instant from = own.getNotBefore().toInstant();
        if (now.isAfter(until)) {
            return "expired on " + date(until);
        }
        if (now.isBefore(from)) {
            return "is not valid before " + date(from);
        }
        if (isWeak(cause)) {
            return "is not trusted: its key or signature, or that of its authority, is too weak";
        }
        if (own.getIssuerX500Principal().equals(own.getSubjectX500Principal())) {
            return "is self-signed and not trusted";
        }
        return chain.stream()
                .map(authority -> authority.getNotAfter().toInstant())
                .filter(now::isAfter)
                .findFirst()
                .map(expired -> "is not trusted: its authority expired on " + date(expired))
                .orElseGet(() -> "is not trusted: no trusted authority issued it (its issuer is "
                        + Texts.quoted(own.getIssuerX500Principal().getName()) + ")");
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
