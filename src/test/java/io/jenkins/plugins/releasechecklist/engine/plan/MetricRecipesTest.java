package io.jenkins.plugins.releasechecklist.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The recipes of the cookbook, as they are written there, against servers that play the API. */
class MetricRecipesTest {
    private LoopbackServer server;
    private ProbeFixture fixture;

    @BeforeEach
    void start() throws IOException {
        server = new LoopbackServer();
        fixture = new ProbeFixture()
                .at(InstantSource.fixed(Instant.ofEpochSecond(1_763_856_000)))
                .credentials("datadog-api-key", new ProbeCredentials.Bearer("0123456789abcdef"))
                .credentials("datadog-application-key", new ProbeCredentials.Bearer("fedcba9876543210"));
    }

    @AfterEach
    void stop() {
        fixture.close();
        server.close();
    }

    /** Measures what the recipe below a heading measures, of the server of the test. */
    private MetricSample measured(String heading) throws IOException {
        Path folder = Files.isDirectory(Path.of("docs")) ? Path.of("docs") : Path.of("..", "docs");
        Matcher recipe = Pattern.compile("## " + heading + "\n.*?```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(folder.resolve("cookbook.md")));
        assertThat(recipe.find()).isTrue();
        String plan = recipe.group(1).replaceFirst("https?://[a-z.]+(:\\d+)?(?=[/\"])", server.url(""));
        MetricProbe metric = Plans.read(plan, "cookbook.md")
                .environments()
                .get("production")
                .verify()
                .orElseThrow()
                .metrics()
                .get(0);
        return fixture.runner()
                .round(List.of(), List.of(metric), RunSettings.DEFAULT)
                .join()
                .metrics()
                .get(0);
    }

    @Test
    void datadogIsAskedDirectly() throws IOException {
        server.on("/api/v1/query", exchange -> {
            Headers headers = exchange.getRequestHeaders();
            boolean known = "0123456789abcdef".equals(headers.getFirst("DD-API-KEY"))
                    && "fedcba9876543210".equals(headers.getFirst("DD-APPLICATION-KEY"));
            LoopbackServer.send(
                    exchange,
                    known ? 200 : 403,
                    known
                            ? "{\"status\":\"ok\",\"res_type\":\"time_series\",\"series\":[{\"metric\":\"shop.errors\",\"pointlist\":"
                                    + "[[1763855880000.0,3.0],[1763855940000.0,0.25]],\"scope\":\"env:prod\"}]}"
                            : "{\"errors\":[\"Forbidden\"]}");
        });

        MetricSample sample = measured("Metrics of Datadog");

        assertThat(sample.error()).isEmpty();
        assertThat(sample.value()).isEqualTo(0.25);
        assertThat(server.asked())
                .singleElement()
                .extracting(LoopbackServer.Asked::path)
                .isEqualTo("/api/v1/query?from=1763855700&to=1763855940&query=sum:shop.errors%7Benv:prod%7D.as_rate()");
    }

    @Test
    void datadogWithoutAnyValueIsNotMeasured() throws IOException {
        server.on("/api/v1/query", 200, "{\"status\":\"ok\",\"series\":[]}");
        assertThat(measured("Metrics of Datadog").error())
                .isEqualTo("expected one number at $.series[0].pointlist[-1][1], found 0 values");
    }

    @Test
    void cloudWatchIsAskedByTheProxyThatSigns() throws IOException {
        server.on(
                "/api/v1/query",
                200,
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{},\"value\":[1763856000,\"0.1\"]}]}}");
        assertThat(measured("Metrics of CloudWatch").value()).isEqualTo(0.1);
    }
}
