package io.jenkins.plugins.releasechecklist.steps.check;

import hudson.Util;
import hudson.tasks.junit.CaseResult;
import hudson.tasks.junit.SuiteResult;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A case of a JUnit report as a row of a run. */
final class JUnitCase {
    static final String KIND = "junit";

    private JUnitCase() {}

    static CheckResult of(SuiteResult suite, CaseResult result) {
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
