package io.jenkins.plugins.releasechecklist.cli.rehearsal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.releasechecklist.cli.terminal.Respondent;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.report.LiveReport;
import io.jenkins.plugins.releasechecklist.engine.report.ReleaseReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Shows a rehearsal in the browser while it runs, and takes the answers there. Only this machine can reach it, and only who knows
 * the secret in the address; requests that another page sends or that came by another name of this machine are refused.
 */
public final class RehearsalServer implements Respondent, AutoCloseable {
    private static final int LONGEST_FORM = 10_000;
    private static final long LAST_LOOK_SECONDS = 10;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "release-checklist-page");
        thread.setDaemon(true);
        return thread;
    });
    private final String root;
    private final Path folder;
    private final CountDownLatch lastLook = new CountDownLatch(1);
    private Optional<Asked> open = Optional.empty();
    private int asked;
    private boolean visited;
    private boolean ended;

    private RehearsalServer(HttpServer server, Path folder) {
        this.server = server;
        this.folder = folder;
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        root = "/" + HexFormat.of().formatHex(secret) + "/";
    }

    /** Starts it on a free port of the loopback interface, for the record in the folder. */
    public static RehearsalServer start(Path folder) throws IOException {
        RehearsalServer page = new RehearsalServer(
                HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0), folder);
        page.server.setExecutor(page.threads);
        page.server.createContext("/", page::handle);
        page.server.start();
        return page;
    }

    /** Where the page is. */
    public URI address() {
        return URI.create("http://" + host() + root);
    }

    private String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public Answer answer(Question question) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        synchronized (this) {
            asked++;
            open = Optional.of(new Asked(Integer.toString(asked), question, answer));
        }
        return answer.join();
    }

    /** A question that waits. */
    private record Asked(String id, Question question, CompletableFuture<Answer> answer) {
        LiveReport.Question shown() {
            return new LiveReport.Question(
                    id,
                    question.text().strip(),
                    question.vote() ? "Go" : "Done",
                    question.vote() ? "No-go" : "Not done");
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String method = exchange.getRequestMethod();
            if (!host().equals(exchange.getRequestHeaders().getFirst("Host")) || isFromElsewhere(exchange)) {
                send(exchange, 403, "text/plain", "This page is at the address that the tool printed.\n");
            } else if (path.equals(root) && method.equals("GET")) {
                send(exchange, 200, "text/html", page());
                looked();
            } else if (path.equals(root + "answer") && method.equals("POST")) {
                take(form(exchange));
                exchange.getResponseHeaders().set("Location", root);
                send(exchange, 303, "text/plain", "");
            } else {
                send(exchange, 404, "text/plain", "There is nothing here.\n");
            }
        }
    }

    /** Whether another page has the browser send this. */
    private boolean isFromElsewhere(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Origin"))
                .filter(origin -> !origin.equals("http://" + host()))
                .isPresent();
    }

    private String page() throws IOException {
        Optional<LiveReport.Question> question;
        boolean over;
        synchronized (this) {
            question = open.map(Asked::shown);
            over = ended;
            visited = true;
        }
        // A record of its own: the one of the rehearsal is being written to.
        ReleaseReport report = ReleaseReport.of(new ReleaseRecord(() -> folder, Clock.systemUTC()));
        return new LiveReport(question, over).page(report);
    }

    private synchronized void looked() {
        if (ended) {
            lastLook.countDown();
        }
    }

    /** An answer to a question that was answered before, as after a second click, does nothing. */
    private synchronized void take(Map<String, String> form) {
        String answer = form.getOrDefault("answer", "");
        open.filter(it -> it.id().equals(form.get("question"))
                        && List.of("yes", "no").contains(answer))
                .ifPresent(it -> {
                    boolean yes = answer.equals("yes");
                    Optional<String> comment = Optional.ofNullable(form.get("comment"))
                            .map(String::strip)
                            .filter(text -> !text.isEmpty())
                            .or(() -> yes ? Optional.empty() : Optional.of("No reason given"));
                    open = Optional.empty();
                    it.answer().complete(new Answer(yes, comment));
                });
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readNBytes(LONGEST_FORM), StandardCharsets.UTF_8);
        Map<String, String> form = new HashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + ";charset=UTF-8");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Content-Security-Policy", "frame-ancestors 'none'");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Shows the end to a browser that has followed the rehearsal, which takes it some seconds to fetch. */
    public void showTheEnd() throws InterruptedException {
        synchronized (this) {
            ended = true;
            if (!visited) {
                return;
            }
        }
        lastLook.await(LAST_LOOK_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        server.stop(1);
        threads.shutdownNow();
    }
}
