package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.report.ReleaseReport;
import io.jenkins.plugins.releasechecklist.engine.report.ReportFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a report on a release from its record, the same as the page of the build gives. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Writes a report on a release from its record, the same as the page of the build gives.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the report is written",
            "1:the report is written, but the record is damaged",
            "2:there is no record that can be read"
        },
        footer = {
            "",
            "Examples:",
            "  release-checklist report record.jsonl --format html -o report.html",
            "  release-checklist report record.jsonl --format csv > items.csv"
        })
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RECORD", description = RecordCopy.DESCRIPTION)
    private Path path;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "html",
            description = "html, md, json or csv. Default: ${DEFAULT-VALUE}.")
    private ReportFormat format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the report goes. Default: the standard output.")
    private Optional<Path> output = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (output.isPresent() && Files.exists(output.get()) && isRecord(output.get())) {
            throw new ParameterException(
                    spec.commandLine(), "--output: expected another file than the record, found " + output.get());
        }
        try (RecordCopy copy = RecordCopy.of(path)) {
            ReleaseReport report = ReleaseReport.of(copy.record());
            String text = report.as(format);
            if (output.isPresent()) {
                Files.writeString(output.get(), text);
            } else {
                PrintWriter out = spec.commandLine().getOut();
                out.print(text);
                out.flush();
            }
            Optional<Damage> damage = report.examination().damage();
            damage.ifPresent(found -> spec.commandLine().getErr().println("DAMAGED: " + found.text()));
            return damage.isPresent() ? ReleaseChecklistTool.WRONG : ReleaseChecklistTool.FINE;
        }
    }

    /** A report in the place of the record would be the end of the record. */
    private boolean isRecord(Path file) throws IOException {
        Path record = RecordCopy.file(path);
        return Files.exists(record) && Files.isSameFile(record, file);
    }
}
