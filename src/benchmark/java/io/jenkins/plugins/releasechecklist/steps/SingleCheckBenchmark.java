package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hudson.model.Label;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval;
import org.jenkinsci.plugins.scriptsecurity.scripts.languages.GroovyLanguage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * How long a Pipeline waits for one {@code smokeTest} with a single check, and for one {@code httpRequest} of the plugin
 * http_request, by turns in one build on one agent. The server is on loopback and answers at once.
 */
@WithJenkins
class SingleCheckBenchmark {
    private static final int WARM_UP = 50;
    private static final int ROUNDS = 200;

    @Test
    void oneCheckBesideOneRequest(JenkinsRule jenkins) throws Exception {
        jenkins.createSlave(Label.get("agent"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        byte[] answer = "{\"status\": \"UP\"}".getBytes(StandardCharsets.UTF_8);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/health";
            WorkflowRun build = run(jenkins, """
                    node('agent') {
                      def smoke = [], request = []
                      for (int i = 0; i < %d; i++) {
                        long start = System.nanoTime()
                        smokeTest environment: 'staging', checks: [httpCheck(url: '%s', status: 200)]
                        long middle = System.nanoTime()
                        httpRequest url: '%s', validResponseCodes: '200', quiet: true
                        long end = System.nanoTime()
                        if (i >= %d) {
                          smoke << middle - start
                          request << end - middle
                        }
                      }
                      echo "smokeTest   ${smoke.join(' ')}"
                      echo "httpRequest ${request.join(' ')}"
                    }
                    """.formatted(WARM_UP + ROUNDS, url, url, WARM_UP));
            List<String> echoes = Releasing.echoes(build);
            List<String> lines = List.of(line(echoes, "smokeTest"), line(echoes, "httpRequest"));
            System.out.printf(
                    "Milliseconds of one step in a running Pipeline, %d rounds by turns:%n%s%n",
                    ROUNDS, String.join(System.lineSeparator(), lines));
        } finally {
            server.stop(0);
        }
    }

    private static WorkflowRun run(JenkinsRule jenkins, String script) throws Exception {
        ScriptApproval.get().preapprove(script, GroovyLanguage.get());
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "checks");
        job.setDefinition(new CpsFlowDefinition(script, false));
        return jenkins.buildAndAssertSuccess(job);
    }

    private static String line(List<String> echoes, String step) {
        List<Double> millis = echoes.stream()
                .filter(text -> text.startsWith(step + " "))
                .flatMap(text -> Stream.of(text.substring(step.length()).strip().split(" ")))
                .map(nanos -> Long.parseLong(nanos) / 1e6)
                .sorted()
                .toList();
        assertThat(millis).as(step).hasSize(ROUNDS);
        return String.format(
                Locale.ROOT,
                "%-11s median %.1f, 10th %.1f and 90th percentile %.1f",
                step,
                (millis.get(ROUNDS / 2 - 1) + millis.get(ROUNDS / 2)) / 2,
                millis.get(ROUNDS / 10),
                millis.get(ROUNDS * 9 / 10));
    }
}
