package io.jenkins.plugins.releasechecklist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.record.Ledger;
import io.jenkins.plugins.releasechecklist.engine.record.NotedReleases;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.Generator;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The case of {@code docs/evidence.md}: what stands there is run here, and finds what it says there. */
class AuditorsAfternoonTest {
    private static final List<String> FOUND =
            List.of("BACK-DATED: shop #5", "WRITTEN ANEW: ", "NOT IN THE LEDGER: ", "MISSING: shop #3");

    @TempDir
    private Path folder;

    @BeforeEach
    void goToWork() throws IOException {
        Path home = Files.createDirectory(folder.resolve("home"));
        NotedReleases releases = new NotedReleases(home);
        Ledger ledger = releases.ledger();
        ledger.open();
        for (int build = 1; build <= 3; build++) {
            releases.release(ledger, build);
            releases.wait(Duration.ofDays(31));
        }
        Instant today = releases.now();
        releases.setClock(Instant.parse("2026-03-10T09:00:00Z"));
        releases.go(releases.opened(5));
        releases.setClock(Instant.parse("2026-04-20T09:00:00Z"));
        releases.go(releases.opened(4));
        releases.setClock(today);
        ledger.note(releases.record(5), true);
        Files.writeString(folder.resolve("noted.txt"), ledger.head().hash() + "\n");
        Files.copy(home.resolve("ledger/events.jsonl"), folder.resolve("ledger.jsonl"));
        Files.createDirectory(folder.resolve("records"));
        for (int build : new int[] {1, 2, 4, 5}) {
            Files.copy(home.resolve("shop-" + build + "/events.jsonl"), record(build));
        }
        NotedReleases.rechain(record(2), "As agreed", "As agreed by phone");
        signAgain();
    }

    private void signAgain() throws IOException {
        SigningKey key = SigningKey.generate();
        try (RecordCopy copy = RecordCopy.of(record(2))) {
            ReleaseRecord forged = copy.record();
            Generator generator = new Generator("1.0", "https://jenkins.example.com/job/shop/2/", Instant.EPOCH);
            Files.writeString(
                    folder.resolve("evidence.json"),
                    key.evidence(forged.examine(), Optional.empty(), generator).text());
        }
        Files.writeString(folder.resolve("evidence-key.pem"), key.open().pem());
    }

    @Test
    void signedEvidenceFindsNothing() {
        ToolRun run = ToolRun.of(
                "verify",
                folder.resolve("evidence.json"),
                "--key",
                folder.resolve("evidence-key.pem"),
                "--record",
                record(2));

        assertThat(run.exitCode()).isZero();
    }

    @Test
    void theToolFindsEachWithTheLedger() throws IOException {
        ToolRun run = ToolRun.of(
                "verify",
                "--ledger",
                folder.resolve("ledger.jsonl"),
                "--noted",
                Files.readString(folder.resolve("noted.txt")).strip(),
                "--from",
                "2026-03-01",
                "--to",
                "2026-05-31",
                record(1),
                record(2),
                record(4),
                record(5));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out().lines())
                .containsAll(DocumentedCommands.block("### With the tool", "text", 0)
                        .lines()
                        .toList());
    }

    @Test
    void soDoesPython() throws Exception {
        commands().need("python3", "--version");
        Files.writeString(folder.resolve("audit.py"), DocumentedCommands.block("### Without the tool", "python", 0));

        String found = commands().run(DocumentedCommands.block("### Without the tool", "sh", 0));

        assertThat(found).startsWith("The ledger is the one that was noted");
        assertThat(FOUND).allSatisfy(word -> assertThat(found).contains(word));
        assertThat(found)
                .contains("WRITTEN ANEW: shop #2, event 3")
                .contains("records/shop-4.jsonl, event 3")
                .doesNotContain("shop #1");
    }

    @Test
    void soDoesOpenSsl() throws Exception {
        commands().need("openssl", "version");

        String found = commands().run(DocumentedCommands.block("### Without the tool", "sh", 1));

        assertThat(FOUND).allSatisfy(word -> assertThat(found).contains(word));
        assertThat(found)
                .contains("records/shop-2.jsonl, event 3")
                .contains("records/shop-4.jsonl")
                .doesNotContain("shop-1")
                .doesNotContain("#1");
    }

    private DocumentedCommands commands() {
        return new DocumentedCommands(folder);
    }

    private Path record(int build) {
        return folder.resolve("records/shop-" + build + ".jsonl");
    }
}
