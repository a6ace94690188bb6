package io.jenkins.plugins.releasechecklist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.Generator;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.SigningKey;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.VerificationKey;
import io.jenkins.plugins.releasechecklist.engine.text.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifyCommandTest {
    private static final SigningKey KEY = SigningKey.generate();

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeARecord() throws IOException {
        ReleaseRecord record =
                new ReleaseRecord(() -> folder.resolve("record"), () -> Instant.parse("2026-01-02T03:04:05Z"));
        record.append(Actor.SYSTEM, new ReleaseEvent.IncidentOpened(Optional.of("production"), "It burns"));
        record.append(Actor.SYSTEM, new ReleaseEvent.IncidentOpened(Optional.of("production"), "It still burns"));
        record.append(Actor.SYSTEM, new ReleaseEvent.BuildEnded("FAILURE"));
        file = folder.resolve("record").resolve("events.jsonl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{ }", "{}\n{}"})
    void tellsAnObjectWithoutFieldsFromABundle(String text) throws IOException {
        ToolRun run = ToolRun.of("verify", Files.writeString(folder.resolve("x.json"), text));

        assertThat(run.out() + run.err()).doesNotContain("NullPointerException").isNotBlank();
        assertThat(run.exitCode()).isPositive();
    }

    @Test
    void saysThatAWholeChainIsWhole() throws IOException {
        List<String> lines = Files.readAllLines(file);

        ToolRun run = ToolRun.of("verify", file);

        assertThat(run.out())
                .contains("3 events, status FAILED")
                .contains("The hash chain is whole. Hash of the last event: "
                        + Sha256.hex(lines.get(2).getBytes(StandardCharsets.UTF_8)));
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void takesTheFolderAndAFileOfAnyName() throws IOException {
        Path downloaded = Files.copy(file, folder.resolve("record (1).jsonl"));

        assertThat(ToolRun.of("verify", file.getParent()).exitCode()).isZero();
        assertThat(ToolRun.of("verify", downloaded).exitCode()).isZero();
    }

    @Test
    void reportsAChangedEvent() throws IOException {
        Files.writeString(file, Files.readString(file).replace("It burns", "Peaceful"));

        ToolRun run = ToolRun.of("verify", file);

        assertThat(run.out()).contains("DAMAGED: record damaged at event ");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void reportsARemovedEvent() throws IOException {
        List<String> lines = Files.readAllLines(file);
        Files.writeString(file, lines.get(0) + "\n" + lines.get(2) + "\n");

        ToolRun run = ToolRun.of("verify", file);

        assertThat(run.out()).contains("DAMAGED: record damaged at event 2");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void reportsATornLastLineAndLeavesTheFileAlone() throws IOException {
        Files.writeString(file, "{\"seq\":4,\"at\":", StandardOpenOption.APPEND);
        byte[] before = Files.readAllBytes(file);

        ToolRun run = ToolRun.of("verify", file);

        assertThat(run.out()).contains("3 events").contains("TORN: the last line was not written to its end");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void checksTheSignatureOfABundle() throws IOException {
        Path bundle = bundle();

        ToolRun run = ToolRun.of("verify", bundle, "--key", publicKey(KEY));

        assertThat(run.out())
                .contains("about release sha256:")
                .contains("The signature is right (ecdsa-sha256, key "
                        + KEY.open().id() + ").")
                .contains("Not proven: that there still is a record that says the same. Give it with --record.");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void saysWhatBundleAndRecordProveTogether() throws IOException {
        Path bundle = bundle();

        ToolRun run = ToolRun.of("verify", bundle, "--key", publicKey(KEY), "--record", file);

        assertThat(run.out())
                .contains("Proven: the record is the one that was signed, with every event up to number 3");
        assertThat(run.exitCode()).isZero();

        Files.writeString(file, "{\"seq\":4,", StandardOpenOption.APPEND);
        ToolRun torn = ToolRun.of("verify", bundle, "--key", publicKey(KEY), "--record", file);
        assertThat(torn.out()).contains("TORN");
        assertThat(torn.exitCode()).isEqualTo(3);
    }

    @Test
    void findsByTheSignatureWhatNoChainShows() throws IOException {
        Path bundle = bundle();
        List<String> lines = Files.readAllLines(file);
        List<List<String>> forgeries = List.of(
                lines.subList(0, 2),
                List.of(lines.get(0), lines.get(2), lines.get(1)),
                List.of(lines.get(0), lines.get(1), lines.get(2), lines.get(2)),
                List.of(lines.get(0), lines.get(1), lines.get(2).replace("FAILURE", "SUCCESS")));
        for (List<String> forgery : forgeries) {
            Files.write(file, forgery);

            ToolRun run = ToolRun.of("verify", bundle, "--key", publicKey(KEY), "--record", file.getParent());

            assertThat(run.out()).contains("THE RECORD IS NOT WHAT WAS SIGNED: ");
            assertThat(run.exitCode()).isEqualTo(1);
        }
    }

    // security.md: S38
    @Test
    void refusesABundleThatWasChangedOrSignedByAnotherKey() throws IOException {
        Path bundle = bundle();
        Path other = publicKey(SigningKey.generate());

        assertThat(ToolRun.of("verify", bundle, "--key", other).out()).contains("WRONG SIGNATURE");
        Files.writeString(bundle, Files.readString(bundle).replaceFirst("\"payload\":\"eyJ", "\"payload\":\"eyK"));
        ToolRun changed = ToolRun.of("verify", bundle, "--key", publicKey(KEY));

        assertThat(changed.out()).contains("WRONG SIGNATURE").contains("Nothing in it can be believed.");
        assertThat(changed.exitCode()).isEqualTo(1);
    }

    @Test
    void readsABundleThatPowerShellSavedOrThatIsInBase64ForAddresses() throws IOException {
        Path bundle = bundle();
        String text = Files.readString(bundle);
        Files.writeString(bundle, "\uFEFF" + text);
        assertThat(ToolRun.of("verify", bundle, "--key", publicKey(KEY)).exitCode())
                .isZero();
        Files.write(bundle, text.getBytes(StandardCharsets.UTF_16));
        assertThat(ToolRun.of("verify", bundle, "--key", publicKey(KEY)).exitCode())
                .isZero();
        Files.write(bundle, ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE));
        assertThat(ToolRun.of("verify", bundle, "--key", publicKey(KEY)).exitCode())
                .isZero();
        Files.writeString(bundle, urlSafe(text));
        assertThat(ToolRun.of("verify", bundle, "--key", publicKey(KEY)).exitCode())
                .isZero();
    }

    private static String urlSafe(String bundle) throws IOException {
        ObjectNode tree = (ObjectNode) new ObjectMapper().readTree(bundle);
        ObjectNode signature = (ObjectNode) tree.get("signatures").get(0);
        signature.put("sig", signature.get("sig").textValue().replace('+', '-').replace('/', '_'));
        tree.put("payload", tree.get("payload").textValue().replace('+', '-').replace('/', '_'));
        return tree.toString();
    }

    @Test
    void cannotSayAnythingAboutAKeyOnAnotherCurve() throws IOException {
        // The generator of secp256k1 is a point like any other.
        byte[] der = HexFormat.of()
                .parseHex("3056301006072a8648ce3d020106052b8104000a03420004"
                        + "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
                        + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8");
        Path key = Files.writeString(
                folder.resolve("other-curve.pem"),
                "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(der)
                        + "\n-----END PUBLIC KEY-----\n");

        ToolRun run = ToolRun.of("verify", bundle(), "--key", key);

        assertThat(run.err())
                .contains(
                        "expected a public key for ECDSA, RSA or EdDSA, found a key on a curve that this Java cannot check");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void warnsOfAShortRsaKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        for (int bits : new int[] {1024, 2048}) {
            generator.initialize(bits);
            VerificationKey key =
                    new VerificationKey(generator.generateKeyPair().getPublic());
            assertThat(key.weakness().isPresent()).isEqualTo(bits < 2048);
        }
    }

    @Test
    void saysWhatIsMissingForABundle() throws IOException {
        Path bundle = bundle();

        ToolRun keyless = ToolRun.of("verify", bundle);
        ToolRun gone = ToolRun.of("verify", bundle, "--key", folder.resolve("gone.pem"));
        ToolRun wrong = ToolRun.of("verify", bundle, "--key", file);
        ToolRun record = ToolRun.of("verify", file, "--key", publicKey(KEY));

        assertThat(keyless.err()).contains("Missing option for a bundle: '--key=PUBLIC.pem'");
        assertThat(gone.err()).contains("gone.pem: expected a public key, found no such file");
        assertThat(wrong.err()).contains("events.jsonl: expected a public key or a certificate as PEM");
        assertThat(record.err()).contains("expected them with a bundle of evidence, found something else");
        assertThat(List.of(keyless, gone, wrong, record))
                .extracting(ToolRun::exitCode)
                .containsOnly(2);
    }

    @Test
    void letsNoRecordCommandTheTerminal() throws IOException {
        ReleaseRecord record = new ReleaseRecord(() -> folder.resolve("evil"), () -> Instant.EPOCH);
        record.append(
                Actor.SYSTEM,
                new ReleaseEvent.DetailsAdded(new ReleaseDetails(
                        Optional.of("\u001b[2J\u202eShop"),
                        Optional.of("1\n2"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));

        assertThat(ToolRun.of("verify", folder.resolve("evil")).out())
                .startsWith("?[2J?Shop 1?2: 1 event,")
                .doesNotContain("\u001b");
    }

    @Test
    void writesInColoursOnlyWhenAskedTo() throws IOException {
        assertThat(ToolRun.of("verify", file).out()).doesNotContain("\u001b");
        assertThat(ToolRun.of("verify", "--color", "always", file).out())
                .contains("\u001b[32mThe hash chain is whole.");
        assertThat(ToolRun.of("--color=always", "verify", file).out()).contains("\u001b[32m");
        assertThat(ToolRun.of("verify", "--color", "never", file).out()).doesNotContain("\u001b");
    }

    private Path bundle() throws IOException {
        ReleaseRecord record = new ReleaseRecord(() -> folder.resolve("record"), InstantSource.system());
        Generator generator = new Generator("1.0", "https://jenkins.example.com/job/shop/1/", Instant.EPOCH);
        return Files.writeString(
                folder.resolve("evidence.json"),
                KEY.evidence(record.examine(), Optional.empty(), generator).text());
    }

    private Path publicKey(SigningKey key) throws IOException {
        return Files.writeString(
                folder.resolve(key.open().id() + ".pem"), key.open().pem());
    }

    @Test
    void tellsNothingOfWhatStandsAfterADamage() throws IOException {
        Files.writeString(file, Files.readString(file).replace("It still burns", "It was fine"));

        ToolRun run = ToolRun.of("verify", file);

        assertThat(run.out())
                .startsWith("Release: 1 event before the damage, status ")
                .contains("damaged at event 2");
        assertThat(ToolRun.of("report", file, "--format", "json").out()).doesNotContain("It was fine");
    }

    @Test
    void takesNothingForARecordThatHasNoWholeEvent() throws IOException {
        for (String text : List.of("hello", "{\"seq\":1,\"at\":", "\u0000")) {
            ToolRun run = ToolRun.of("verify", Files.writeString(folder.resolve("other"), text));

            assertThat(run.err()).contains("other: expected a record, found no whole event in it");
            assertThat(run.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void saysThatABundleIsNotWhole() throws IOException {
        Path bundle = bundle();
        String text = Files.readString(bundle);
        String twice = text.replaceFirst("\\{", "{\"payload\":\"e30=\",");
        for (String broken : List.of(text.substring(0, 500), twice, text + "{}")) {
            Files.writeString(bundle, broken);

            ToolRun run = ToolRun.of("verify", bundle, "--key", publicKey(KEY));

            assertThat(run.err()).contains("evidence.json: expected a bundle in JSON, found something else");
            assertThat(run.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void tellsANewerRecordFromADamagedOne() throws IOException {
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), lines.get(1), lines.get(2).replace("buildEnded", "moonPhaseChanged")));

        ToolRun run = ToolRun.of("verify", file);

        assertThat(run.out())
                .contains("2 events before that of a newer version")
                .contains(
                        "NOT UNDERSTOOD: record not understood at event 3: a newer version of Release Checklist wrote it")
                .contains("The hash chain is whole.")
                .doesNotContain("DAMAGED");
        assertThat(run.exitCode()).isEqualTo(4);
    }

    @Test
    void namesWhatAProgramDidToARecordOnItsWay() throws IOException {
        Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));

        ToolRun run = ToolRun.of("verify", file);

        assertThat(run.out())
                .contains(
                        "DAMAGED: record damaged at event 1: the line ends were changed to CR LF: was the file converted?");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void takesAnEmptyObjectForNoRecord() throws IOException {
        ToolRun run = ToolRun.of("verify", Files.writeString(folder.resolve("x.json"), "{}\n"));

        assertThat(run.out()).contains("DAMAGED");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void saysThatThereIsNoRecord() throws IOException {
        ToolRun missing = ToolRun.of("verify", folder.resolve("nowhere.jsonl"));
        ToolRun empty = ToolRun.of("verify", Files.createFile(folder.resolve("empty.jsonl")));

        assertThat(missing.err()).contains("nowhere.jsonl: expected a record, found no such file");
        assertThat(empty.err()).contains("empty.jsonl: expected a record, found an empty file");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(empty.exitCode()).isEqualTo(2);
    }
}
