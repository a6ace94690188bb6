package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.engine.record.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.Release;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks the hash chain of a record, and says what that proves and what it does not. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks the hash chain of a record, and says what that proves and what it does not.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the chain is whole",
            "1:the record is damaged",
            "2:there is no record that can be read",
            "3:the chain is whole up to a last line that was not written to its end"
        },
        footer = {"", "Example:", "  release-checklist verify record.jsonl"})
final class VerifyCommand implements Callable<Integer> {
    private static final int TORN = 3;

    @Parameters(
            paramLabel = "RECORD",
            description =
                    "The file (record.jsonl from the build page, events.jsonl from the build directory) or its folder.")
    private Path path;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (RecordCopy copy = RecordCopy.of(path)) {
            Optional<Damage> damage = copy.record().verify();
            Release release = copy.record().state();
            out.println(title(release) + ": " + release.seq() + " events, status " + release.status());
            if (damage.isPresent()) {
                out.println("DAMAGED: " + damage.get().text());
                out.println("Nothing from that event on can be believed.");
                return ReleaseChecklistTool.WRONG;
            }
            out.println("The hash chain is whole. Hash of the last event: " + copy.head());
            out.println("Proven: no event was changed, removed, inserted or moved without all later ones being written"
                    + " anew.");
            out.println("Not proven: that nothing is missing at the end, and that nobody wrote the record anew. For"
                    + " that, compare the hash with one that was noted elsewhere.");
            if (release.torn()) {
                out.println("TORN: the last line was not written to its end (a crash). It does not count.");
                return TORN;
            }
            return ReleaseChecklistTool.FINE;
        }
    }

    private static String title(Release release) {
        return release.application().orElse("Release")
                + release.version().map(version -> " " + version).orElse("");
    }
}
