package io.jenkins.plugins.releasechecklist.steps;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A shop on loopback that can be released to, and a receiver of webhooks: real HTTP for the tests. */
public final class Shop implements AutoCloseable {
    private final HttpServer server;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> hooks = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile String version = "0.0.0";
    private volatile boolean healthy = true;
    private volatile int queue;
    private volatile int hookStatus = 200;

    public Shop() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/health", exchange -> {
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            answer(exchange, healthy ? 200 : 503, "{\"status\": \"" + (healthy ? "UP" : "DOWN") + "\"}");
        });
        server.createContext("/version", exchange -> answer(exchange, 200, "{\"version\": \"" + version + "\"}"));
        server.createContext("/old-version", exchange -> answer(exchange, 200, "{\"version\": \"2.3.9\"}"));
        server.createContext("/status", exchange -> answer(exchange, 200, "{\"queue\": " + queue + "}"));
        server.createContext("/hook", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            // The lists tell of the same webhook at the same place, and who waits for a body finds the rest.
            synchronized (received) {
                hooks.add(exchange.getRequestURI().getPath());
                keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
                received.add(body);
            }
            answer(exchange, hookStatus, "{}");
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void deploy(String newVersion) {
        version = newVersion;
    }

    /** What {@code /status} tells from now on. */
    public void queue(int length) {
        queue = length;
    }

    public void breakDown() {
        healthy = false;
    }

    public void recover() {
        healthy = true;
    }

    public void answerHooksWith(int status) {
        hookStatus = status;
    }

    /** The header {@code Authorization} of every request for the health, in order; {@code null} as text where there was none. */
    public List<String> authorizations() {
        return authorizations;
    }

    /** Bodies of all webhooks, in order. */
    public List<String> received() {
        return received;
    }

    /** The paths of all webhooks, in order: {@code /hook} and what is below it. */
    public List<String> hooks() {
        return hooks;
    }

    /** Idempotency keys of all webhooks, in order. */
    public List<String> keys() {
        return keys;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
