package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndexFile;
import io.jenkins.plugins.releasechecklist.engine.report.MetricsReport;
import io.jenkins.plugins.releasechecklist.engine.report.ReleaseReport;
import io.jenkins.plugins.releasechecklist.engine.report.ReportFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes a report on a release from its record, or on how well a job releases from its release index. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a report on a release from its record, the same as the page of the build gives.",
            "With --metrics: how well a job releases (the four metrics of DORA) and what runs where, as the page of its"
                    + " releases says."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the report is written",
            "1:the report is written, but the record or the release index is damaged",
            "2:there is no record, or no release index, that can be read",
            "4:the report is written, up to what a newer version wrote and this one does not understand"
        },
        footer = {
            "",
            "Examples:",
            "  release-checklist report record.jsonl --format html -o report.html",
            "  release-checklist report record.jsonl --format csv > items.csv",
            "  release-checklist report --metrics jobs/shop/release-checklist/releases.jsonl --format md"
        })
final class ReportCommand implements Callable<Integer> {
    private static final String FOLDER_OF_INDEX = "release-checklist";

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "FORMAT",
            defaultValue = "html",
            description = "html, md, json or csv. Default: ${DEFAULT-VALUE}.")
    private ReportFormat format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Where the report goes. Default, and -: the standard output; HTML goes to no terminal by default.")
    private Optional<Path> output = Optional.empty();

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private ReleaseChecklistTool tool;

    /** Either a record or a release index. */
    static final class Source {
        @Parameters(paramLabel = "RECORD", description = RecordCopy.DESCRIPTION)
        private Optional<Path> record = Optional.empty();

        @Option(
                names = "--metrics",
                paramLabel = "INDEX",
                description =
                        "The release index of a job: the file releases.jsonl, its folder (release-checklist in the"
                                + " directory of the job), or the directory of the job.")
        private Optional<Path> metrics = Optional.empty();
    }

    @Override
    public Integer call() throws IOException {
        if (format == ReportFormat.HTML && output.isEmpty() && tool.style().live()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--output: expected a file for HTML, which nobody reads in a terminal, such as -o report.html"
                            + " (or --format md, or -o -), found none");
        }
        return source.metrics.isPresent() ? reportOnJob(index(source.metrics.get())) : reportOnRelease();
    }

    private int reportOnRelease() throws IOException {
        Path path = tool.file(source.record.orElseThrow());
        refuseToOverwrite(RecordCopy.file(path), "the record");
        try (RecordCopy copy = RecordCopy.of(path)) {
            write(ReleaseReport.of(copy.record()).as(format));
            return copy.tellDamage(spec.commandLine().getErr());
        }
    }

    private int reportOnJob(Path file) throws IOException {
        refuseToOverwrite(file, "the release index");
        ReleaseIndexFile.Content content = ReleaseIndexFile.read(file)
                .orElseThrow(() -> new IOException(file + ": expected a release index, found no such file"));
        if (content.lines().isEmpty()) {
            throw new IOException(file + ": expected a release index, found no release in it");
        }
        ReleaseIndex index = new ReleaseIndex(content.lines().values());
        write(new MetricsReport(index, Instant.now().truncatedTo(ChronoUnit.SECONDS)).as(format));
        if (!content.damaged()) {
            return ReleaseChecklistTool.FINE;
        }
        spec.commandLine()
                .getErr()
                .println("DAMAGED: the release index has lines that nobody can read; they do not count");
        return ReleaseChecklistTool.WRONG;
    }

    private static Path index(Path path) {
        Path folder = Files.isDirectory(path.resolve(FOLDER_OF_INDEX)) ? path.resolve(FOLDER_OF_INDEX) : path;
        return Files.isDirectory(folder) ? folder.resolve(ReleaseIndex.FILE) : path;
    }

    private void write(String text) throws IOException {
        if (output.filter(file -> !file.toString().equals("-")).isPresent()) {
            Files.writeString(output.get(), text);
        } else {
            PrintWriter out = spec.commandLine().getOut();
            out.print(text);
            out.flush();
        }
    }

    /** A report in the place of what it is made from would be the end of that. */
    private void refuseToOverwrite(Path file, String what) throws IOException {
        if (output.isPresent()
                && Files.exists(output.get())
                && Files.exists(file)
                && Files.isSameFile(file, output.get())) {
            throw new ParameterException(
                    spec.commandLine(), "--output: expected another file than " + what + ", found " + output.get());
        }
    }
}
