package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.MetaClass;

/**
 * What 1,000 open pages of a release cost while it is verified with a round every 15 seconds, beside as many open consoles of a build
 * that writes a line as often. The viewers are a process of their own; the processor time is that of all of Jenkins.
 */
@WithJenkins
class LivePageBenchmark {
    private static final int VIEWERS = 1_000;
    private static final long ROUND_MILLIS = 15_000;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 6;
    private static final double MOST_CORES = 0.5;
    private static final double MOST_BYTES_PER_SECOND = 5e6;
    private static final BlockingQueue<String> LINES = new LinkedBlockingQueue<>();

    @Test
    void aThousandViewersOfAVerificationCostLittle(JenkinsRule jenkins) throws Exception {
        // Tests parse every script anew for each page, which a Jenkins that people use does not.
        MetaClass.NO_CACHE = false;
        People.moveIn(jenkins);
        ((MockAuthorizationStrategy) jenkins.jenkins.getAuthorizationStrategy())
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone();
        FreeStyleProject job = jenkins.createFreeStyleProject("console");
        job.getBuildersList().add(new Talker());
        FreeStyleBuild talking = job.scheduleBuild2(0).waitForStart();
        AtomicInteger second = new AtomicInteger();
        try (RunningBuild build = RunningBuild.start(jenkins)) {
            RichRecord.fill(build);
            build.append(Events.started("live", "postDeployVerify", "production"));
            Load pages = measure(jenkins, "page", build.page(), () -> {
                int at = second.addAndGet(15);
                build.append(Events.samples(
                        "live", Events.sample("health", at, 70, ""), Events.sample("checkout", at, 90, "")));
            });
            Load consoles = measure(
                    jenkins,
                    "console",
                    talking.getUrl(),
                    () -> LINES.add("health: HTTP 200 in 70 ms, checkout: HTTP 200 in 90 ms"));
            System.out.printf(
                    Locale.ROOT,
                    "%d viewers, a round every %d s, %d rounds:%npages of a release %s%nconsoles           %s%n",
                    VIEWERS,
                    ROUND_MILLIS / 1000,
                    ROUNDS,
                    pages,
                    consoles);
            assertThat(pages.failed()).isZero();
            assertThat(pages.cores()).as("cores").isLessThanOrEqualTo(MOST_CORES);
            assertThat(pages.bytesPerSecond()).isLessThanOrEqualTo(MOST_BYTES_PER_SECOND);
        } finally {
            LINES.add("");
        }
    }

    private static Load measure(JenkinsRule jenkins, String kind, String path, News news) throws Exception {
        Process viewers = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LiveViewers.class.getName(),
                        jenkins.getURL().toString(),
                        kind,
                        path,
                        Integer.toString(VIEWERS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = viewers.inputReader(StandardCharsets.UTF_8);
                PrintWriter ask = new PrintWriter(viewers.outputWriter(StandardCharsets.UTF_8), true)) {
            assertThat(said.readLine()).isEqualTo("ready");
            happen(news, WARM_UP);
            traffic(said, ask);
            long cpu = processorNanos();
            long begin = System.nanoTime();
            happen(news, ROUNDS);
            double seconds = (System.nanoTime() - begin) / 1e9;
            double cores = (processorNanos() - cpu) / 1e9 / seconds;
            long[] counted = traffic(said, ask);
            return new Load(cores, counted[1] / seconds, counted[0] / seconds, counted[2]);
        } finally {
            viewers.destroy();
        }
    }

    private static void happen(News news, int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            news.happen();
            Thread.sleep(ROUND_MILLIS);
        }
    }

    private static long[] traffic(BufferedReader said, PrintWriter ask) throws IOException {
        ask.println();
        return Stream.of(said.readLine().split(" ")).mapToLong(Long::parseLong).toArray();
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private interface News {
        void happen() throws Exception;
    }

    private record Load(double cores, double bytesPerSecond, double requestsPerSecond, long failed) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.2f cores, %.2f MB/s, %.0f requests/s, %d failed",
                    cores,
                    bytesPerSecond / 1e6,
                    requestsPerSecond,
                    failed);
        }
    }

    /** A build step that says what it is told to say, until it is told nothing. */
    public static final class Talker extends TestBuilder {
        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws InterruptedException {
            for (String line = LINES.take(); !line.isEmpty(); line = LINES.take()) {
                listener.getLogger().println(line);
            }
            return true;
        }
    }
}
