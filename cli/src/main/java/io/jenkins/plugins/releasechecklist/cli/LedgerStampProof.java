package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.cli.terminal.Style;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.LedgerStamped;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The time stamps in a ledger. The tool says whether they are about this ledger. Whether an authority signed them says {@code openssl
 * ts}: the code for that would make the tool twice as large.
 */
final class LedgerStampProof {
    /** How far the clocks of an authority and of a Jenkins may differ. */
    private static final Duration SLACK = Duration.ofMinutes(10);

    private static final String SCRIPT = "verify.sh";
    private static final String BEFORE = """
            #!/bin/sh
            # Checks the time stamps of a ledger: sh verify.sh AUTHORITY.pem [OPTIONS OF openssl ts -verify]
            authority=$(realpath "$1") || exit 2
            shift
            cd "$(dirname "$0")" || exit 2
            wrong=0
            while read -r token hash entry; do
              if openssl ts -verify -digest "$hash" -in "$token" -token_in -CAfile "$authority" "$@" > /dev/null 2>&1; then
                time=$(openssl ts -reply -in "$token" -token_in -text 2> /dev/null | sed -n 's/^Time stamp: //p')
                echo "OK: $token, entry $entry was there at $time"
              else
                echo "WRONG: $token, entry $entry"
                wrong=1
              fi
            done << 'END'
            """;
    private static final String AFTER = """
            END
            exit $wrong
            """;

    private final ReleaseRecord ledger;
    private final List<Stamp> stamps = new ArrayList<>();

    LedgerStampProof(ReleaseRecord ledger) throws IOException {
        this.ledger = ledger;
        for (Event entry : ledger.events(0)) {
            if (entry.data() instanceof LedgerStamped data) {
                stamps.add(new Stamp(entry.seq(), entry.at(), data));
            }
        }
    }

    /** Tells what contradicts the ledger: in a word, and in words that follow it. */
    void check(BiConsumer<String, String> problem) throws IOException {
        for (Stamp stamp : stamps) {
            LedgerStamped data = stamp.data();
            if (!ledger.hash(data.entry()).equals(Optional.of(data.hash()))) {
                problem.accept(
                        "WRITTEN ANEW",
                        "entry " + stamp.seq() + " of the ledger is a time stamp of another entry " + data.entry());
            }
            if (Duration.between(data.time(), stamp.at()).abs().compareTo(SLACK) > 0) {
                problem.accept(
                        "BACK-DATED",
                        "entry " + stamp.seq() + " of the ledger says " + stamp.at() + ", and its time stamp "
                                + data.time());
            }
        }
    }

    /** When an entry was there at the latest, as the stamps say; nothing without a stamp of it or of a later one. */
    String since(long entry) {
        return stamps.stream()
                .filter(stamp -> entry > 0 && stamp.data().entry() >= entry)
                .map(stamp -> stamp.data().time())
                .min(Comparator.naturalOrder())
                .map(time -> "; stamped at " + time)
                .orElse("");
    }

    /** Says loudly what was not checked. */
    void tell(Optional<Path> directory, PrintWriter out, Style style) throws IOException {
        if (stamps.isEmpty()) {
            return;
        }
        LedgerStamped last = stamps.get(stamps.size() - 1).data();
        out.println("Time stamps: " + stamps.size() + ", the last one of entry " + last.entry() + " at " + last.time()
                + ", by " + Style.printable(last.authority()));
        if (directory.isPresent()) {
            write(directory.get());
        }
        out.println(style.open("NOT CHECKED") + ": that an authority signed the time stamps. Run: "
                + directory
                        .map(it -> "sh " + it.resolve(SCRIPT) + " AUTHORITY.pem")
                        .orElse("release-checklist verify --ledger LEDGER --stamps DIRECTORY RECORD...")
                + directory
                        .map(it -> " (openssl ts), with the certificate of the authority from another source")
                        .orElse(", which writes what openssl needs for it"));
    }

    /** Nothing of the ledger but numbers and hashes gets into the script. */
    private void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        StringBuilder script = new StringBuilder(BEFORE);
        for (Stamp stamp : stamps) {
            String token = "stamp-" + stamp.seq() + ".tst";
            Files.write(directory.resolve(token), stamp.token());
            script.append(token + " " + ledger.hash(stamp.data().entry()).orElse("-") + " "
                    + stamp.data().entry() + "\n");
        }
        Files.writeString(directory.resolve(SCRIPT), script + AFTER);
    }

    private record Stamp(long seq, Instant at, LedgerStamped data) {
        byte[] token() throws IOException {
            try {
                return Base64.getDecoder().decode(data.token());
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        "entry " + seq + " of the ledger: expected a time stamp in base64, found something else", e);
            }
        }
    }
}
