package io.jenkins.plugins.releasechecklist.engine.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that cannot be built wrong. */
class ProbeSettingsTest {
    private static final String URL = "https://shop.example.com/version";

    @Test
    void runsFiftyAtOnceForTwoMinutes() {
        assertThat(RunSettings.DEFAULT.concurrency()).isEqualTo(50);
        assertThat(RunSettings.DEFAULT.timeout()).hasSeconds(30);
        assertThat(RunSettings.DEFAULT.retryFor()).hasMinutes(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001})
    void rejectsConcurrenciesOutOfRange(int concurrency) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunSettings.DEFAULT.withConcurrency(concurrency))
                .withMessage("concurrency: expected 1 to 1000, found " + concurrency);
    }

    @Test
    void rejectsTimesOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunSettings.DEFAULT.withTimeout(Duration.ZERO))
                .withMessage("timeout: expected more than zero, found 0s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunSettings.DEFAULT.withRetryFor(Duration.ofSeconds(-1)))
                .withMessage("retryFor: expected zero or more, found PT-1S");
    }

    @Test
    void rejectsResultsThatContradictThemselves() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Observation(true, Duration.ZERO, "no", false, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> Observation.failed(Duration.ZERO, ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CheckResult("a", "tcp", "db:1", CheckResult.Status.FAILED, Duration.ZERO, 1, ""));
    }

    @Test
    void makesAVersionCheck() {
        VersionCheck version = new VersionProbe(List.of(URL), "$.version", "shop", false, "").expecting("2.4.0");
        assertThat(version.name()).isEqualTo("version");
        HttpCheck check = version.requests().get(0);
        assertThat(check.sentCredentials()).containsExactly("shop");
        assertThat(check.expectations()).isEqualTo(List.of(new Expectation.VersionIs("$.version", "2.4.0")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VersionProbe(List.of("shop"), "$.version", "", false, ""))
                .withMessageStartingWith("url: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VersionProbe(List.of(URL), "version", "", false, ""))
                .withMessageStartingWith("jsonPath: ");
    }

    @Test
    void rejectsMetricsWithoutAQuery() {
        MetricProbe.Source source =
                MetricProbe.Source.Prometheus.of("https://prometheus.example.com", "sum(rate(errors[1m]))");
        assertThat(new MetricProbe("errors", source, Criterion.parse("<= baseline + 10%"), 0, "").source())
                .isEqualTo(source);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MetricProbe.Source.Prometheus.of("https://prometheus.example.com", " "));
        assertThatIllegalArgumentException().isThrownBy(() -> MetricProbe.Source.Prometheus.of("prometheus", "up"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MetricProbe("errors", source, Criterion.parse("<= 1"), -1, ""))
                .withMessage("failureLimit: expected 0 or more, found -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VersionProbe(List.of(), "$.version", "", false, ""))
                .withMessage("urls: expected a URL at least, found none");
    }

    @Test
    void rejectsCredentialsThatCannotBeSentWithoutShowingThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProbeCredentials.Bearer("s3cret\n"))
                .withMessageNotContaining("s3cret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProbeCredentials.Basic("a:b", "s3cret"))
                .withMessageNotContaining("s3cret");
    }
}
