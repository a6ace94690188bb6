package io.jenkins.plugins.releasechecklist.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releasechecklist.engine.history.History;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Five releases, one each day: the fourth was rolled back to the third within half a day. */
class MetricsReportTest {
    private static MetricsReport report() {
        List<ReleaseLine> lines = new ArrayList<>();
        for (int build : List.of(1, 2, 3, 5)) {
            lines.add(History.committed(History.good(build), build - 0.5));
        }
        lines.add(History.out(
                History.begun(4), "ROLLED_BACK", 4, History.rolledBack(History.production(4, "FAIL", false), 3, 4.25)));
        return new MetricsReport(new ReleaseIndex(lines), History.day(8));
    }

    @Test
    void givesTheMetricsOfEveryPeriodAsData() throws IOException {
        JsonNode json = new ObjectMapper().readTree(report().as(ReportFormat.JSON));

        assertThat(json.get("asOf").textValue()).isEqualTo("2026-01-09T00:00:00Z");
        assertThat(json.get("releases").intValue()).isEqualTo(5);
        assertThat(json.get("periods")).hasSize(3).allSatisfy(period -> {
            assertThat(period.get("deployments").intValue()).isEqualTo(5);
            assertThat(period.get("perWeek").doubleValue()).isEqualTo(5);
            assertThat(period.get("leadTimeSeconds").longValue()).isEqualTo(12 * 3600);
            assertThat(period.get("leadTimes").intValue()).isEqualTo(4);
            assertThat(period.get("failureRate").doubleValue()).isEqualTo(0.2);
            assertThat(period.get("recoverySeconds").isNull()).isTrue();
            assertThat(period.get("recoveries").intValue()).isEqualTo(1);
            assertThat(period.get("open").intValue()).isZero();
            assertThat(period.get("withoutGo").intValue()).isZero();
        });
        assertThat(json.get("environments")).hasSize(1);
        assertThat(json.get("environments").get(0).get("version").textValue()).isEqualTo("1.5");
    }

    @Test
    void tellsPeopleTheSame() {
        String text = report().as(ReportFormat.MD);

        assertThat(text)
                .startsWith("# Shop: releases")
                .contains("| Deployment frequency | 5 a week<br>5 deployments |")
                .contains("| Change failure rate | 20%<br>1 of 5 deployments failed |")
                .contains("| 12h<br>4 releases with known commits |", "Not enough data<br>1 recovery")
                .contains("| production | 1.5 | \\#5 | 2026-01-06 00:00:00 UTC | verified |");
        assertThat(report().as(ReportFormat.HTML))
                .contains("What runs where", "<h1>Shop: releases")
                .contains("No failed deployment is open");
    }

    @Test
    void isATableForSpreadsheets() {
        assertThat(report().as(ReportFormat.CSV).lines())
                .hasSize(4)
                .contains("30,5,5.0,43200,4,0.2,1,,1,0,0,0.0,0", "365,5,5.0,43200,4,0.2,1,,1,0,0,0.0,0");
    }

    @Test
    void countsDeploymentsWithoutAGo() {
        ReleaseLine ungated =
                History.out(History.begun(6), "RELEASED", 6, History.withoutGo(History.production(6, "PASS", true), 6));
        MetricsReport report = new MetricsReport(new ReleaseIndex(List.of(History.good(5), ungated)), History.day(8));
        assertThat(report.as(ReportFormat.MD)).contains("| Deployments without a Go | 1 | 1 | 1 |");
        assertThat(report.as(ReportFormat.CSV)).contains("30,2,,,0,,0,,0,0,1");
    }

    @Test
    void saysWhatWasBroughtBackAndWhatIsOpen() {
        ReleaseLine failed =
                History.out(History.begun(2), "RELEASED_WITH_OPEN_ITEMS", 2, History.production(2, "FAIL", false));
        ReleaseLine undone = History.out(
                History.begun(2), "ROLLED_BACK", 2, History.rolledBack(History.production(2, "FAIL", false), 1, 2.5));

        assertThat(new MetricsReport(new ReleaseIndex(List.of(failed)), History.day(3)).as(ReportFormat.MD))
                .contains("1 failed and not over yet");
        assertThat(new MetricsReport(new ReleaseIndex(List.of(History.good(1), undone)), History.day(3))
                        .as(ReportFormat.MD))
                .contains("| production | 1.1 | \\#1 |")
                .contains("brought back by #2<br>the last attempt, 1.2 of #2: rolled back");
    }
}
