package io.jenkins.plugins.releasechecklist.engine.report.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.condition.ConditionRequest;
import io.jenkins.plugins.releasechecklist.engine.probe.condition.ReplyRule.Reply;
import io.jenkins.plugins.releasechecklist.engine.probe.condition.RequestTemplate;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.AttestationRule.Predicate;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.PseudoLanguage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attestations as a server on loopback serves them. */
class AttestationRuleTest {
    private static final String SHA = "0123456789abcdef".repeat(4);
    private static final String BUILDER = "https://ci.example.com/builder";
    private static final KeyPair TRUSTED = pair("EC", 256);
    private static final Map<String, String> RELEASE =
            Map.of("version", "2.4.0", "artifact", "shop.jar", "sha256", SHA);

    /** What the server has; null while there is nothing. */
    private final AtomicReference<String> served = new AtomicReference<>();

    private LoopbackServer server;
    private ProbeFixture fixture;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
        server.on("/" + SHA + ".json", exchange -> {
            String body = served.get();
            LoopbackServer.send(exchange, body == null ? 404 : 200, body == null ? "" : body);
        });
        fixture = new ProbeFixture();
    }

    @AfterEach
    void stop() {
        fixture.close();
        server.close();
    }

    private static KeyPair pair(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (size > 0) {
                generator.initialize(size);
            }
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String provenance(String sha, String builder) {
        return """
                {"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"other","digest":{"sha256":"%s"}},
                {"name":"shop.jar","digest":{"sha256":"%s"}}],"predicateType":"https://slsa.dev/provenance/v1",
                "predicate":{"runDetails":{"builder":{"id":"%s"}}}}""".formatted("f".repeat(64), sha, builder);
    }

    private static String summary(String result, String levels) {
        return """
                {"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"%s"}}],
                "predicateType":"https://slsa.dev/verification_summary/v1","predicate":{"verifier":{"id":"https://v.example.com"},
                "verificationResult":"%s","verifiedLevels":%s}}""".formatted(SHA, result, levels);
    }

    private static String signed(KeyPair pair, String signature, String type, String statement) throws Exception {
        byte[] content = statement.getBytes(StandardCharsets.UTF_8);
        Signature signer = Signature.getInstance(signature);
        signer.initSign(pair.getPrivate());
        signer.update(Envelope.preAuthenticationEncoding(type, content));
        return envelope(type, Base64.getEncoder().encodeToString(content), signer.sign());
    }

    private static String envelope(String type, String payload, byte[] signature) {
        return "{\"payloadType\":\"" + type + "\",\"payload\":\"" + payload
                + "\",\"signatures\":[{\"keyid\":\"\",\"sig\":\""
                + Base64.getEncoder().encodeToString(signature) + "\"}]}";
    }

    private static String signed(String statement) throws Exception {
        return signed(TRUSTED, "SHA256withECDSA", Envelope.IN_TOTO, statement);
    }

    private static AttestationRule rule(KeyPair key) {
        return new AttestationRule(List.of(new VerificationKey(key.getPublic())), Predicate.PROVENANCE, BUILDER, "");
    }

    private Reply ask(AttestationRule rule, String body) throws Exception {
        served.set(body);
        return ask(rule);
    }

    private Reply ask(AttestationRule rule) throws Exception {
        ConditionRequest request = new ConditionRequest(
                "attested",
                new RequestTemplate(server.url("/").replaceFirst("/$", "") + "/{sha256}.json"),
                HttpMethod.GET,
                new RequestTemplate(""),
                "",
                rule);
        return request.ask(request.check(RELEASE), RELEASE, fixture.context());
    }

    @ParameterizedTest
    @CsvSource({"EC, 256, SHA256withECDSA", "RSA, 2048, SHA256withRSA", "Ed25519, 0, Ed25519"})
    void holdsForProvenanceThatATrustedKeySigned(String algorithm, int size, String signature) throws Exception {
        KeyPair key = pair(algorithm, size);
        Reply reply = ask(rule(key), signed(key, signature, Envelope.IN_TOTO, provenance(SHA, BUILDER)));
        assertThat(reply.reason())
                .isEqualTo("SLSA provenance by '" + BUILDER + "', signed with the key "
                        + new VerificationKey(key.getPublic()).id().substring(0, 16));
        assertThat(reply.holds()).isTrue();
    }

    @Test
    void takesTheEnvelopeOutOfLinesAndOutOfABundle() throws Exception {
        String other = signed(provenance("e".repeat(64), BUILDER));
        String mine = "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.3+json\",\"dsseEnvelope\":"
                + signed(provenance(SHA, BUILDER)) + "}";
        assertThat(ask(rule(TRUSTED), other + "\n" + mine + "\n").holds()).isTrue();
        assertThat(ask(rule(TRUSTED), other + "\n" + other).reason())
                .isEqualTo("the attestation of shop.jar: it is about something else: no subject has the digest sha256:"
                        + SHA + " (the first of 2)");
    }

    @Test
    void saysNotYetWhileThereIsNone() throws Exception {
        assertThat(ask(rule(TRUSTED))).isEqualTo(new Reply(false, Phrase.plain("there is nothing about shop.jar yet")));
    }

    @Test
    void believesNoOtherKeyAndNoOtherContent() throws Exception {
        String statement = provenance(SHA, BUILDER);
        KeyPair stranger = pair("EC", 256);
        String unsigned = "the attestation of shop.jar: no trusted key has signed it";
        assertThat(ask(rule(TRUSTED), signed(stranger, "SHA256withECDSA", Envelope.IN_TOTO, statement)))
                .isEqualTo(new Reply(false, Phrase.plain(unsigned)));
        // The signature of another statement of the same signer.
        String foreign = signed(provenance("a".repeat(64), BUILDER));
        String payload = Base64.getEncoder().encodeToString(statement.getBytes(StandardCharsets.UTF_8));
        String swapped = foreign.replaceFirst("\"payload\":\"[^\"]*\"", "\"payload\":\"" + payload + "\"");
        assertThat(ask(rule(TRUSTED), swapped)).isEqualTo(new Reply(false, Phrase.plain(unsigned)));
        // The signature holds for another type of payload only.
        String type = "text/plain";
        assertThat(ask(rule(TRUSTED), signed(TRUSTED, "SHA256withECDSA", type, statement))
                        .reason())
                .endsWith("expected the payload type application/vnd.in-toto+json, found another one");
    }

    @Test
    void saysWhatItFoundInTheLanguageOfTheReader() throws Exception {
        PseudoLanguage.install();
        assertThat(ask(rule(TRUSTED), "{}").why().in(PseudoLanguage.LOCALE))
                .isEqualTo("\u27E6the attestation of shop.jar:"
                        + " \u27E6expected a DSSE envelope with payloadType, payload and signatures\u27E7\u27E7");
        assertThat(ask(rule(TRUSTED), signed(provenance(SHA, BUILDER))).why().in(PseudoLanguage.LOCALE))
                .startsWith("\u27E6\u27E6SLSA provenance\u27E7 by '" + BUILDER);
    }

    @Test
    void demandsBuilderAndPredicate() throws Exception {
        assertThat(ask(rule(TRUSTED), signed(provenance(SHA, "https://evil.example.com")))
                        .reason())
                .endsWith("builder.id: expected " + BUILDER + ", found 'https://evil.example.com'");
        assertThat(ask(rule(TRUSTED), signed(summary("PASSED", "[]"))).reason())
                .contains("predicateType: expected https://slsa.dev/provenance/v1");
        assertThat(ask(rule(TRUSTED), signed(provenance(SHA, BUILDER).replace("Statement/v1", "Statement/v0.1")))
                        .reason())
                .contains("_type: expected https://in-toto.io/Statement/v1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PASSED | [\"SLSA_BUILD_LEVEL_3\"] | true",
                "PASSED | [\"SLSA_BUILD_LEVEL_2\"] | false",
                "FAILED | [\"SLSA_BUILD_LEVEL_3\"] | false",
                "PASSED | \"SLSA_BUILD_LEVEL_3\" | false",
            })
    void demandsThatASummaryPassedAtItsLevel(String result, String levels, boolean holds) throws Exception {
        AttestationRule rule = new AttestationRule(
                List.of(new VerificationKey(TRUSTED.getPublic())), Predicate.VSA, "", "SLSA_BUILD_LEVEL_3");
        assertThat(ask(rule, signed(summary(result, levels))).holds()).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "<html>",
                "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"e30=\",\"signatures\":[]}",
                "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"e3\",\"signatures\":[{\"sig\":\"AAAA\"}]}",
                "{\"payloadType\":\"a\",\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"e30=\",\"signatures\":[{}]}",
                "{\"payloadType\":\"application/vnd.in-toto+json\",\"payload\":\"e30=\",\"signatures\":[{\"sig\":\"?\"}]}",
            })
    void isNoYesWhateverElseIsThere(String body) throws Exception {
        Reply reply = ask(rule(TRUSTED), body);
        assertThat(reply.holds()).isFalse();
        assertThat(reply.reason()).startsWith("the attestation of shop.jar: ").doesNotContain("Exception");
    }

    @Test
    void readsNothingTwiceInAStatementAndNothingEndless() throws Exception {
        String twice = provenance(SHA, BUILDER).replace("\"predicate\":", "\"predicate\":{},\"predicate\":");
        assertThat(ask(rule(TRUSTED), signed(twice)).reason()).contains("Duplicate field 'predicate'");
        assertThat(ask(rule(TRUSTED), signed(provenance(SHA, BUILDER)) + " ".repeat(2 << 20))
                        .reason())
                .endsWith("expected at most 1 MiB, found more");
        String one = signed(provenance("e".repeat(64), BUILDER));
        assertThat(ask(rule(TRUSTED), one.repeat(101)).reason()).contains("expected 1 to 100 DSSE envelopes");
    }

    @Test
    void refusesRulesThatNothingCanMeet() throws Exception {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AttestationRule(List.of(), Predicate.VSA, "", ""))
                .withMessageContaining("keys: expected at least one public key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AttestationRule(
                        List.of(new VerificationKey(TRUSTED.getPublic())),
                        Predicate.PROVENANCE,
                        "",
                        "SLSA_BUILD_LEVEL_3"))
                .withMessageContaining("level");
        String two = new VerificationKey(TRUSTED.getPublic()).pem() + "\n"
                + new VerificationKey(pair("Ed25519", 0).getPublic()).pem();
        assertThat(VerificationKey.parseAll(two)).hasSize(2);
        assertThatThrownBy(() -> VerificationKey.parseAll(two + "-----BEGIN PUBLIC KEY-----\ncut off"))
                .isInstanceOf(IOException.class);
    }

    /** A second opinion: what openssl signs, as the documentation says how, is a yes. */
    @Test
    void holdsForWhatOpensslSigned(@TempDir Path directory) throws Exception {
        assumeThat(hasOpenssl(directory)).isTrue();
        openssl(directory, "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "key.pem");
        openssl(directory, "pkey", "-in", "key.pem", "-pubout", "-out", "key.pub");
        byte[] statement = provenance(SHA, BUILDER).getBytes(StandardCharsets.UTF_8);
        Files.write(directory.resolve("pae"), Envelope.preAuthenticationEncoding(Envelope.IN_TOTO, statement));
        openssl(directory, "dgst", "-sha256", "-sign", "key.pem", "-out", "sig", "pae");
        AttestationRule rule = new AttestationRule(
                VerificationKey.parseAll(Files.readString(directory.resolve("key.pub"))), Predicate.PROVENANCE, "", "");
        String envelope = envelope(
                Envelope.IN_TOTO,
                Base64.getEncoder().encodeToString(statement),
                Files.readAllBytes(directory.resolve("sig")));
        assertThat(ask(rule, envelope).holds()).isTrue();
    }

    private static boolean hasOpenssl(Path directory) throws InterruptedException {
        try {
            openssl(directory, "version");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void openssl(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of(arguments));
        command.add(0, "openssl");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }
}
