package io.jenkins.plugins.releasechecklist.actions;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many open pages in a process of their own, which ask as the scripts of these pages do. Says {@code ready} when all are open, and for each
 * line that it is told how many requests, bytes and failures there were since the line before.
 */
final class LiveViewers {
    private static final int SESSIONS = 50;
    private static final int APPROVING_SESSIONS = 5;
    /** As page.js asks while a build is at work. */
    private static final long PAGE_PAUSE_MILLIS = 3_000;
    /** As progressive-text.js of Jenkins asks. */
    private static final long CONSOLE_PAUSE_MILLIS = 1_000;

    private static final double JITTER = 0.2;
    private static final int OPENING_AT_ONCE = 4;

    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    private LiveViewers() {}

    /** Takes the address of Jenkins, {@code page} or {@code console}, what is looked at, and by how many. */
    public static void main(String[] arguments) throws Exception {
        URI root = URI.create(arguments[0]);
        boolean page = arguments[1].equals("page");
        List<Visitor> sessions = new ArrayList<>();
        for (int session = 0; session < SESSIONS; session++) {
            sessions.add(Visitor.loggedIn(root.toURL(), session < APPROVING_SESSIONS ? "qa" : "reader"));
        }
        LiveViewers viewers = new LiveViewers();
        List<Viewing> all = new ArrayList<>();
        for (int viewer = 0; viewer < Integer.parseInt(arguments[3]); viewer++) {
            Visitor visitor = sessions.get(viewer % SESSIONS);
            all.add(page ? viewers.new Page(visitor, arguments[2]) : viewers.new Console(visitor, arguments[2]));
        }
        viewers.open(all);
        all.forEach(one -> viewers.later(one, page ? PAGE_PAUSE_MILLIS : CONSOLE_PAUSE_MILLIS));
        System.out.println("ready");
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (told.readLine() != null) {
            System.out.println(viewers.requests.getAndSet(0) + " " + viewers.bytes.getAndSet(0) + " "
                    + viewers.failed.getAndSet(0));
        }
        System.exit(0);
    }

    private void open(List<Viewing> all) throws InterruptedException {
        Semaphore places = new Semaphore(OPENING_AT_ONCE);
        for (Viewing one : all) {
            places.acquire();
            one.open().whenComplete((done, problem) -> places.release());
        }
        places.acquire(OPENING_AT_ONCE);
    }

    private void later(Viewing viewing, long pause) {
        double pauses = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        clock.schedule(
                () -> viewing.ask().whenComplete((done, problem) -> {
                    if (problem != null) {
                        failed.incrementAndGet();
                    }
                    later(viewing, pause);
                }),
                (long) (pauses * pause),
                TimeUnit.MILLISECONDS);
    }

    private HttpResponse<String> count(HttpResponse<String> answer) {
        requests.incrementAndGet();
        bytes.addAndGet(answer.body().length());
        if (answer.statusCode() != 200 && answer.statusCode() != 304) {
            failed.incrementAndGet();
        }
        return answer;
    }

    /** An open page. */
    private interface Viewing {
        /** What is asked when it is opened. */
        CompletableFuture<?> open();

        /** What its script asks at one look. */
        CompletableFuture<?> ask();
    }

    /** An open page of a release. Its charts are always in sight. */
    private final class Page implements Viewing {
        private static final Pattern SEQ = Pattern.compile("data-seq=\"(\\d+)\"");
        private static final Pattern KNOWN = Pattern.compile("data-known=\"([^\"]*)\"");
        private static final Pattern CHART = Pattern.compile("data-rc-chart=\"([^\"]*)\"");

        private final Visitor visitor;
        private final String page;
        private String seq = "0";
        private String known = "";
        private String etag = "";

        Page(Visitor visitor, String page) {
            this.visitor = visitor;
            this.page = page;
        }

        @Override
        public CompletableFuture<?> open() {
            return refresh();
        }

        @Override
        public CompletableFuture<?> ask() {
            return visitor.ask(page + "events?after=" + seq, "", "If-None-Match", etag)
                    .thenApply(LiveViewers.this::count)
                    .thenCompose(answer -> {
                        if (answer.statusCode() == 304) {
                            return CompletableFuture.completedFuture(null);
                        }
                        etag = answer.headers().firstValue("ETag").orElseThrow();
                        return refresh();
                    });
        }

        private CompletableFuture<?> refresh() {
            String query =
                    "?show=everything&since=" + seq + "&known=" + URLEncoder.encode(known, StandardCharsets.UTF_8);
            return visitor.ask(page + "content" + query, "")
                    .thenApply(LiveViewers.this::count)
                    .thenCompose(answer -> {
                        seq = find(SEQ, answer.body()).orElseThrow();
                        known = find(KNOWN, answer.body()).orElseThrow();
                        return find(CHART, answer.body())
                                .<CompletableFuture<?>>map(
                                        chart -> visitor.ask(page + chart, "").thenApply(LiveViewers.this::count))
                                .orElseGet(() -> CompletableFuture.completedFuture(null));
                    });
        }

        private static Optional<String> find(Pattern pattern, String text) {
            return Optional.of(pattern.matcher(text)).filter(Matcher::find).map(found -> found.group(1));
        }
    }

    /** An open console of a build. */
    private final class Console implements Viewing {
        private final Visitor visitor;
        private final String build;
        private final Visitor.Crumb crumb;
        private String start = "0";

        Console(Visitor visitor, String build) throws Exception {
            this.visitor = visitor;
            this.build = build;
            this.crumb = visitor.crumb().orElseThrow();
        }

        @Override
        public CompletableFuture<?> open() {
            return ask();
        }

        @Override
        public CompletableFuture<?> ask() {
            return visitor.ask(build + "logText/progressiveHtml", "start=" + start, crumb.field(), crumb.value())
                    .thenApply(LiveViewers.this::count)
                    .thenAccept(answer ->
                            start = answer.headers().firstValue("X-Text-Size").orElse(start));
        }
    }
}
