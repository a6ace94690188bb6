package io.jenkins.plugins.releasechecklist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releasechecklist.engine.record.Ledger;
import io.jenkins.plugins.releasechecklist.engine.record.NotedReleases;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.Envelope;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.Generator;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyLedgerTest {
    @TempDir
    private Path folder;

    private NotedReleases releases;
    private Ledger ledger;

    /** Three releases, a month from one to the next. */
    @BeforeEach
    void release() throws IOException {
        releases = new NotedReleases(folder);
        ledger = releases.ledger();
        ledger.open();
        for (int build = 1; build <= 3; build++) {
            releases.release(ledger, build);
            releases.wait(Duration.ofDays(31));
        }
    }

    @Test
    void findsEveryReleaseThatWasNoted() throws IOException {
        ToolRun run = verify(1, 2, 3);

        assertThat(run.out())
                .contains("Ledger: 6 entries about 3 releases, ")
                .contains("shop #2 (Shop 1.2.0): as noted up to event 4\n")
                .contains("Complete: 3 releases in the ledger.\n")
                .contains("Not proven: that nobody wrote the ledger anew together with its records.");
        assertThat(run.exitCode()).isZero();
    }

    // security.md: S55
    @Test
    void findsAMissingRelease() throws IOException {
        ToolRun run = verify(1, 3);

        assertThat(run.out())
                .contains("MISSING: shop #2 (Shop 1.2.0): the ledger noted it at 2026-04-")
                .contains("1 contradiction to the ledger.")
                .doesNotContain("Complete");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void asksForTheReleasesOfThePeriodAlone() throws IOException {
        assertThat(verify(List.of("--from", "2026-04-01", "--to", "2026-04-30"), 2)
                        .out())
                .contains("Complete: 1 release in the ledger from 2026-04-01 to 2026-04-30.")
                .doesNotContain("before the ledger began");
        assertThat(verify(List.of("--to", "2026-04-30"), 2).out())
                .contains("MISSING: shop #1")
                .doesNotContain("shop #3");
        assertThat(verify(List.of("--from", "2026-04-01"), 1, 2).out()).contains("MISSING: shop #3");
    }

    @Test
    void findsARecordThatWasWrittenAnewFromAnEventOn() throws IOException {
        rechain(2, "As agreed", "As agreed by phone");

        ToolRun run = verify(1, 2, 3);

        assertThat(ToolRun.of("verify", record(2)).exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "WRITTEN ANEW: shop #2 (Shop 1.2.0): event 3 is not the one that the ledger noted at 2026-04-")
                .contains("event 4 is not the one");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    // security.md: S55
    @Test
    void findsARecordThatWasWrittenAnewAsAWhole() throws IOException {
        rechain(2, "1.2.0", "1.2.1");

        ToolRun run = verify(1, 2, 3);

        assertThat(run.out())
                .contains("WRITTEN ANEW: shop #2 (Shop 1.2.1): the ledger noted another record of this build.")
                .contains("1 contradiction");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void findsARecordThatTheLedgerDoesNotKnow() throws IOException {
        releases.setClock(Instant.parse("2026-04-10T09:00:00Z"));
        ReleaseRecord forged = releases.opened(9);
        releases.go(forged);
        releases.end(forged);

        ToolRun run = verify(1, 2, 3, 9);

        assertThat(run.out())
                .contains("NOT IN THE LEDGER: shop #9 (Shop 1.9.0): event 3 says that it happened at 2026-04-10T09:0");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void findsAReleaseThatIsSaidToBeOlderThanItIs() throws IOException {
        Instant today = releases.now();
        releases.setClock(Instant.parse("2026-03-10T09:00:00Z"));
        ReleaseRecord forged = releases.opened(9);
        releases.go(forged);
        releases.setClock(today);
        ledger.note(forged, true);

        ToolRun run = verify(1, 2, 3, 9);

        assertThat(run.out())
                .contains(
                        "BACK-DATED: shop #9 (Shop 1.9.0): the record says that event 3 happened at 2026-03-10T09:03:00Z, and"
                                + " the ledger knows of it since 2026-06-0");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void findsAClockThatWasSetBack() throws IOException {
        releases.setClock(Instant.parse("2026-03-10T09:00:00Z"));
        releases.release(ledger, 9);

        ToolRun run = verify(1, 2, 3, 9);

        assertThat(run.out()).contains("BACK-DATED: entry 8 of the ledger says 2026-03-10T09:0");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void findsAReleaseFromBeforeTheLedger() throws IOException {
        releases.setClock(Instant.parse("2026-01-10T09:00:00Z"));
        ReleaseRecord old = releases.opened(9);
        releases.go(old);

        ToolRun run = verify(1, 2, 3, 9);

        assertThat(run.out())
                .contains("NOT COVERED: shop #9 (Shop 1.9.0): event 3 says that it happened at 2026-01-10")
                .contains("before the ledger began");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void findsARecordWhoseEndWasCutOff() throws IOException {
        List<String> lines = Files.readAllLines(record(2));
        Files.write(record(2), lines.subList(0, 3));

        ToolRun run = verify(1, 2, 3);

        assertThat(run.out()).contains("CUT OFF: shop #2 (Shop 1.2.0): event 4 is missing, which the ledger noted at ");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void findsADamagedRecordAndADamagedLedger() throws IOException {
        Files.writeString(record(2), Files.readString(record(2)).replace("As agreed", "As decided"));
        assertThat(verify(1, 2, 3).out()).contains("DAMAGED: shop #2").contains("damaged at event 3");

        Files.writeString(ledgerFile(), Files.readString(ledgerFile()).replace("1.2.0", "1.2.1"));
        ToolRun run = verify(1, 2, 3);
        assertThat(run.out()).startsWith("LEDGER DAMAGED: record damaged at event 4");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    // security.md: S55
    @Test
    void tellsTheLedgerThatWasNotedFromAnotherOne() throws IOException {
        String noted = new NotedReleases(folder).ledger().head().hash();
        releases.release(ledger, 4);

        assertThat(verify(List.of("--noted", noted), 1, 2, 3, 4).out())
                .contains("Proven: the ledger is the one that was noted at its entry 7.")
                .doesNotContain("Not proven: that nobody wrote the ledger anew");
        Files.write(ledgerFile(), Files.readAllLines(ledgerFile()).subList(0, 5));
        ToolRun run = verify(List.of("--noted", noted), 1, 2);
        assertThat(run.out()).contains("ANOTHER LEDGER: no entry has the hash " + noted);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aBundleTellsWhereTheLedgerStood() throws IOException {
        SigningKey key = SigningKey.generate();
        ReleaseRecord record = releases.record(2);
        Generator generator = new Generator("1.0", "https://jenkins.example.com/job/shop/2/", releases.now());
        Envelope bundle = key.evidence(record.examine(), Optional.of(ledger.excerpt(record)), generator);
        Path file = Files.writeString(folder.resolve("evidence.json"), bundle.text());
        Path open = Files.writeString(folder.resolve("key.pem"), key.open().pem());

        assertThat(ToolRun.of("verify", file, "--key", open).out())
                .contains("Entry 7 of the ledger had the hash " + ledger.head().hash());
        List<String> lines = Files.readAllLines(ledgerFile());
        JsonNode told = new ObjectMapper()
                .readTree(Base64.getDecoder().decode(bundle.payload()))
                .path("predicate")
                .path("ledger");
        assertThat(told.path("seq").longValue()).isEqualTo(7);
        assertThat(told.path("entries")).extracting(JsonNode::textValue).containsExactlyElementsOf(lines.subList(3, 5));
    }

    @Test
    void goesOnWhereAReleaseIsUnderWayOrNewer() throws IOException {
        releases.opened(4);
        ReleaseRecord newer = releases.opened(5);
        releases.go(newer);

        ToolRun run = verify(1, 2, 3, 4, 5);

        assertThat(run.out())
                .contains("shop #4 (Shop 1.4.0): nothing to be noted yet")
                .contains("shop #5 (Shop 1.5.0): event 3 is newer than this ledger");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void tellsWhatACrashDelayed() throws IOException {
        ReleaseRecord record = releases.opened(4);
        releases.go(record);
        releases.ledger().note(record, true);
        Files.writeString(ledgerFile(), "{\"seq\":", StandardOpenOption.APPEND);

        ToolRun run = verify(1, 2, 3, 4);

        assertThat(run.out())
                .contains("shop #4 (Shop 1.4.0): event 3 was noted ")
                .contains(" late, as after a crash");
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void saysWhatIsWrongWithTheArguments() throws IOException {
        ToolRun several = ToolRun.of("verify", record(1), record(2));
        ToolRun other = ToolRun.of("verify", "--ledger", record(1), record(2));
        ToolRun day = ToolRun.of("verify", "--ledger", ledgerFile(), "--from", "yesterday", record(1));
        ToolRun order = verify(List.of("--from", "2026-04-01", "--to", "2026-03-01"), 1);
        ToolRun key = verify(List.of("--key", record(1).toString()), 1);

        assertThat(several.err()).contains("expected them with --ledger, found none");
        assertThat(other.err()).contains("expected a ledger, found the record of a release");
        assertThat(day.err()).contains("--from").contains("yesterday");
        assertThat(order.err()).contains("--to: expected 2026-04-01 or a later day, found 2026-03-01");
        assertThat(key.err()).contains("--ledger: expected records alone");
        assertThat(List.of(several, other, day, order, key))
                .extracting(ToolRun::exitCode)
                .containsOnly(2);
    }

    private ToolRun verify(int... builds) {
        return verify(List.of(), builds);
    }

    private ToolRun verify(List<String> options, int... builds) {
        List<Object> arguments = new ArrayList<>(List.of("verify", "--ledger", ledgerFile()));
        arguments.addAll(options);
        for (int build : builds) {
            arguments.add(record(build));
        }
        return ToolRun.of(arguments.toArray());
    }

    /** What somebody does who has the disk of the controller: the chain of the record is whole afterwards. */
    private void rechain(int build, String from, String to) throws IOException {
        NotedReleases.rechain(record(build), from, to);
    }

    private Path record(int build) {
        return folder.resolve("shop-" + build).resolve("events.jsonl");
    }

    private Path ledgerFile() {
        return folder.resolve(NotedReleases.LEDGER).resolve("events.jsonl");
    }
}
