package io.jenkins.plugins.releasechecklist.engine.probe.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tools write, in the forms that they write it. */
class JUnitReportTest {
    private static List<CheckResult> rows(String... reports) throws IOException {
        List<JUnitCase> cases = new ArrayList<>();
        for (int file = 0; file < reports.length; file++) {
            cases.addAll(read(reports[file], "reports/" + (char) ('a' + file) + ".xml"));
        }
        return JUnitCase.rows(cases);
    }

    private static List<JUnitCase> read(String xml, String file) throws IOException {
        return JUnitReport.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)), file);
    }

    private static List<String> told(String... reports) throws IOException {
        return rows(reports).stream()
                .map(row -> (row.status() + " " + row.name() + " " + row.error()).strip())
                .toList();
    }

    @Test
    void pytestWithAFixtureThatFails() throws Exception {
        assertThat(told("""
                <?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="1"
                skipped="1" tests="3" time="0.1" timestamp="2026-11-30T10:00:00" hostname="box">
                <testcase classname="tests.test_shop" name="test_pay[visa]" time="0.010"><failure message="assert 1 == 2">def test():
                &gt; assert</failure></testcase>
                <testcase classname="tests.test_shop" name="test_db" time="0"><error message="failed on setup">E refused</error></testcase>
                <testcase classname="tests.test_shop" name="test_old"><skipped type="pytest.skip" message="no cart">x.py:3</skipped></testcase>
                </testsuite></testsuites>"""))
                .containsExactly(
                        "FAILED tests.test_shop.test_pay[visa] assert 1 == 2",
                        "FAILED tests.test_shop.test_db failed on setup",
                        "SKIPPED tests.test_shop.test_old no cart");
    }

    @Test
    void playwrightNamesTheBrowserWhereSeveralRan() throws Exception {
        assertThat(told("""
                <testsuites tests="3" failures="1">
                <testsuite name="pay.spec.ts" timestamp="2026-11-30T10:00:00Z" hostname="chromium" tests="1" failures="0">
                <testcase name="pays" classname="pay.spec.ts" time="1.2"/></testsuite>
                <testsuite name="pay.spec.ts" timestamp="2026-11-30T10:00:00Z" hostname="firefox" tests="1" failures="1">
                <testcase name="pays" classname="pay.spec.ts" time="1.2"><failure message="pay.spec.ts:3:5 pays">[firefox] Timeout</failure>
                <system-out>[[ATTACHMENT|shot.png]]</system-out></testcase></testsuite>
                <testsuite name="pay.spec.ts" timestamp="2026-11-30T10:00:00Z" hostname="webkit" tests="1" failures="0">
                <testcase name="pays" classname="pay.spec.ts" time="1.2"/></testsuite></testsuites>"""))
                .containsExactly(
                        "PASSED pay.spec.ts.pays [chromium]",
                        "FAILED pay.spec.ts.pays [firefox] pay.spec.ts:3:5 pays",
                        "PASSED pay.spec.ts.pays [webkit]");
    }

    @Test
    void shardsAndSuitesTellTheSameCaseApart() throws Exception {
        String shard = "<testsuite name=\"smoke\"><testcase classname=\"Cart\" name=\"adds\"/></testsuite>";
        assertThat(told(shard, shard))
                .containsExactly("PASSED Cart.adds [reports/a.xml]", "PASSED Cart.adds [reports/b.xml]");
        assertThat(
                        told(
                                "<testsuites><testsuite name=\"EU\"><testcase name=\"adds\"/></testsuite>"
                                        + "<testsuite name=\"US\"><testcase name=\"adds\"><failure/></testcase></testsuite></testsuites>"))
                .containsExactly("PASSED adds [EU]", "FAILED adds [US] failed");
    }

    @Test
    void aFileThatRepeatsOthersCountsOnce() throws Exception {
        String suite =
                "<testsuite name=\"smoke\" timestamp=\"2026-11-30T10:00:00\"><testcase name=\"adds\" time=\"1\"/>"
                        + "<testcase name=\"adds\" time=\"1\"/></testsuite>";
        assertThat(told(suite, "<testsuites>" + suite + "</testsuites>")).containsExactly("PASSED adds", "PASSED adds");
    }

    @Test
    void surefireWithReruns() throws Exception {
        List<CheckResult> rows = rows("""
                <testsuite name="shop.PayIT" time="1,234.5" tests="2" errors="0" skipped="0" failures="1">
                <properties><property name="java.home" value="/x"/></properties>
                <testcase name="flaky" classname="shop.PayIT" time="1,234.5"><flakyFailure message="once" type="E"><stackTrace>at</stackTrace>
                <system-out>first</system-out></flakyFailure></testcase>
                <testcase name="bad" classname="shop.PayIT" time="0.1"><failure message="no">at x</failure>
                <rerunFailure message="no"><stackTrace>at</stackTrace></rerunFailure><rerunFailure message="no"/></testcase></testsuite>""");
        assertThat(rows).extracting(CheckResult::status).containsExactly(Status.PASSED, Status.FAILED);
        assertThat(rows).extracting(CheckResult::attempts).containsExactly(2, 3);
        assertThat(rows.get(0).latency()).isEqualTo(Duration.ofMillis(1_234_500));
        assertThat(rows.get(1).response()).isEqualTo("no\nat x");
    }

    @Test
    void aCaseThatIsSkippedAndFailedHasFailed() throws Exception {
        assertThat(told(
                        "<testsuite name=\"s\"><testcase name=\"a\"><skipped message=\"later\"/><failure message=\"no\"/></testcase>"
                                + "<testcase name=\"b\"><failure message=\"no\"/><skipped/></testcase>"
                                + "<testcase name=\"c\" status=\"notrun\"/></testsuite>"))
                .containsExactly("FAILED a no", "FAILED b no", "SKIPPED c not run");
    }

    @ParameterizedTest
    @CsvSource({
        "status, failed, FAILED",
        "status, FAIL, FAILED",
        "result, failure, FAILED",
        "status, error, FAILED",
        "status, Skipped, SKIPPED",
        "result, ignored, SKIPPED",
        "status, run, PASSED",
        "result, completed, PASSED"
    })
    void anAttributeMaySayAllThatIsSaid(String attribute, String says, Status status) throws Exception {
        assertThat(rows("<testsuite><testcase name=\"a\" " + attribute + "=\"" + says + "\"/></testsuite>"))
                .extracting(CheckResult::status)
                .containsExactly(status);
    }

    @Test
    void aDocumentTypeIsNotRead() throws Exception {
        assertThat(
                        told(
                                "<!DOCTYPE testsuites SYSTEM \"http://127.0.0.1:1/x.dtd\"><testsuite><testcase name=\"a\"/></testsuite>"))
                .containsExactly("PASSED a");
    }

    @Test
    void aSuiteThatFailedAsAWholeIsNotLost() throws Exception {
        assertThat(told("<testsuites failures=\"1\"><testsuite name=\"good\"><testcase name=\"a\"/></testsuite>"
                        + "<testsuite name=\"bad\" tests=\"0\" failures=\"1\" errors=\"1\"/></testsuites>"))
                .containsExactly("PASSED a", "FAILED bad 2 failed, and the report does not say which");
        assertThat(
                        told(
                                "<testsuite name=\"pkg\" tests=\"1\" errors=\"1\"><error message=\"build failed\">x.go:3</error></testsuite>"))
                .containsExactly("FAILED pkg build failed");
        for (String three : List.of("3", "3.0", " 3 ")) {
            assertThat(told("<testsuites failures=\"" + three + "\"/>"))
                    .containsExactly("FAILED reports/a.xml 3 failed, and the report does not say which");
        }
        assertThat(told("<testsuite name=\"s\" failures=\"1,024\"/>"))
                .containsExactly("FAILED s 1024 failed, and the report does not say which");
    }

    @Test
    void suitesInSuitesAreRead() throws Exception {
        assertThat(
                        told(
                                "<testsuites failures=\"1\"><testsuite name=\"outer\" failures=\"1\"><testsuite name=\"inner\" failures=\"1\">"
                                        + "<testcase name=\"a\"><error>boom\nat 1</error></testcase></testsuite></testsuite></testsuites>"))
                .containsExactly("FAILED a boom");
    }

    @Test
    void aCaseNeedsNoClassAndNoName() throws Exception {
        assertThat(
                        told(
                                "<testsuite name=\"k6 thresholds\"><testcase name=\"http_req_duration - p(95)&lt;200\"><failure message=\"failed\"/></testcase>"
                                        + "<testcase classname=\"shop.PayIT\" name=\"\"><error>BeforeAll</error></testcase><testcase/></testsuite>"))
                .containsExactly(
                        "FAILED http_req_duration - p(95)<200 failed",
                        "FAILED shop.PayIT BeforeAll",
                        "PASSED k6 thresholds");
    }

    @ParameterizedTest
    @CsvSource({
        "0.25,250",
        "1e-3,1",
        "'2,000',2000000",
        "'0,5',500",
        "'2,000.5',2000500",
        "-1,0",
        "NaN,0",
        "soon,0",
        "9e99,2592000000",
        "'',0"
    })
    void durationsAreReadAsTheyAreWritten(String time, long millis) throws Exception {
        assertThat(rows("<testsuite><testcase name=\"a\" time=\"" + time + "\"/></testsuite>")
                        .get(0)
                        .latency())
                .isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void whatIsNoJUnitReportIsNamed() {
        Stream.of(
                        "<test-run id=\"2\"/>|reports/x.xml, with the root testsuites or testsuite, found test-run: a report of NUnit, which",
                        "<assemblies/>|found assemblies: a report of xUnit.net",
                        "<html/>|found html",
                        "<testsuite|reports/x.xml, found XML that cannot be read (line 1, column ",
                        "|found XML that cannot be read (line 1",
                        "<testsuite><testcase name=\"a\"></testsuite>|found XML that cannot be read (line 1",
                        "<testsuite/><testsuite/>|found XML that cannot be read",
                        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><testsuite name=\"&x;\"/>|found XML that cannot be read")
                .map(line -> line.split("\\|"))
                .forEach(one -> assertThatThrownBy(() -> read(one[0], "reports/x.xml"))
                        .as(one[0])
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("expected a JUnit report in reports/x.xml")
                        .hasMessageContaining(one[1])
                        .hasMessageNotContaining("Exception"));
    }

    @Test
    void keepsNoMoreThanItShows() throws Exception {
        String long1 = "x".repeat(5_000_000);
        CheckResult row = rows("<testsuite><testcase name=\"a\"><failure message=\"" + long1 + "\">" + long1
                        + "</failure></testcase></testsuite>")
                .get(0);
        assertThat(row.error()).hasSize(JUnitCase.LONGEST_DETAIL);
        assertThat(row.response()).hasSize(JUnitCase.LONGEST_DETAIL);
    }
}
