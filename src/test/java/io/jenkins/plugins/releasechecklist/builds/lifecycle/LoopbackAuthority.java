package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A time-stamp authority with an issuer of its own, on loopback, which does as it is told. */
final class LoopbackAuthority implements AutoCloseable {
    enum Mood {
        HONEST,
        DOWN,
        CHATTING,
        REJECTING,
        OTHER_NONCE,
        OTHER_IMPRINT,
        ANOTHER_TIME,
        NOT_FOR_STAMPS,
        WITHOUT_CERTIFICATE,
        GARBAGE
    }

    private static final String SIGNATURE = "SHA256withRSA";

    private final HttpServer server;
    private final KeyPair keys = keys();
    private final KeyPair issuerKeys = keys();
    private final X509Certificate issuer;
    private final AtomicInteger asked = new AtomicInteger();
    volatile Mood mood = Mood.HONEST;

    LoopbackAuthority() throws Exception {
        issuer = certificate("CN=Issuer", issuerKeys, "CN=Issuer", false);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/tsa";
    }

    int asked() {
        return asked.get();
    }

    X509Certificate issuer() {
        return issuer;
    }

    String pem() throws IOException {
        StringWriter pem = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
            writer.writeObject(issuer);
        }
        return pem.toString();
    }

    private void handle(HttpExchange exchange) throws IOException {
        asked.incrementAndGet();
        byte[] query = exchange.getRequestBody().readAllBytes();
        try (exchange) {
            if (mood == Mood.DOWN
                    || !"application/timestamp-query"
                            .equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            byte[] answer = mood == Mood.CHATTING ? "<p>Hello".getBytes(StandardCharsets.UTF_8) : answer(query);
            exchange.getResponseHeaders()
                    .set("Content-Type", mood == Mood.CHATTING ? "text/html" : "application/timestamp-reply");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    /** The answer to a request, in DER. */
    byte[] answer(byte[] query) throws IOException {
        try {
            TimeStampRequest request = changed(new TimeStampRequest(query));
            X509Certificate certificate = certificate("CN=Stamps", keys, "CN=Issuer", true);
            TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
                    new JcaSimpleSignerInfoGeneratorBuilder().build(SIGNATURE, keys.getPrivate(), certificate),
                    new JcaDigestCalculatorProviderBuilder()
                            .build()
                            .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
                    new ASN1ObjectIdentifier("1.2.3.4.1"));
            tokens.addCertificates(new JcaCertStore(List.of(certificate)));
            Instant time = Instant.now().minus(mood == Mood.ANOTHER_TIME ? Duration.ofHours(1) : Duration.ZERO);
            TimeStampResponseGenerator responses = new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED);
            return switch (mood) {
                case GARBAGE -> new byte[] {1, 2, 3};
                case REJECTING ->
                    responses
                            .generateFailResponse(PKIStatus.REJECTION, PKIFailureInfo.systemFailure, "Closed today")
                            .getEncoded();
                case NOT_FOR_STAMPS -> byAnyCertificate(tokens.generate(request, BigInteger.ONE, Date.from(time)));
                default ->
                    responses.generate(request, BigInteger.ONE, Date.from(time)).getEncoded();
            };
        } catch (GeneralSecurityException | OperatorException | TSPException | CMSException e) {
            throw new IOException(e);
        }
    }

    /** What it stamps in the place of what it was asked. */
    private TimeStampRequest changed(TimeStampRequest asked) throws IOException {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(mood != Mood.WITHOUT_CERTIFICATE);
        return generator.generate(
                TSPAlgorithms.SHA256,
                mood == Mood.OTHER_IMPRINT ? new byte[32] : asked.getMessageImprintDigest(),
                mood == Mood.OTHER_NONCE ? BigInteger.TEN : asked.getNonce());
    }

    /** The same stamp, signed by a certificate that is not for stamps. */
    private byte[] byAnyCertificate(TimeStampToken stamp)
            throws IOException, GeneralSecurityException, OperatorException, CMSException {
        X509Certificate certificate = certificate("CN=Anybody", keys, "CN=Issuer", false);
        ESSCertIDv2 id = new ESSCertIDv2(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        AttributeTable attributes = new AttributeTable(new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2, new DERSet(new SigningCertificateV2(id))));
        CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
        generator.addSignerInfoGenerator(new JcaSimpleSignerInfoGeneratorBuilder()
                .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(attributes))
                .build(SIGNATURE, keys.getPrivate(), certificate));
        generator.addCertificates(new JcaCertStore(List.of(certificate)));
        CMSSignedData signed = generator.generate(
                new CMSProcessableByteArray(
                        PKCSObjectIdentifiers.id_ct_TSTInfo,
                        stamp.getTimeStampInfo().getEncoded()),
                true);
        return new TimeStampResp(new PKIStatusInfo(PKIStatus.granted), signed.toASN1Structure()).getEncoded();
    }

    private X509Certificate certificate(String name, KeyPair of, String by, boolean forStamps)
            throws IOException, GeneralSecurityException, OperatorException {
        Instant now = Instant.now();
        boolean issuing = name.equals(by);
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                new X500Name(by),
                BigInteger.valueOf(name.hashCode() & 0xFFFF),
                Date.from(now.minus(Duration.ofDays(1))),
                Date.from(now.plus(Duration.ofDays(1))),
                new X500Name(name),
                of.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(issuing));
        if (!issuing) {
            builder.addExtension(
                    Extension.extendedKeyUsage,
                    true,
                    new ExtendedKeyUsage(
                            forStamps ? KeyPurposeId.id_kp_timeStamping : KeyPurposeId.id_kp_emailProtection));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(issuerKeys.getPrivate())));
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("RSA").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
