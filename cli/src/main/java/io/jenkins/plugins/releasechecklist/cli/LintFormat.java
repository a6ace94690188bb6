package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.engine.plan.PlanProblem;
import io.jenkins.plugins.releasechecklist.engine.plan.SourcePosition;
import io.jenkins.plugins.releasechecklist.engine.report.json.JsonText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The forms in which mistakes are told. */
enum LintFormat {
    /** One line each, as terminals and editors turn it into a link. */
    TEXT {
        @Override
        String of(List<PlanProblem> problems) {
            return problems.stream().map(problem -> problem.message() + "\n").collect(Collectors.joining());
        }
    },
    /** An array of objects. */
    JSON {
        @Override
        String of(List<PlanProblem> problems) {
            return JsonText.indented(problems.stream().map(ProblemJson::of).toList());
        }
    },
    /** Commands of GitHub Actions, which show each mistake at its line. */
    GITHUB {
        @Override
        String of(List<PlanProblem> problems) {
            return problems.stream().map(problem -> command(problem) + "\n").collect(Collectors.joining());
        }
    };

    abstract String of(List<PlanProblem> problems);

    private static String command(PlanProblem problem) {
        String place = problem.position()
                .map(at -> "file=" + property(at.file()) + ",line=" + at.line() + ",col=" + at.column() + ",")
                .orElse("");
        return (problem.kind() == PlanProblem.Kind.WARNING ? "::warning " : "::error ") + place + "title=Release plan::"
                + data(words(problem));
    }

    /** What ends neither the command nor its line. */
    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    /** The message without its place. */
    private static String words(PlanProblem problem) {
        return new PlanProblem(
                        problem.kind(),
                        Optional.empty(),
                        problem.path(),
                        problem.found(),
                        problem.expected(),
                        problem.suggestion())
                .message();
    }

    /**
     * A mistake as data.
     *
     * @param file the plan
     * @param line from 1
     * @param column from 1, in code points
     * @param kind {@code syntax}, {@code unknown_key}, {@code wrong_value}, {@code refused} or {@code warning}
     * @param path the keys that lead to it; empty for the whole file
     * @param message what is wrong, in words
     * @param suggestion what was probably meant; null when nobody knows
     */
    private record ProblemJson(
            Optional<String> file,
            Optional<Integer> line,
            Optional<Integer> column,
            String kind,
            String path,
            String message,
            Optional<String> suggestion) {
        static ProblemJson of(PlanProblem problem) {
            return new ProblemJson(
                    problem.position().map(SourcePosition::file),
                    problem.position().map(SourcePosition::line),
                    problem.position().map(SourcePosition::column),
                    problem.kind().name().toLowerCase(Locale.ROOT),
                    problem.path(),
                    words(problem),
                    problem.suggestion());
        }
    }
}
