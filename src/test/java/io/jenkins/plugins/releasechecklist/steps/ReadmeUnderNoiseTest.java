package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hudson.FilePath;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/**
 * The Jenkinsfile of the README releases a service whose answers take as long as those of usual services: most near the middle, a few
 * far above, and one in four hundred fails. {@code -Dverification.runs=20} does it twenty times, five at a time.
 */
class ReadmeUnderNoiseTest extends OneJenkins {
    private static final int RUNS = Integer.getInteger("verification.runs", 1);
    private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```groovy\\n(.*?)^```");
    private static final double REGRESSION = 1.3;

    /** A service with noise of its own; the same seed gives the same noise. */
    private static final class NoisyService implements AutoCloseable {
        private final HttpServer server;
        private volatile double middle = 60;

        NoisyService(long seed) throws IOException {
            Random random = new Random(seed);
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newCachedThreadPool());
            server.createContext("/health", exchange -> {
                double noise = Math.exp(0.2 * random.nextGaussian());
                boolean fails = random.nextInt(400) == 0;
                try {
                    Thread.sleep(Math.round(middle * noise));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exchange.sendResponseHeaders(fails ? 503 : 200, -1);
                exchange.close();
            });
            server.start();
        }

        String health() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/health";
        }

        void slowDown() {
            middle *= REGRESSION;
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    /** As many rounds as by default, in ten seconds; the criteria are the defaults, and what is said besides. */
    private static String plan(String health, String criteria) {
        return """
                environments:
                  staging:
                    checks: [{httpCheck: {name: health, url: "%1$s"}}]
                  production:
                    gate: {approvals: [{role: qa}]}
                    checks: [{httpCheck: {name: health, url: "%1$s"}}]
                    verify: {duration: 10s, interval: 250ms%2$s}
                announce: [{channel: stakeholders}]
                """.formatted(health, criteria);
    }

    private static Judgement release(WorkflowJob job, String plan) throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
        assertThat(example.find()).isTrue();
        String version = "2.4." + job.getNextBuildNumber();
        job.setDefinition(new CpsFlowDefinition(example.group(1).replace("2.4.0", version), true));
        FilePath workspace = rule().jenkins.getWorkspaceFor(job);
        workspace.child("release-plan.yaml").write(plan, "UTF-8");
        workspace.child("deploy.sh").write("#!/bin/sh\necho \"$1 $2\"\n", "UTF-8");
        workspace.child("deploy.sh").chmod(0755);
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        Releasing.awaitGate(run, "production");
        Releasing.vote(run, "qa", "production", Choice.GO, null);
        rule().waitForCompletion(run);
        return lastRun(run, "postDeployVerify").judgement().orElseThrow();
    }

    /** Three releases: by the defaults, beside what was before, and with a regression beside what was before. */
    private static List<Judgement> releases(WorkflowJob job, int seed) throws Exception {
        String ranks = ", p50: \"no worse than baseline\"";
        try (NoisyService service = new NoisyService(seed)) {
            Judgement usual = release(job, plan(service.health(), ""));
            Judgement compared = release(job, plan(service.health(), ranks));
            service.slowDown();
            return List.of(usual, compared, release(job, plan(service.health(), ranks)));
        }
    }

    @Test
    void passesWithoutAFaultAndFindsARegressionOfThirtyPercent() throws Exception {
        ReleaseChecklistConfiguration.get()
                .setChannels(List.of(new WebhookChannel("stakeholders", shop().url() + "/hook")));
        int executors = rule().jenkins.getNumExecutors();
        ExecutorService threads = Executors.newFixedThreadPool(Math.min(RUNS, 5));
        try {
            rule().jenkins.setNumExecutors(10);
            List<WorkflowJob> jobs = new ArrayList<>();
            for (int i = 0; i < RUNS; i++) {
                jobs.add(job(""));
            }
            List<Future<List<Judgement>>> runs = IntStream.range(0, RUNS)
                    .mapToObj(seed -> threads.submit(() -> releases(jobs.get(seed), seed)))
                    .toList();
            List<List<Verdict>> verdicts = new ArrayList<>();
            for (Future<List<Judgement>> run : runs) {
                verdicts.add(run.get().stream().map(Judgement::verdict).toList());
            }
            assertThat(verdicts).as("%s", verdicts).allMatch(List.of(Verdict.PASS, Verdict.PASS, Verdict.FAIL)::equals);
        } finally {
            threads.shutdownNow();
            rule().jenkins.setNumExecutors(executors);
        }
    }
}
