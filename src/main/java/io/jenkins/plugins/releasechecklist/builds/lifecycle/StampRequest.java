package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import hudson.AbortException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;

/** A request for a time stamp (RFC 3161), which judges the answer to it. The one class that knows Bouncy Castle. */
final class StampRequest {
    private static final int NONCE_BITS = 64;
    /** How far the clocks of an authority and of Jenkins may differ. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    private final Instant asked;
    private final TimeStampRequest request;

    /**
     * Asks for a stamp, with the certificate of who signs it.
     *
     * @param hash what is stamped: a SHA-256 in hexadecimal digits
     * @param now the time of Jenkins
     */
    StampRequest(String hash, Instant now) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        asked = now;
        request = generator.generate(
                TSPAlgorithms.SHA256, HexFormat.of().parseHex(hash), new BigInteger(NONCE_BITS, new SecureRandom()));
    }

    /** The request in DER. */
    byte[] encoded() throws IOException {
        return request.getEncoded();
    }

    /**
     * The stamp of an answer.
     *
     * @param answer the answer in DER
     * @param trusted whom its signer has to be, or to be certified by
     * @param now the time of Jenkins
     * @throws IOException with the reason, when it cannot be believed
     */
    Stamp judge(byte[] answer, List<X509Certificate> trusted, Instant now) throws IOException {
        try {
            TimeStampResponse response = new TimeStampResponse(answer);
            // The imprint, the nonce, and whether there is a stamp.
            response.validate(request);
            TimeStampToken token = response.getTimeStampToken();
            if (token == null) {
                String says = response.getStatusString();
                throw new AbortException(
                        Messages.StampRequest_rejected(response.getStatus(), says == null ? "" : says.strip()));
            }
            Instant time = token.getTimeStampInfo().getGenTime().toInstant();
            requireSigner(token, trusted);
            if (time.isBefore(asked.minus(SLACK)) || time.isAfter(now.plus(SLACK))) {
                throw new AbortException(Messages.StampRequest_otherTime(time, now));
            }
            return new Stamp(time, token.getEncoded());
        } catch (AbortException e) {
            throw e;
        } catch (CertPathBuilderException e) {
            throw new IOException(Messages.StampRequest_untrusted(), e);
        } catch (TSPException
                | IOException
                | GeneralSecurityException
                | OperatorCreationException
                | RuntimeException e) {
            throw new IOException(Messages.StampRequest_wrong(e.getMessage()), e);
        }
    }

    /** Checks the signature, that its certificate is for time stamps alone, and that it leads to one that is trusted. */
    private static void requireSigner(TimeStampToken token, List<X509Certificate> trusted)
            throws IOException, TSPException, OperatorCreationException, GeneralSecurityException {
        @SuppressWarnings("unchecked")
        Collection<X509CertificateHolder> signers = token.getCertificates().getMatches(token.getSID());
        if (signers.isEmpty()) {
            throw new AbortException(Messages.StampRequest_noCertificate());
        }
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        X509Certificate certificate =
                converter.getCertificate(signers.iterator().next());
        token.validate(new JcaSimpleSignerInfoVerifierBuilder().build(certificate));
        if (trusted.contains(certificate)) {
            return;
        }
        List<X509Certificate> sent = new ArrayList<>();
        for (X509CertificateHolder one : token.getCertificates().getMatches(null)) {
            sent.add(converter.getCertificate(one));
        }
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(certificate);
        Set<TrustAnchor> anchors =
                trusted.stream().map(it -> new TrustAnchor(it, null)).collect(Collectors.toSet());
        PKIXBuilderParameters path = new PKIXBuilderParameters(anchors, target);
        path.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(sent)));
        path.setDate(Date.from(token.getTimeStampInfo().getGenTime().toInstant()));
        // Whether a certificate was revoked is for whoever checks the stamp later, as the authority's list says.
        path.setRevocationEnabled(false);
        CertPathBuilder.getInstance("PKIX").build(path);
    }

    /**
     * What an authority signed.
     *
     * @param time when, as it says
     * @param token the TimeStampToken in DER
     */
    record Stamp(Instant time, byte[] token) {}
}
