package io.jenkins.plugins.releasechecklist.steps.check;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.remoting.VirtualChannel;
import hudson.tasks.junit.JUnitResultArchiver;
import hudson.tasks.junit.TestResultAction;
import hudson.tasks.test.PipelineTestDetails;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.junit.JUnitCase;
import io.jenkins.plugins.releasechecklist.engine.probe.junit.JUnitReport;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jenkins.MasterToSlaveFileCallable;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/**
 * The JUnit reports of a run. Their cases become test results of the build, as by the {@code junit} step, and rows of the run. The rows are
 * read by {@link JUnitReport}, since the JUnit plugin passes over failures of whole suites and of skipped cases. The only class that needs the JUnit plugin, without which it is not loaded.
 */
public final class JUnitReports {
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
     * @throws AbortException when there is no workspace, no report, one that cannot be read, or none with a case in it
     */
    public void record() throws IOException, InterruptedException {
        boolean recorded = run.recorded().orElseThrow().checks().stream()
                .anyMatch(result -> result.kind().equals(JUnitCase.KIND));
        if (recorded) {
            return;
        }
        Reports reports = inWorkspace(workspace -> workspace.act(new Reading(patterns)));
        try {
            addToBuild();
        } catch (AbortException e) {
            // What we can read as a failure is nothing to the junit plugin, and the other way round.
            if (reports.cases().isEmpty() && reports.broken().isEmpty()) {
                throw e;
            }
        }
        List<CheckResult> rows = JUnitCase.rows(reports.cases());
        List<CheckResult> shown = SettledChecks.of(run, List.of()).report(bounded(rows));
        shown.stream()
                .filter(row -> row.status() == CheckResult.Status.FAILED)
                .forEach(row -> run.log(Messages.JUnitReports_failedCase(row.name(), row.error())));
        run.log(Messages.JUnitReports_read(
                rows.size(), count(rows, CheckResult.Status.FAILED), count(rows, CheckResult.Status.SKIPPED)));
        if (!reports.broken().isEmpty()) {
            throw new AbortException(Messages.JUnitReports_unreadable(String.join("; ", reports.broken())));
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
                JUnitCase.KIND,
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

    /** Makes test results of the build, as the step {@code junit} does, unless that was done before a restart. */
    private void addToBuild() throws IOException, InterruptedException {
        TestResultAction action = run.build().getAction(TestResultAction.class);
        String node = run.context().get(FlowNode.class).getId();
        boolean done = action != null
                && action.getResult().getSuites().stream().anyMatch(suite -> node.equals(suite.getNodeId()));
        if (!done) {
            inWorkspace(workspace -> JUnitResultArchiver.parseAndSummarize(
                    new JUnitResultArchiver(patterns),
                    details(node),
                    run.build(),
                    workspace,
                    run.context().get(Launcher.class),
                    run.listener()));
        }
    }

    /** Works with the files, again when their agent is lost meanwhile. */
    private <T> T inWorkspace(Work<T> work) throws IOException, InterruptedException {
        ProbeSite site = new ProbeSite(run);
        while (true) {
            FilePath workspace =
                    site.workspace().orElseThrow(() -> new AbortException(Messages.JUnitReports_noWorkspace(patterns)));
            try {
                return work.in(workspace);
            } catch (IOException | RuntimeException e) {
                if (e instanceof AbortException || ProbeSite.isOpen(workspace.getChannel())) {
                    throw new AbortException(
                            Messages.JUnitReports_none(e.getMessage(), patterns, workspace.getRemote()));
                }
            }
        }
    }

    /** Where the cases come from, which tells those of several environments apart: as a block of its own in those of the build. */
    private PipelineTestDetails details(String node) throws IOException, InterruptedException {
        String where = run.environment().orElse(run.name());
        List<String> blocks = new ArrayList<>(List.of("release-checklist-" + Ids.slug(where)));
        run.context().get(FlowNode.class).iterateEnclosingBlocks().forEach(block -> blocks.add(block.getId()));
        PipelineTestDetails details = new PipelineTestDetails();
        details.setNodeId(node);
        details.setEnclosingBlocks(blocks);
        details.setEnclosingBlockNames(new ArrayList<>(List.of(where)));
        return details;
    }

    private interface Work<T> {
        T in(FilePath workspace) throws IOException, InterruptedException;
    }

    /**
     * What the files say.
     *
     * @param cases their cases
     * @param broken why some of them could not be read, one sentence each
     */
    private record Reports(List<JUnitCase> cases, List<String> broken) implements Serializable {}

    /** Reads the files where they are. */
    private static final class Reading extends MasterToSlaveFileCallable<Reports> {
        private static final long serialVersionUID = 1L;

        private final String patterns;

        Reading(String patterns) {
            this.patterns = patterns;
        }

        @Override
        public Reports invoke(File workspace, VirtualChannel channel) {
            List<JUnitCase> cases = new ArrayList<>();
            List<String> broken = new ArrayList<>();
            for (String file : Util.createFileSet(workspace, patterns)
                    .getDirectoryScanner()
                    .getIncludedFiles()) {
                String path = file.replace(File.separatorChar, '/');
                try (InputStream content =
                        Files.newInputStream(workspace.toPath().resolve(file))) {
                    cases.addAll(JUnitReport.read(content, path));
                } catch (IOException e) {
                    broken.add(e.getMessage());
                }
            }
            return new Reports(cases, broken);
        }
    }
}
