package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real HTTP server on a loopback address, which remembers what it was asked. */
public final class LoopbackServer implements AutoCloseable {
    /** What the server was asked, as far as the tests look at it. */
    public record Asked(
            String method, String path, String host, List<String> authorization, List<String> apiKey, String body) {}

    /** Answers a request. */
    @FunctionalInterface
    public interface Handler {
        void handle(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    public LoopbackServer() throws IOException {
        this("127.0.0.1");
    }

    public LoopbackServer(String address) throws IOException {
        this(address, 0);
    }

    public LoopbackServer(String address, int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), 2000);
        server.setExecutor(threads);
        server.start();
    }

    public LoopbackServer on(String path, Handler handler) {
        server.createContext(path, exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("Host"),
                    exchange.getRequestHeaders().getOrDefault("Authorization", List.of()),
                    exchange.getRequestHeaders().getOrDefault("X-Api-Key", List.of()),
                    body));
            try (exchange) {
                handler.handle(exchange);
            }
        });
        return this;
    }

    public LoopbackServer on(String path, int status, String body) {
        return on(path, exchange -> send(exchange, status, body));
    }

    public LoopbackServer redirect(String path, int status, String location) {
        return on(path, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            send(exchange, status, "moved");
        });
    }

    public static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bytes.length == 0 || head ? -1 : bytes.length);
        if (!head && bytes.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    public List<Asked> asked() {
        return asked;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
