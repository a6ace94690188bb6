package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * What 1,000 open pages of a release cost while it is verified with a round every 15 seconds, beside as many open consoles of a build
 * that writes a line as often. Both are asked as their scripts ask. The processor time is that of all threads but those of the viewers;
 * garbage collector and compiler are no Java threads and not in it.
 */
@WithJenkins
class LivePageBenchmark {
    private static final int VIEWERS = 1_000;
    private static final int SESSIONS = 50;
    private static final int APPROVING_SESSIONS = 5;
    private static final long ROUND_MILLIS = 15_000;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 6;
    /** As page.js asks while a build is at work. */
    private static final long PAGE_PAUSE_MILLIS = 3_000;
    /** As progressive-text.js of Jenkins asks. */
    private static final long CONSOLE_PAUSE_MILLIS = 1_000;

    private static final double JITTER = 0.2;
    private static final double MOST_CORES = 0.5;
    private static final double MOST_BYTES_PER_SECOND = 5e6;
    private static final Queue<String> LINES = new ConcurrentLinkedQueue<>();

    @Test
    void aThousandViewersOfAVerificationCostLittle(JenkinsRule jenkins) throws Exception {
        People.moveIn(jenkins);
        ((MockAuthorizationStrategy) jenkins.jenkins.getAuthorizationStrategy())
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone();
        List<Visitor> sessions = new ArrayList<>();
        for (int session = 0; session < SESSIONS; session++) {
            sessions.add(Visitor.loggedIn(jenkins.getURL(), session < APPROVING_SESSIONS ? "qa" : "reader"));
        }
        FreeStyleProject job = jenkins.createFreeStyleProject("console");
        job.getBuildersList().add(new Talker());
        FreeStyleBuild talking = job.scheduleBuild2(0).waitForStart();
        AtomicInteger second = new AtomicInteger();
        try (RunningBuild build = RunningBuild.start(jenkins)) {
            RichRecord.fill(build);
            build.append(Events.started("live", "postDeployVerify", "production"));
            Load pages = measure(sessions, visitor -> new PageViewer(visitor, build.page()), PAGE_PAUSE_MILLIS, () -> {
                int at = second.addAndGet(15);
                build.append(Events.samples(
                        "live", Events.sample("health", at, 70, ""), Events.sample("checkout", at, 90, "")));
            });
            Load consoles = measure(
                    sessions,
                    visitor -> new ConsoleViewer(visitor, talking.getUrl()),
                    CONSOLE_PAUSE_MILLIS,
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
            assertThat(pages.cores()).as("cores").isLessThanOrEqualTo(Math.min(MOST_CORES, consoles.cores()));
            assertThat(pages.bytesPerSecond()).isLessThanOrEqualTo(MOST_BYTES_PER_SECOND);
        } finally {
            LINES.add("");
        }
    }

    private static Load measure(List<Visitor> sessions, Look look, long pause, News news) throws Exception {
        ScheduledExecutorService clock = Executors.newScheduledThreadPool(2, task -> new Thread(task, "viewers"));
        try {
            Traffic traffic = new Traffic();
            for (int viewer = 0; viewer < VIEWERS; viewer++) {
                new Reader(look.of(sessions.get(viewer % SESSIONS)), pause, clock, traffic).begin();
            }
            for (int round = 0; round < WARM_UP; round++) {
                news.happen();
                Thread.sleep(ROUND_MILLIS);
            }
            long cpu = processorNanos();
            long begin = System.nanoTime();
            traffic.reset();
            for (int round = 0; round < ROUNDS; round++) {
                news.happen();
                Thread.sleep(ROUND_MILLIS);
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            return new Load(
                    (processorNanos() - cpu) / 1e9 / seconds,
                    traffic.bytes.get() / seconds,
                    traffic.requests.get() / seconds,
                    traffic.failed.get());
        } finally {
            clock.shutdownNow();
        }
    }

    private static long processorNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && !isViewer(thread))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    private static boolean isViewer(ThreadInfo thread) {
        return thread.getThreadName().startsWith("HttpClient")
                || thread.getThreadName().equals("viewers");
    }

    private interface News {
        void happen() throws Exception;
    }

    private interface Look {
        Viewing of(Visitor visitor) throws Exception;
    }

    /** What the script of an open page asks at one look. */
    private interface Viewing {
        CompletableFuture<?> ask(Traffic traffic);
    }

    /** An open page of a release. Its charts are always in sight. */
    private static final class PageViewer implements Viewing {
        private static final Pattern SEQ = Pattern.compile("data-seq=\"(\\d+)\"");
        private static final Pattern KNOWN = Pattern.compile("data-known=\"([^\"]*)\"");
        private static final Pattern CHART = Pattern.compile("data-rc-chart=\"([^\"]*)\"");

        private final Visitor visitor;
        private final String page;
        private String seq = "0";
        private String known = "";
        private String etag = "";

        PageViewer(Visitor visitor, String page) {
            this.visitor = visitor;
            this.page = page;
        }

        @Override
        public CompletableFuture<?> ask(Traffic traffic) {
            return visitor.ask(page + "events?after=" + seq, "", "If-None-Match", etag)
                    .thenApply(traffic::count)
                    .thenCompose(answer -> {
                        if (answer.statusCode() == 304) {
                            return CompletableFuture.completedFuture(null);
                        }
                        etag = answer.headers().firstValue("ETag").orElseThrow();
                        return refresh(traffic);
                    });
        }

        private CompletableFuture<?> refresh(Traffic traffic) {
            String query =
                    "?show=everything&since=" + seq + "&known=" + URLEncoder.encode(known, StandardCharsets.UTF_8);
            return visitor.ask(page + "content" + query, "")
                    .thenApply(traffic::count)
                    .thenCompose(answer -> {
                        seq = find(SEQ, answer.body()).orElseThrow();
                        known = find(KNOWN, answer.body()).orElseThrow();
                        return find(CHART, answer.body())
                                .<CompletableFuture<?>>map(
                                        chart -> visitor.ask(page + chart, "").thenApply(traffic::count))
                                .orElseGet(() -> CompletableFuture.completedFuture(null));
                    });
        }

        private static Optional<String> find(Pattern pattern, String text) {
            return Optional.of(pattern.matcher(text)).filter(Matcher::find).map(found -> found.group(1));
        }
    }

    /** An open console of a build. */
    private static final class ConsoleViewer implements Viewing {
        private final Visitor visitor;
        private final String build;
        private final Visitor.Crumb crumb;
        private String start = "0";

        ConsoleViewer(Visitor visitor, String build) throws Exception {
            this.visitor = visitor;
            this.build = build;
            this.crumb = visitor.crumb().orElseThrow();
        }

        @Override
        public CompletableFuture<?> ask(Traffic traffic) {
            return visitor.ask(build + "logText/progressiveHtml", "start=" + start, crumb.field(), crumb.value())
                    .thenApply(traffic::count)
                    .thenAccept(answer ->
                            start = answer.headers().firstValue("X-Text-Size").orElse(start));
        }
    }

    /** What was sent. */
    private static final class Traffic {
        private final AtomicLong requests = new AtomicLong();
        private final AtomicLong bytes = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();

        void reset() {
            requests.set(0);
            bytes.set(0);
            failed.set(0);
        }

        HttpResponse<String> count(HttpResponse<String> answer) {
            requests.incrementAndGet();
            bytes.addAndGet(answer.body().length());
            if (answer.statusCode() != 200 && answer.statusCode() != 304) {
                failed.incrementAndGet();
            }
            return answer;
        }
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

    private record Reader(Viewing viewing, long pause, ScheduledExecutorService clock, Traffic traffic) {
        void begin() {
            after(ThreadLocalRandom.current().nextDouble());
        }

        private void after(double pauses) {
            if (!clock.isShutdown()) {
                clock.schedule(this::look, (long) (pauses * pause), TimeUnit.MILLISECONDS);
            }
        }

        private void look() {
            viewing.ask(traffic).whenComplete((done, problem) -> {
                if (problem != null) {
                    traffic.failed.incrementAndGet();
                }
                after(1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1));
            });
        }
    }

    /** A build step that says what it is told to say, until it is told nothing. */
    public static final class Talker extends TestBuilder {
        @Override
        public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                throws InterruptedException {
            while (true) {
                String line = LINES.poll();
                if (line == null) {
                    Thread.sleep(PAGE_PAUSE_MILLIS);
                } else if (line.isEmpty()) {
                    return true;
                } else {
                    listener.getLogger().println(line);
                }
            }
        }
    }
}
