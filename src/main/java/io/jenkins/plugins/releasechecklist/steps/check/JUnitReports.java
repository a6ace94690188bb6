package io.jenkins.plugins.releasechecklist.steps.check;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.tasks.junit.CaseResult;
import hudson.tasks.junit.JUnitResultArchiver;
import hudson.tasks.junit.SuiteResult;
import hudson.tasks.junit.TestResultAction;
import hudson.tasks.test.PipelineTestDetails;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/**
 * The JUnit reports of a run. Their cases become test results of the build, as by the {@code junit} step, and rows of the run.
 * What was read before a restart is not read again. The only class that needs the JUnit plugin, without which it is not loaded.
 */
public final class JUnitReports {
    private static final String KIND = "junit";
    /** The most cases that become rows of the record. */
    static final int MOST = 1000;

    private final StepRun run;
    private final String patterns;

    /**
     * The reports of a run.
     *
     * @param patterns which files of the workspace, as the {@code junit} step has it: Ant patterns with commas between them
     */
    public JUnitReports(StepRun run, String patterns) {
        this.run = run;
        this.patterns = patterns;
    }

    /**
     * Reads the reports and records their cases.
     *
     * @throws AbortException when there is no workspace, no report, or none with a case in it
     */
    public void record() throws IOException, InterruptedException {
        boolean recorded = run.recorded().orElseThrow().checks().stream()
                .anyMatch(result -> result.kind().equals(KIND));
        if (recorded) {
            return;
        }
        int failures = suites().isEmpty() ? addToBuild() : 0;
        List<CheckResult> rows = new ArrayList<>();
        for (SuiteResult suite : suites()) {
            for (CaseResult result : suite.getCases()) {
                rows.add(row(suite, result));
            }
        }
        List<CheckResult> shown = SettledChecks.of(run, List.of()).report(bounded(rows));
        shown.stream()
                .filter(row -> row.status() == CheckResult.Status.FAILED)
                .forEach(row -> run.log(Messages.JUnitReports_failedCase(row.name(), row.error())));
        long failed = count(rows, CheckResult.Status.FAILED);
        run.log(Messages.JUnitReports_read(rows.size(), failed, count(rows, CheckResult.Status.SKIPPED)));
        // The junit plugin makes a failure of a file that is no report, which belongs to no step.
        if (failures > failed) {
            throw new AbortException(Messages.JUnitReports_unreadable(failures - failed, patterns));
        }
    }

    /** As many as a person looks at, the failed ones first, and how many there are besides; the test result of the build has them all. */
    static List<CheckResult> bounded(List<CheckResult> rows) {
        if (rows.size() <= MOST) {
            return rows;
        }
        List<CheckResult> sorted = rows.stream()
                .sorted(Comparator.comparing(row -> row.status() != CheckResult.Status.FAILED))
                .toList();
        List<CheckResult> others = sorted.subList(MOST, sorted.size());
        long failed = count(others, CheckResult.Status.FAILED);
        List<CheckResult> bounded = new ArrayList<>(sorted.subList(0, MOST));
        bounded.add(new CheckResult(
                Messages.JUnitReports_others(others.size()),
                KIND,
                "",
                failed == 0 ? CheckResult.Status.PASSED : CheckResult.Status.FAILED,
                Duration.ZERO,
                1,
                failed == 0 ? "" : Messages.JUnitReports_othersFailed(failed)));
        return bounded;
    }

    private static long count(List<CheckResult> rows, CheckResult.Status status) {
        return rows.stream().filter(row -> row.status() == status).count();
    }

    /** Reads the files, again when their agent is lost meanwhile, and tells how many cases failed. */
    private int addToBuild() throws IOException, InterruptedException {
        ProbeSite site = new ProbeSite(run, Clock.systemUTC());
        while (true) {
            FilePath workspace =
                    site.workspace().orElseThrow(() -> new AbortException(Messages.JUnitReports_noWorkspace(patterns)));
            try {
                return JUnitResultArchiver.parseAndSummarize(
                                new JUnitResultArchiver(patterns),
                                details(),
                                run.build(),
                                workspace,
                                run.context().get(Launcher.class),
                                run.listener())
                        .getFailCount();
            } catch (IOException | RuntimeException e) {
                if (e instanceof AbortException || ProbeSite.isOpen(workspace.getChannel())) {
                    throw new AbortException(
                            Messages.JUnitReports_none(e.getMessage(), patterns, workspace.getRemote()));
                }
            }
        }
    }

    /** Where the cases come from, which tells those of several environments apart: as a block of its own in those of the build. */
    private PipelineTestDetails details() throws IOException, InterruptedException {
        String where = run.environment().orElse(run.name());
        List<String> blocks = new ArrayList<>(List.of("release-checklist-" + Ids.slug(where)));
        run.context().get(FlowNode.class).iterateEnclosingBlocks().forEach(block -> blocks.add(block.getId()));
        PipelineTestDetails details = new PipelineTestDetails();
        details.setNodeId(nodeId());
        details.setEnclosingBlocks(blocks);
        details.setEnclosingBlockNames(new ArrayList<>(List.of(where)));
        return details;
    }

    /** What the build has of this step. */
    private List<SuiteResult> suites() throws IOException, InterruptedException {
        TestResultAction action = run.build().getAction(TestResultAction.class);
        if (action == null) {
            return List.of();
        }
        String node = nodeId();
        return action.getResult().getSuites().stream()
                .filter(suite -> node.equals(suite.getNodeId()))
                .toList();
    }

    private String nodeId() throws IOException, InterruptedException {
        return run.context().get(FlowNode.class).getId();
    }

    /** A case as a row of the run. */
    private static CheckResult row(SuiteResult suite, CaseResult result) {
        String name = Stream.of(Util.fixNull(result.getClassName()), result.getName())
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining("."));
        CheckResult.Status status = status(result);
        return new CheckResult(
                name,
                KIND,
                Util.fixNull(suite.getName()),
                status,
                Duration.ofMillis(Math.round(Math.max(0, result.getDuration()) * 1000)),
                1,
                error(status, result),
                status == CheckResult.Status.FAILED ? detail(result) : "");
    }

    private static CheckResult.Status status(CaseResult result) {
        if (result.isSkipped()) {
            return CheckResult.Status.SKIPPED;
        }
        return result.isPassed() ? CheckResult.Status.PASSED : CheckResult.Status.FAILED;
    }

    /** The first line of what the report says. */
    private static String error(CheckResult.Status status, CaseResult result) {
        return switch (status) {
            case PASSED -> "";
            case SKIPPED -> firstLine(Util.fixNull(result.getSkippedMessage()), Messages.JUnitCase_skipped());
            default -> firstLine(detail(result), Messages.JUnitCase_failed());
        };
    }

    private static String firstLine(String text, String otherwise) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(otherwise);
    }

    private static String detail(CaseResult result) {
        return Stream.of(Util.fixNull(result.getErrorDetails()), Util.fixNull(result.getErrorStackTrace()))
                .filter(part -> !part.isBlank())
                .distinct()
                .collect(Collectors.joining("\n"));
    }
}
