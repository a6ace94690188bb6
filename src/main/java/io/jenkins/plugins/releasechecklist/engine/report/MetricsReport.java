package io.jenkins.plugins.releasechecklist.engine.report;

import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentOutcome;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentStatus;
import io.jenkins.plugins.releasechecklist.engine.history.Period;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.SuccessMetrics;
import io.jenkins.plugins.releasechecklist.engine.report.ReportDocument.Fact;
import io.jenkins.plugins.releasechecklist.engine.report.ReportDocument.Section;
import io.jenkins.plugins.releasechecklist.engine.report.json.JsonText;
import io.jenkins.plugins.releasechecklist.engine.report.json.MetricsJson;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.text.NumberFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How well a job releases and what runs where, with the same definitions and numbers as the page of the job.
 *
 * @param index the releases of the job
 * @param now when the periods end
 */
public record MetricsReport(ReleaseIndex index, Instant now) {
    private static final String NOT_ENOUGH = "Not enough data";

    /** The report in a form. As CSV it is the metrics alone, a row for each period. */
    public String as(ReportFormat format) {
        return switch (format) {
            case HTML -> HtmlReport.render(document());
            case MD -> MarkdownReport.render(document());
            case JSON -> JsonText.indented(MetricsJson.of(index, now));
            case CSV -> csv();
        };
    }

    private String csv() {
        List<String> header = List.of(
                "days",
                "deployments",
                "perWeek",
                "leadTimeSeconds",
                "leadTimes",
                "failureRate",
                "failures",
                "recoverySeconds",
                "recoveries",
                "open",
                "withoutGo",
                "reworkRate",
                "reworks");
        return Csv.of(
                header,
                MetricsJson.of(index, now).periods().stream()
                        .map(row -> Stream.of(
                                        row.days(),
                                        row.deployments(),
                                        row.perWeek(),
                                        row.leadTimeSeconds(),
                                        row.leadTimes(),
                                        row.failureRate(),
                                        row.failures(),
                                        row.recoverySeconds(),
                                        row.recoveries(),
                                        row.open(),
                                        row.withoutGo(),
                                        row.reworkRate(),
                                        row.reworks())
                                .map(value -> value instanceof Optional<?> known
                                        ? known.map(Object::toString).orElse("")
                                        : value.toString())
                                .toList())
                        .toList());
    }

    private ReportDocument document() {
        int open = metrics(Period.YEAR).open();
        String title = index.lines().stream()
                .flatMap(line -> line.name().stream())
                .findFirst()
                .map(name -> name + ": releases")
                .orElse("Releases");
        return new ReportDocument(
                title,
                open == 0
                        ? Cell.of("No failed deployment is open", ReportTone.GOOD)
                        : Cell.of(open + " failed and not over yet", ReportTone.BAD),
                Optional.empty(),
                "How often this job deploys, how that goes, and what runs where.",
                List.of(
                        new Fact("As of", Cell.of(ReportWords.time(now))),
                        new Fact(
                                "Known releases",
                                Cell.of(Integer.toString(index.lines().size())))),
                List.of(
                        new Section("Software delivery performance (DORA)", List.of(performance())),
                        new Section("What runs where", List.of(environments()))));
    }

    private SuccessMetrics metrics(Period period) {
        return SuccessMetrics.of(index, period, now);
    }

    private Block performance() {
        List<String> header = new ArrayList<>(List.of("Metric"));
        Period[] periods = Period.values();
        Arrays.stream(periods).forEach(period -> header.add(period.days() + " days"));
        return new Block.Table(
                "Software delivery performance by period",
                header,
                List.of(
                        row(
                                "Deployment frequency",
                                one -> value(one.perWeek().map(MetricsReport::decimal), " a week") + "\n"
                                        + count(one.deployments(), "deployment", "deployments")),
                        row(
                                "Lead time for changes (median)",
                                one -> value(one.leadTime().map(Durations::rounded), "") + "\n"
                                        + count(one.leadTimes(), "release", "releases") + " with known commits"),
                        row(
                                "Change failure rate",
                                one -> value(one.failureRate().map(MetricsReport::percent), "") + "\n" + one.failures()
                                        + " of " + count(one.deployments(), "deployment", "deployments") + " failed"),
                        row(
                                "Failed deployment recovery time (median)",
                                one -> value(one.recovery().map(Durations::rounded), "")
                                        + "\n" + count(one.recoveries(), "recovery", "recoveries")
                                        + (one.open() == 0 ? "" : "; " + one.open() + " not over yet")),
                        row(
                                "Deployment rework rate",
                                one -> value(one.reworkRate().map(MetricsReport::percent), "") + "\n" + one.reworks()
                                        + " of " + count(one.deployments(), "deployment", "deployments")
                                        + " mended an earlier one"),
                        row("Deployments without a Go", one -> Integer.toString(one.withoutGo()))));
    }

    private List<Cell> row(String name, Function<SuccessMetrics, String> text) {
        return Stream.concat(
                        Stream.of(name),
                        Arrays.stream(Period.values()).map(this::metrics).map(text))
                .map(Cell::of)
                .toList();
    }

    private static String value(Optional<String> known, String unit) {
        return known.map(text -> text + unit).orElse(NOT_ENOUGH);
    }

    private static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    private static String decimal(double number) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.ENGLISH);
        format.setMaximumFractionDigits(1);
        return format.format(number);
    }

    private static String percent(double share) {
        return NumberFormat.getPercentInstance(Locale.ENGLISH).format(share);
    }

    private Block environments() {
        List<List<Cell>> rows =
                index.environments().stream().map(MetricsReport::row).toList();
        return rows.isEmpty()
                ? new Block.Text("Nothing was recorded.", ReportTone.PLAIN)
                : new Block.Table(
                        "What runs where",
                        List.of("Environment", "Version", "Build", "Since", "What became of it"),
                        rows);
    }

    private static List<Cell> row(EnvironmentStatus where) {
        List<String> notes = new ArrayList<>();
        where.running().ifPresent(there -> {
            there.line().map(EnvironmentOutcome::of).map(ReportWords::word).ifPresent(notes::add);
            if (there.isBroughtBack()) {
                notes.add("brought back by " + there.by().text());
            }
        });
        where.failed()
                .ifPresent(last -> notes.add("the last attempt, "
                        + last.version().map(version -> version + " of ").orElse("")
                        + last.build().text() + ": " + ReportWords.word(EnvironmentOutcome.of(last.line()))));
        return List.of(
                Cell.of(where.environment()),
                Cell.of(where.running().flatMap(EnvironmentStatus.Arrival::version)),
                Cell.of(where.running().map(there -> there.build().text())),
                Cell.of(where.running().map(there -> ReportWords.time(there.since()))),
                Cell.of(String.join("\n", notes)));
    }
}
