package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.engine.report.evidence.Envelope;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.VerificationKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Checks a record or a bundle of evidence, and says what that proves and what it does not. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the hash chain of a record, or the signature of a bundle of evidence, or that the records of a period are"
                    + " those of the ledger and none is missing, and says what that proves and what it does not.",
            "The chain of a record alone does not protect its end. A bundle with the record does: what was cut off, written"
                    + " anew, or changed in the last event is found by the signature."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:everything that was checked holds",
            "1:the record is damaged, the signature is wrong, or the record is not the one that was signed; or a release of"
                    + " the ledger is missing, or not what was noted",
            "2:something cannot be read or is missing, such as the key for a bundle, or a file holds no whole event",
            "3:the chain is whole up to a last line that was not written to its end",
            "4:the chain is whole, and a newer version wrote what this one does not understand"
        },
        footer = {
            "",
            "Examples:",
            "  release-checklist verify record.jsonl",
            "  release-checklist verify evidence.json --key key.pem",
            "  release-checklist verify evidence.json --key key.pem --record record.jsonl",
            "  release-checklist verify --ledger ledger.jsonl --from 2026-01-01 --to 2026-03-31 records/*.jsonl"
        })
final class VerifyCommand implements Callable<Integer> {
    private static final long LONGEST_BUNDLE = 100_000_000;

    @Parameters(
            index = "0",
            paramLabel = "RECORD|BUNDLE",
            description = {
                "A record or a bundle. " + RecordCopy.DESCRIPTION,
                "A bundle: evidence.json from the build page."
            })
    private Path path;

    @Option(
            names = {"-k", "--key"},
            paramLabel = "PUBLIC.pem",
            description = "The public key, or the certificate, of the Jenkins that signed the bundle: from"
                    + " release-approvals/evidence-keys there, or better from somebody who noted it at the time.")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = {"-r", "--record"},
            paramLabel = "RECORD",
            description = "The record that the bundle is to be compared with.")
    private Optional<Path> record = Optional.empty();

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "RECORD",
            description = "More records, to be compared with a ledger.")
    private List<Path> more = List.of();

    @Option(
            names = "--ledger",
            paramLabel = "LEDGER",
            description =
                    "The ledger of the Jenkins: every release in it has to be among the records, and each record has to be"
                            + " the one that was noted.")
    private Optional<Path> ledger = Optional.empty();

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "The first day (UTC, such as 2026-01-01) of which every release has to be there.")
    private Optional<LocalDate> from = Optional.empty();

    @Option(names = "--to", paramLabel = "DAY", description = "The last day, likewise.")
    private Optional<LocalDate> to = Optional.empty();

    @Option(
            names = "--noted",
            paramLabel = "HASH",
            description = "A hash of the ledger that somebody noted elsewhere at the time. Can be given several times.")
    private List<String> noted = List.of();

    @Option(
            names = "--stamps",
            paramLabel = "DIRECTORY",
            description = "Writes the time stamps of the ledger there, with a script that has openssl check them.")
    private Optional<Path> stamps = Optional.empty();

    @ParentCommand
    private ReleaseChecklistTool tool;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        path = tool.file(path);
        if (ledger.isPresent()) {
            return compareWithLedger();
        }
        if (!more.isEmpty() || from.isPresent() || to.isPresent() || !noted.isEmpty() || stamps.isPresent()) {
            throw wrong("Several records, --from, --to, --noted and --stamps: expected them with --ledger, found none");
        }
        Optional<Envelope> envelope = envelope();
        if (envelope.isEmpty()) {
            if (key.isPresent() || record.isPresent()) {
                throw wrong(
                        "--key and --record: expected them with a bundle of evidence, found something else: " + path);
            }
            try (RecordCopy copy = RecordCopy.of(path)) {
                return new RecordProof(copy, spec.commandLine().getOut(), tool.style()).tell();
            }
        }
        Path file = key.orElseThrow(() -> wrong("Missing option for a bundle: '--key=PUBLIC.pem'"));
        BundleProof proof =
                new BundleProof(envelope.get(), key(file), spec.commandLine().getOut(), tool.style());
        if (record.isEmpty()) {
            return proof.tell();
        }
        try (RecordCopy copy = RecordCopy.of(record.get())) {
            return proof.tell(copy);
        }
    }

    private int compareWithLedger() throws IOException {
        if (key.isPresent() || record.isPresent()) {
            throw wrong("--ledger: expected records alone, found --key or --record");
        }
        if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
            throw wrong("--to: expected " + from.get() + " or a later day, found " + to.get());
        }
        List<Path> records = new ArrayList<>(List.of(path));
        records.addAll(more);
        Path file = ledger.get();
        try (RecordCopy copy = RecordCopy.of(file)) {
            return new LedgerProof(
                            file, copy, new Period(from, to), spec.commandLine().getOut(), tool.style())
                    .tell(records, noted, stamps);
        }
    }

    private Optional<Envelope> envelope() throws IOException {
        if (!Files.isRegularFile(path) || Files.size(path) > LONGEST_BUNDLE) {
            return Optional.empty();
        }
        String text = text(path);
        if (!Envelope.isEnvelope(text)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Envelope.parse(text));
        } catch (IOException e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        }
    }

    /** UTF-8, or what Windows PowerShell makes of it: with a byte order mark, or in UTF-16. */
    private static String text(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        boolean wide = bytes.length > 1 && (bytes[0] & bytes[1] & 0xFF) == 0xFE && bytes[0] != bytes[1];
        String text = new String(bytes, wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static VerificationKey key(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": expected a public key, found no such file");
        }
        try {
            return VerificationKey.parse(text(file));
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /**
     * Days in UTC, both included.
     *
     * @param first empty: from the beginning of the ledger on
     * @param last empty: to its end
     */
    record Period(Optional<LocalDate> first, Optional<LocalDate> last) {
        Optional<Instant> from() {
            return first.map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant());
        }

        boolean contains(Instant at) {
            LocalDate day = at.atOffset(ZoneOffset.UTC).toLocalDate();
            return first.filter(day::isBefore).isEmpty()
                    && last.filter(day::isAfter).isEmpty();
        }

        @Override
        public String toString() {
            return first.map(day -> " from " + day).orElse("")
                    + last.map(day -> " to " + day).orElse("");
        }
    }
}
