package io.jenkins.plugins.releasechecklist.engine.report.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Artifact;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.EventCodec;
import io.jenkins.plugins.releasechecklist.engine.record.log.HashChain;
import io.jenkins.plugins.releasechecklist.engine.report.SampleRelease;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {
    private static final SigningKey KEY = SigningKey.generate();
    private static final Generator GENERATOR = new Generator(
            "1.0", "https://jenkins.example.com/job/octoacme-shop/7/", Instant.parse("2026-03-02T10:00:00Z"));

    @TempDir
    private Path folder;

    private ReleaseRecord record;
    private Path file;
    private Envelope envelope;

    @BeforeEach
    void signARecord() throws IOException {
        record = SampleRelease.in(folder.resolve("record"));
        file = folder.resolve("record/events.jsonl");
        envelope = KEY.evidence(record.examine(), Optional.empty(), GENERATOR);
    }

    @Test
    void isAnInTotoStatementInADsseEnvelope() throws IOException {
        JsonNode tree = new ObjectMapper().readTree(envelope.text());
        JsonNode statement = statement(envelope);

        assertThat(tree.path("payloadType").textValue()).isEqualTo("application/vnd.in-toto+json");
        assertThat(tree.path("signatures").path(0).path("keyid").textValue())
                .isEqualTo(KEY.open().id())
                .hasSize(64);
        assertThat(tree.path("signatures").path(0).has("certificates")).isFalse();
        assertThat(statement.path("_type").textValue()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.path("predicateType").textValue()).endsWith("docs/evidence.md#v1");
    }

    @Test
    void saysWhatWentOutWithoutAGo() throws IOException {
        assertThat(statement(envelope).path("predicate").path("deploymentsWithoutGo"))
                .isEmpty();
        record.append(
                Actor.SYSTEM,
                new ReleaseEvent.DeployedWithoutGo(
                        "production", Optional.empty(), Optional.of("r3"), Phrase.plain("no gate was opened")));
        JsonNode told = statement(KEY.evidence(record.examine(), Optional.empty(), GENERATOR))
                .path("predicate")
                .path("deploymentsWithoutGo");
        assertThat(told.path(0).path("environment").textValue()).isEqualTo("production");
        assertThat(told.path(0).path("reason").textValue()).isEqualTo("no gate was opened");
    }

    @Test
    void saysWhatWasCheckedDecidedAndAnnounced() throws IOException {
        JsonNode predicate = statement(envelope).path("predicate");

        assertThat(predicate.path("release").path("version").textValue()).isEqualTo("2.4.0");
        assertThat(predicate.path("release").path("template").path("version").textValue())
                .isEqualTo(SampleRelease.TEMPLATE.version());
        assertThat(predicate.path("release").path("starters").path(0).textValue())
                .isEqualTo("devops");
        assertThat(predicate.path("items").findValuesAsText("id")).contains("go-no-go", "acceptance-criteria");
        JsonNode decision = predicate.path("decisions").path(0);
        assertThat(decision.path("status").textValue()).isEqualTo("GO");
        assertThat(decision.path("votes").path(0).path("comment").textValue()).isEqualTo("Numbers look good");
        assertThat(predicate.path("checks").findValuesAsText("name")).containsExactly("health", "db");
        assertThat(predicate.path("verifications").path(0).path("verdict").textValue())
                .isEqualTo("PASS");
        assertThat(predicate.path("deliveries").path(0).path("status").textValue())
                .isEqualTo("DELIVERED");
        assertThat(predicate.path("record").path("whole").booleanValue()).isTrue();
        assertThat(predicate.path("generator").path("buildUrl").textValue()).isEqualTo(GENERATOR.buildUrl());
        assertThat(predicate.path("generatedAt").textValue()).isEqualTo("2026-03-02T10:00:00Z");
    }

    @Test
    void isAboutTheRecordWhereTheJenkinsfileNamesNoArtifacts() throws IOException {
        JsonNode subject = statement(envelope).path("subject");

        assertThat(subject).hasSize(1);
        assertThat(subject.path(0).path("name").textValue()).isEqualTo("OctoAcme Shop 2.4.0");
        assertThat(subject.path(0).path("digest").path("sha256").textValue())
                .isEqualTo(record.examine().head());
    }

    @Test
    void isAboutTheArtifactsThatTheJenkinsfileNames() throws IOException {
        String digest = "ab".repeat(32);
        ReleaseRecord named =
                SampleRelease.in(folder.resolve("named"), new Artifact("shop.jar", "sha256:" + digest.toUpperCase()));

        JsonNode subject = statement(KEY.evidence(named.examine(), Optional.empty(), GENERATOR))
                .path("subject");

        assertThat(subject).hasSize(1);
        assertThat(subject.path(0).path("name").textValue()).isEqualTo("shop.jar");
        assertThat(subject.path(0).path("digest").path("sha256").textValue()).isEqualTo(digest);
    }

    @Test
    void refusesNamesOfArtifactsThatLookLikeOthers() {
        for (String name : List.of("", " ", "a\nb", "a\u2028b", "shop\u202e.jar", "shop\u200b.jar", "a".repeat(501))) {
            assertThatThrownBy(() -> new Artifact(name, "sha256:" + "ab".repeat(32)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected the name of an artifact in one line");
        }
    }

    @Test
    void isCheckedWithThePublicKeyAlone() throws IOException {
        VerificationKey open = VerificationKey.parse(KEY.open().pem());
        Envelope read = Envelope.parse(envelope.text());

        assertThat(open.hasSigned(read)).isTrue();
        assertThat(open.id()).isEqualTo(KEY.open().id());
        assertThat(SigningKey.generate().open().hasSigned(read)).isFalse();
    }

    @Test
    void doesNotHoldWhenASingleByteOfTheStatementIsChanged() throws IOException {
        byte[] content = envelope.content();
        for (int at = 0; at < content.length; at += 97) {
            byte[] changed = content.clone();
            changed[at] ^= 1;
            Envelope forged = new Envelope(
                    envelope.payloadType(), Base64.getEncoder().encodeToString(changed), envelope.signatures());
            assertThat(KEY.open().hasSigned(forged)).isFalse();
        }
        assertThat(KEY.open().hasSigned(new Envelope("text/plain", envelope.payload(), envelope.signatures())))
                .isFalse();
    }

    @Test
    void doesNotHoldWithAnythingElseInThePlaceOfTheSignature() throws IOException {
        for (String signature : List.of("", "AAAA", Base64.getEncoder().encodeToString(new byte[72]))) {
            Envelope forged = new Envelope(
                    envelope.payloadType(),
                    envelope.payload(),
                    List.of(new Envelope.Signed(KEY.open().id(), signature, List.of())));
            assertThat(KEY.open().hasSigned(forged)).isFalse();
        }
    }

    @Test
    void holdsWhenAnotherSignatureBesideOursIsBroken() throws IOException {
        Envelope.Signed ours = envelope.signatures().get(0);
        Envelope two = new Envelope(
                envelope.payloadType(),
                envelope.payload(),
                List.of(new Envelope.Signed("other", "not base64!", List.of()), ours));

        assertThat(KEY.open().hasSigned(Envelope.parse(two.text()))).isTrue();
    }

    @Test
    void takesEitherAlphabetOfBase64WithAndWithoutPadding() throws IOException {
        byte[] payload = envelope.content();
        byte[] signature =
                Base64.getDecoder().decode(envelope.signatures().get(0).sig());
        for (Base64.Encoder encoder : List.of(
                Base64.getEncoder(),
                Base64.getEncoder().withoutPadding(),
                Base64.getUrlEncoder(),
                Base64.getUrlEncoder().withoutPadding())) {
            Envelope other = new Envelope(
                    envelope.payloadType(),
                    encoder.encodeToString(payload),
                    List.of(new Envelope.Signed("", encoder.encodeToString(signature), List.of())));
            assertThat(KEY.open().hasSigned(Envelope.parse(other.text()))).isTrue();
        }
        assertThatThrownBy(() -> Envelope.decoded("-_+/"))
                .hasMessage("expected the payload in base64, found something else");
    }

    @Test
    void hasOneFormOnly() {
        String text = envelope.text();
        String payload = envelope.payload();
        assertThatThrownBy(() -> Envelope.parse("{\"payload\":\"e30=\"," + text.substring(1)))
                .hasMessageContaining("Duplicate field 'payload'");
        assertThatThrownBy(() -> Envelope.parse(text + "{}")).hasMessageContaining("expected a bundle in JSON");
        for (String other : List.of(payload + "=", payload.replaceAll("=+$", "") + "\n", payload + "!")) {
            assertThatThrownBy(() ->
                            KEY.open().hasSigned(new Envelope(envelope.payloadType(), other, envelope.signatures())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("expected the payload in base64");
        }
        assertThatThrownBy(() -> Envelope.decoded("e31=")).hasMessageContaining("another form of it");
    }

    @Test
    void agreesWithTheRecordAlsoWhenThatHasGrown() throws IOException {
        assertThat(contradiction()).isEmpty();

        record.append(Actor.SYSTEM, new ReleaseEvent.IncidentOpened(Optional.empty(), "Later"));

        assertThat(contradiction()).isEmpty();
    }

    // security.md: S37
    @Test
    void findsEventsThatWereRemovedFromTheEnd() throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int left = lines.size() - 1; left > 0; left--) {
            rewrite(lines.subList(0, left));
            assertThat(contradiction())
                    .hasValue("the record ends after event " + left + ", and event " + lines.size() + " was signed: "
                            + (lines.size() - left) + " are missing at the end");
        }
    }

    @Test
    void findsEventsThatWereSwapped() throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int at = 0; at + 1 < lines.size(); at++) {
            List<String> swapped = new ArrayList<>(lines);
            Collections.swap(swapped, at, at + 1);
            rewrite(swapped);
            assertThat(contradiction()).isPresent();
            rewrite(chained(swapped));
            assertThat(contradiction()).isPresent();
        }
    }

    @Test
    void findsEventsThatWereDoubled() throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int at = 0; at < lines.size(); at++) {
            List<String> doubled = new ArrayList<>(lines);
            doubled.add(at, lines.get(at));
            rewrite(doubled);
            assertThat(contradiction()).isPresent();
            rewrite(chained(doubled));
            // The last one again, with a chain of its own: that is a record that has grown.
            assertThat(contradiction().isPresent()).isEqualTo(at < lines.size() - 1);
        }
    }

    // security.md: S36
    @Test
    void findsARecordThatWasChainedAnewWithoutTheKey() throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> forged = chained(lines.stream()
                .map(line -> line.replace("Numbers look good", "Nobody looked"))
                .toList());
        rewrite(forged);

        assertThat(record().verify()).isEmpty();
        assertThat(contradiction())
                .hasValue("event " + lines.size()
                        + " is not the one that was signed: this is another record, or it was written anew");
    }

    @Test
    void findsAChangeOfTheLastEventWhichNoChainProtects() throws IOException {
        Files.writeString(file, Files.readString(file).replace("\"result\":\"SUCCESS\"", "\"result\":\"FAILURE\""));

        assertThat(record().verify()).isEmpty();
        assertThat(contradiction()).isPresent();
    }

    @Test
    void isNotGivenForADamagedRecord() throws IOException {
        Files.writeString(file, Files.readString(file).replace("Numbers look good", "Numbers look fine"));

        assertThatThrownBy(() -> KEY.evidence(record().examine(), Optional.empty(), GENERATOR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("record damaged at event");
    }

    @Test
    void comesFromTheSameKeyAfterARestart() throws GeneralSecurityException, IOException {
        SigningKey restored = SigningKey.restore(KEY.secretText(), KEY.open());

        assertThat(KEY.open().hasSigned(restored.evidence(record.examine(), Optional.empty(), GENERATOR)))
                .isTrue();
        assertThatThrownBy(() -> SigningKey.restore(SigningKey.generate().secretText(), KEY.open()))
                .isInstanceOf(GeneralSecurityException.class)
                .hasMessage("expected the private key of the public one, found another one");
        assertThatThrownBy(() -> SigningKey.restore("?", KEY.open())).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void saysWhatIsNoKeyAndNoBundle() {
        assertThatThrownBy(() -> VerificationKey.parse("ssh-ed25519 AAAA"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected a public key or a certificate as PEM");
        assertThatThrownBy(() -> VerificationKey.parse("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected a public key for ECDSA, RSA or EdDSA");
        assertThatThrownBy(() -> Envelope.parse("{}")).hasMessageContaining("expected a DSSE envelope");
        assertThatThrownBy(() -> Envelope.parse("{"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("expected a bundle in JSON");
        assertThatThrownBy(() -> EvidenceSummary.of(of("{\"_type\":\"https://in-toto.io/Statement/v1\"}")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("docs/evidence.md#v1, found none");
        assertThatThrownBy(() -> EvidenceSummary.of(of("[]"))).isInstanceOf(IOException.class);
    }

    private static Envelope of(String statement) {
        return new Envelope(
                Envelope.IN_TOTO,
                Base64.getEncoder().encodeToString(statement.getBytes(StandardCharsets.UTF_8)),
                List.of());
    }

    private static JsonNode statement(Envelope envelope) throws IOException {
        return new ObjectMapper().readTree(envelope.content());
    }

    private Optional<String> contradiction() throws IOException {
        return EvidenceSummary.of(envelope).contradiction(record());
    }

    /** A copy, as an auditor has it who has not seen the record before. */
    private ReleaseRecord record() throws IOException {
        Path copy = Files.createTempDirectory(folder, "copy");
        Files.copy(file, copy.resolve("events.jsonl"));
        return new ReleaseRecord(() -> copy, () -> SampleRelease.START);
    }

    private void rewrite(List<String> lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n");
    }

    /** What somebody with access to the disk, but not to the key, could write. */
    private static List<String> chained(List<String> lines) throws IOException {
        List<String> chained = new ArrayList<>();
        String prev = HashChain.GENESIS;
        for (String line : lines) {
            Event event = EventCodec.decode(line.getBytes(StandardCharsets.UTF_8));
            byte[] anew =
                    EventCodec.encode(new Event(chained.size() + 1, event.at(), event.actor(), event.data(), prev));
            chained.add(new String(anew, StandardCharsets.UTF_8));
            prev = Sha256.hex(anew);
        }
        return chained;
    }
}
