package io.jenkins.plugins.releasechecklist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.releasechecklist.engine.record.Ledger;
import io.jenkins.plugins.releasechecklist.engine.record.NotedReleases;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.LedgerStamped;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordHead;
import io.jenkins.plugins.releasechecklist.engine.text.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/evidence.md} that have the ledger stamped, with an authority of its own on loopback. */
class TimeStampTest {
    private static final String SECTION = "## Time stamps of the ledger";
    private static final String BY_HAND = "### By hand";

    @TempDir
    private Path folder;

    private DocumentedCommands commands;
    private NotedReleases releases;

    @BeforeEach
    void bringTheLedger() throws Exception {
        commands = new DocumentedCommands(folder);
        commands.need("openssl", "version");
        commands.need("curl", "--version");
        releases = new NotedReleases(folder);
        releases.setClock(Instant.now().minus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.SECONDS));
        Ledger ledger = releases.ledger();
        ledger.open();
        releases.release(ledger, 1);
        Files.copy(folder.resolve("ledger/events.jsonl"), folder.resolve("ledger.jsonl"));
        makeAuthority();
    }

    @Test
    void provesThatTheLastLineWasThere() throws Exception {
        stamp();

        String said = commands.run(DocumentedCommands.block(BY_HAND, "sh", 1));

        assertThat(said).contains("Verification: OK").contains("Time stamp: ");
        String hash = said.lines().reduce((before, last) -> last).orElseThrow();
        assertThat(ToolRun.of(
                                "verify",
                                "--ledger",
                                folder.resolve("ledger.jsonl"),
                                "--noted",
                                hash,
                                folder.resolve("shop-1"))
                        .out())
                .contains("Proven: the ledger is the one that was noted at its entry 3.");
    }

    @Test
    void isNoneOfAnotherLine() throws Exception {
        stamp();
        Files.writeString(folder.resolve("head.bin"), " ", StandardOpenOption.APPEND);

        assertThat(commands.run(DocumentedCommands.block(BY_HAND, "sh", 1))).contains("Verification: FAILED");
    }

    @Test
    void ofTheLedgerIsCheckedByOpenssl() throws Exception {
        keepStamp();

        ToolRun run = verifyStamps();

        assertThat(run.out())
                .contains("shop #1 (Shop 1.1.0): as noted up to event 4; stamped at 20")
                .contains("Time stamps: 1, the last one of entry 3 at 20")
                .contains("NOT CHECKED: that an authority signed the time stamps. Run: sh ");
        assertThat(run.exitCode()).isZero();
        assertThat(commands.run(DocumentedCommands.block(SECTION, "sh", 1)))
                .startsWith("OK: stamp-4.tst, entry 3 was there at ")
                .contains(" GMT");
    }

    @Test
    void isNoneOfALedgerThatWasWrittenAnew() throws Exception {
        keepStamp();
        Path ledger = folder.resolve("ledger.jsonl");
        String before = line(ledger, 3);
        NotedReleases.rechain(ledger, "Shop", "Shed");

        assertThat(verifyStamps().out())
                .contains("WRITTEN ANEW: entry 4 of the ledger is a time stamp of another entry 3.");
        NotedReleases.rechain(ledger, hash(before), hash(line(ledger, 3)));
        assertThat(verifyStamps().out()).doesNotContain("a time stamp of another entry");

        assertThat(commands.run(DocumentedCommands.block(SECTION, "sh", 1).strip() + " || true"))
                .isEqualTo("WRONG: stamp-4.tst, entry 3\n");
    }

    @Test
    void cannotSayAnotherTimeThanTheLedger() throws Exception {
        keepStamp();
        Path ledger = folder.resolve("ledger.jsonl");
        Files.writeString(ledger, Files.readString(ledger).replaceFirst("\"time\":\"\\d+", "\"time\":\"2020"));

        assertThat(verifyStamps().out())
                .contains("BACK-DATED: entry 4 of the ledger says 20", "and its time stamp 2020-");
    }

    private ToolRun verifyStamps() {
        return ToolRun.of(
                "verify",
                "--ledger",
                folder.resolve("ledger.jsonl"),
                "--stamps",
                folder.resolve("stamps"),
                folder.resolve("shop-1"));
    }

    private static String line(Path file, int number) throws IOException {
        return Files.readAllLines(file).get(number - 1);
    }

    private static String hash(String line) {
        return Sha256.hex(line.getBytes(StandardCharsets.UTF_8));
    }

    /** As the plugin does, which has the last entry stamped. */
    private void keepStamp() throws Exception {
        Ledger ledger = releases.ledger();
        RecordHead head = ledger.head();
        commands.run("openssl ts -query -digest " + head.hash() + " -sha256 -cert -out asked.tsq"
                + " && openssl ts -reply -config authority.cnf -queryfile asked.tsq -token_out -out answer.tst");
        ledger.stamp(new LedgerStamped(
                "https://tsa.example.com/",
                head.seq(),
                head.hash(),
                Instant.now(),
                Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve("answer.tst")))));
        Files.copy(
                folder.resolve("ledger/events.jsonl"),
                folder.resolve("ledger.jsonl"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Asks as the document says, but on loopback. */
    private void stamp() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Content-Type")).isEqualTo("application/timestamp-query");
            Files.write(folder.resolve("asked.tsq"), exchange.getRequestBody().readAllBytes());
            byte[] answer = answer();
            exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://" + server.getAddress().getAddress().getHostAddress() + ":"
                    + server.getAddress().getPort() + "/";
            commands.run(DocumentedCommands.block(BY_HAND, "sh", 0)
                    .replace("https://tsa.example.com/", "--noproxy '*' " + address));
        } finally {
            server.stop(0);
        }
    }

    private byte[] answer() throws IOException {
        try {
            commands.run("openssl ts -reply -config authority.cnf -queryfile asked.tsq -out answer.tsr");
            return Files.readAllBytes(folder.resolve("answer.tsr"));
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    /** A certificate that is for time stamps alone, issued by itself. */
    private void makeAuthority() throws Exception {
        Files.writeString(folder.resolve("authority.cnf"), """
                [req]
                distinguished_name = name
                x509_extensions = stamps
                [name]
                [stamps]
                basicConstraints = critical, CA:FALSE
                keyUsage = critical, digitalSignature
                extendedKeyUsage = critical, timeStamping
                subjectKeyIdentifier = hash
                [tsa]
                default_tsa = here
                [here]
                serial = ./serial
                crypto_device = builtin
                signer_cert = ./authority.pem
                certs = ./authority.pem
                signer_key = ./authority.key
                signer_digest = sha256
                default_policy = 1.2.3.4.1
                digests = sha256
                accuracy = secs:1
                """);
        Files.writeString(folder.resolve("serial"), "01\n");
        commands.run("openssl req -x509 -newkey rsa:2048 -nodes -keyout authority.key -out authority.pem -days 30"
                + " -subj '/CN=Time Stamps on Loopback' -config authority.cnf");
    }
}
