package io.jenkins.plugins.releasechecklist.engine.probe.junit;

import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult.Status;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A case of a JUnit report.
 *
 * @param name its class and its name
 * @param source where it ran
 * @param status how it ended: passed, failed or skipped
 * @param time how long it took; zero when the report does not say
 * @param attempts how often it ran, at least 1
 * @param error the first line of what the report says about a failure or a skip; empty if it passed
 * @param detail all that the report says about a failure, at most {@value #LONGEST_DETAIL} characters; empty if it did not fail
 */
public record JUnitCase(
        String name, Source source, Status status, Duration time, int attempts, String error, String detail)
        implements Serializable {
    /** What {@link CheckResult#kind()} says of a case. */
    public static final String KIND = "junit";

    /** Far more than is shown of it, because secrets are masked before that is cut. */
    static final int LONGEST_DETAIL = 64 * 1024;

    /**
     * Where a case ran.
     *
     * @param suite the name of its suite
     * @param host what the suite names as its host, which some tools use for the browser; may be empty
     * @param started when the suite says that it started; may be empty
     * @param file the path of the report, with / between its parts
     */
    record Source(String suite, String host, String started, String file) implements Serializable {}

    /**
     * The cases as rows. A case that two files repeat word for word is one row. Cases of the same name are told apart by what differs: the host
     * (which is the browser for some tools), else the suite, else the file.
     */
    public static List<CheckResult> rows(List<JUnitCase> cases) {
        List<JUnitCase> once = once(cases);
        Map<String, Function<Source, String>> differing = once.stream()
                .collect(Collectors.groupingBy(
                        JUnitCase::name,
                        Collectors.collectingAndThen(
                                Collectors.mapping(JUnitCase::source, Collectors.toList()), JUnitCase::differing)));
        return once.stream()
                .map(one -> one.row(differing.get(one.name).apply(one.source)))
                .toList();
    }

    /** Without the start of its suite, nobody can tell a copy from another shard. */
    private static List<JUnitCase> once(List<JUnitCase> cases) {
        Map<JUnitCase, String> firstFiles = new HashMap<>();
        return cases.stream()
                .filter(one -> one.source.started.isEmpty()
                        || firstFiles
                                .computeIfAbsent(one.in(""), copy -> one.source.file)
                                .equals(one.source.file))
                .toList();
    }

    private JUnitCase in(String file) {
        return new JUnitCase(
                name,
                new Source(source.suite, source.host, source.started, file),
                status,
                time,
                attempts,
                error,
                detail);
    }

    private static Function<Source, String> differing(List<Source> sources) {
        if (sources.size() == 1) {
            return source -> "";
        }
        return Stream.<Function<Source, String>>of(Source::host, Source::suite, Source::file)
                .filter(part -> sources.stream().map(part).distinct().count() == sources.size())
                .findFirst()
                .orElse(Source::host);
    }

    private CheckResult row(String where) {
        return new CheckResult(
                where.isBlank() ? name : name + " [" + where + "]",
                KIND,
                source.suite.isBlank() ? source.file : source.suite,
                status,
                time,
                attempts,
                error,
                detail);
    }
}
