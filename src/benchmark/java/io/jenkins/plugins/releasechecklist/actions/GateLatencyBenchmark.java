package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hudson.model.Item;
import hudson.security.csrf.DefaultCrumbIssuer;
import io.jenkins.plugins.releasechecklist.config.ReleasePermissions;
import io.jenkins.plugins.releasechecklist.steps.Releasing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval;
import org.jenkinsci.plugins.scriptsecurity.scripts.languages.GroovyLanguage;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * How long it takes from a person's click to the Pipeline that goes on, at a gate and at an {@code input}, by turns in one
 * Jenkins. Both times end when the program's next statement reaches a server of ours.
 */
@WithJenkins
class GateLatencyBenchmark {
    private static final int WARM_UP = 25;
    private static final int ROUNDS = 40;
    /** Nobody clicks in the moment in which the build begins to wait; what it does then shall not be measured. */
    private static final long READING_MILLIS = 500;

    private final BlockingQueue<Long> arrivals = new ArrayBlockingQueue<>(1);

    @Test
    void aGateGoesOnAsFastAsAnInput(JenkinsRule jenkins) throws Exception {
        HttpServer server = server();
        try {
            Releasing.people(jenkins);
            jenkins.jenkins.setCrumbIssuer(new DefaultCrumbIssuer(false));
            jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                    .grant(Jenkins.READ)
                    .everywhere()
                    .toEveryone()
                    .grant(Item.READ, ReleasePermissions.APPROVE)
                    .everywhere()
                    .to("qa"));
            Visitor qa = Visitor.loggedIn(jenkins.getURL(), "qa");
            Optional<Visitor.Crumb> crumb = qa.crumb();
            String next = "\nnew URL('http://127.0.0.1:" + server.getAddress().getPort() + "/').text";
            WorkflowJob gates = job(jenkins, "gate", "releaseGate id: 'ship', approvals: [qa: 1]" + next);
            WorkflowJob inputs = job(jenkins, "input", "input id: 'Ship', message: 'Ship it?', submitter: 'qa'" + next);
            List<Double> gate = new ArrayList<>();
            List<Double> input = new ArrayList<>();
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                double ofGate = measure(jenkins, gates, "Waits for", "release-checklist/gates/ship/go", qa, crumb);
                double ofInput = measure(jenkins, inputs, "Proceed or Abort", "input/Ship/proceedEmpty", qa, crumb);
                if (round >= WARM_UP) {
                    gate.add(ofGate);
                    input.add(ofInput);
                }
            }
            System.out.printf(
                    "Milliseconds from the click to the resumed Pipeline, %d rounds by turns:%n%s%n%s%n",
                    ROUNDS, line("releaseGate", gate), line("input", input));
            assertThat(median(gate)).as("the median of releaseGate").isLessThanOrEqualTo(median(input));
        } finally {
            server.stop(0);
        }
    }

    private double measure(
            JenkinsRule jenkins,
            WorkflowJob job,
            String waiting,
            String button,
            Visitor visitor,
            Optional<Visitor.Crumb> crumb)
            throws Exception {
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage(waiting, build);
        Thread.sleep(READING_MILLIS);
        long click = System.nanoTime();
        int status = visitor.post(build.getUrl() + button, crumb);
        assertThat(status).as(button).isLessThan(400);
        Long arrival = arrivals.poll(1, TimeUnit.MINUTES);
        assertThat(arrival).as("the Pipeline went on").isNotNull();
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
        return (arrival - click) / 1e6;
    }

    private HttpServer server() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            arrivals.add(System.nanoTime());
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static WorkflowJob job(JenkinsRule jenkins, String name, String script) throws Exception {
        ScriptApproval.get().preapprove(script, GroovyLanguage.get());
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, false));
        return job;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String line(String name, List<Double> values) {
        return String.format(
                Locale.ROOT,
                "%-11s median %.1f, all: %s",
                name,
                median(values),
                values.stream()
                        .map(value -> String.format(Locale.ROOT, "%.1f", value))
                        .collect(Collectors.joining(" ")));
    }
}
