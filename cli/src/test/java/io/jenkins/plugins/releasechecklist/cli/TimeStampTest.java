package io.jenkins.plugins.releasechecklist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.releasechecklist.engine.record.Ledger;
import io.jenkins.plugins.releasechecklist.engine.record.NotedReleases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code docs/evidence.md} that have the ledger stamped, with an authority of its own on loopback. */
class TimeStampTest {
    private static final String SECTION = "## A time stamp of the ledger";

    @TempDir
    private Path folder;

    private DocumentedCommands commands;

    @BeforeEach
    void bringTheLedger() throws Exception {
        commands = new DocumentedCommands(folder);
        commands.need("openssl", "version");
        commands.need("curl", "--version");
        NotedReleases releases = new NotedReleases(folder);
        Ledger ledger = releases.ledger();
        ledger.open();
        releases.release(ledger, 1);
        Files.copy(folder.resolve("ledger/events.jsonl"), folder.resolve("ledger.jsonl"));
        makeAuthority();
    }

    @Test
    void provesThatTheLastLineWasThere() throws Exception {
        stamp();

        String said = commands.run(DocumentedCommands.block(SECTION, "sh", 1));

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

        assertThat(commands.run(DocumentedCommands.block(SECTION, "sh", 1))).contains("Verification: FAILED");
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
            commands.run(DocumentedCommands.block(SECTION, "sh", 0)
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
