package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.cli.terminal.Style;
import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.report.course.Backtest;
import io.jenkins.plugins.releasechecklist.engine.verify.Assessment;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tells what other criteria would have said about the verifications of a release. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = "Judges the samples that the verifications of a release recorded by other criteria.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every verification would have passed",
            "1:at least one would not have, or the record is damaged",
            "2:there is no record that can be read, no verification in it, or a criterion is wrong"
        },
        footer = {
            "",
            "Examples:",
            "  release-checklist backtest record.jsonl --pass \"successRate >= 99.5%%\" --pass \"p95 <= 500ms\"",
            "  release-checklist backtest record.jsonl --pass \"errors <= 0.02\"",
            "  release-checklist backtest record.jsonl --pass \"p50 no worse than baseline by 10%%\""
        })
final class BacktestCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RECORD", description = RecordCopy.DESCRIPTION)
    private Path record;

    @Option(
            names = "--pass",
            paramLabel = "CRITERION",
            description =
                    "A name (successRate, p50, p95, p99 or that of a metric) and what it has to fulfil, in the place of"
                            + " what was demanded. Can be given several times; without it, what was demanded is judged again.")
    private List<String> pass = List.of();

    @ParentCommand
    private ReleaseChecklistTool tool;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Map<String, Criterion> others = new LinkedHashMap<>();
        try (RecordCopy copy = RecordCopy.of(tool.file(record))) {
            List<Backtest> tests = Backtest.of(copy.record().state().runs());
            if (tests.isEmpty()) {
                throw new IOException(record + ": expected a verification with samples in the record, found none");
            }
            List<String> names = tests.stream()
                    .flatMap(test -> test.names().stream())
                    .distinct()
                    .toList();
            pass.forEach(text -> read(text, names, others));
            boolean well = true;
            for (Backtest test : tests) {
                well = judge(test, others) && well;
            }
            int damage = copy.tellDamage(spec.commandLine().getErr());
            return well ? damage : ReleaseChecklistTool.WRONG;
        }
    }

    private void read(String text, List<String> names, Map<String, Criterion> others) {
        String name = names.stream()
                .filter(text.strip()::startsWith)
                .max((one, other) -> Integer.compare(one.length(), other.length()))
                .orElseThrow(() -> wrong("expected one of " + String.join(", ", names) + ", then a criterion", text));
        try {
            others.put(name, Criterion.parse(text.strip().substring(name.length())));
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage(), text);
        }
    }

    private ParameterException wrong(String expected, String found) {
        return new ParameterException(spec.commandLine(), "--pass: " + expected + ", found '" + found + "'");
    }

    private boolean judge(Backtest test, Map<String, Criterion> others) {
        Assessment assessment;
        try {
            Map<String, Criterion> all = test.demanded();
            others.forEach((name, pass) -> {
                if (test.names().contains(name)) {
                    all.put(name, pass);
                }
            });
            assessment = test.judge(all);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--pass: " + e.getMessage());
        }
        boolean passed = assessment.verdict() == Verdict.PASS;
        String was = test.run()
                .judgement()
                .map(judgement -> ", was " + judgement.verdict())
                .orElse("");
        PrintWriter out = spec.commandLine().getOut();
        out.println(Style.printable(test.run().name()) + ": " + assessment.verdict() + was);
        assessment.reasons().forEach(reason -> out.println("  " + Style.printable(reason)));
        out.flush();
        return passed;
    }
}
