package io.jenkins.plugins.releasechecklist.cli.rehearsal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.releasechecklist.engine.record.event.PlanSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** A small service on loopback that plays staging and production of the demo's shop. */
public final class DemoService implements AutoCloseable {
    private static final String PLAN = "release-plan.yaml";
    private static final String ADDRESS_IN_PLAN = "localhost:8081";

    private final HttpServer server;
    private final Map<String, String> answers;

    private DemoService(HttpServer server, Map<String, String> answers) {
        this.server = server;
        this.answers = answers;
    }

    /** Starts it on a free port, and says that both environments run the version. */
    public static DemoService start(String version) throws IOException {
        String health = "{\"status\":\"UP\"}";
        String metrics = "{\"errorRate\":0.002,\"queue\":7}";
        String told = "{\"version\":\"" + version + "\"}";
        DemoService service = new DemoService(
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
                Map.of(
                        "/staging/health",
                        health,
                        "/production/health",
                        health,
                        "/production/metrics",
                        metrics,
                        "/production/version",
                        told));
        service.server.createContext("/", service::answer);
        service.server.start();
        return service;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The plan of the shop: the same file as in the demo job, with the address of this service. */
    public PlanSource plan() throws IOException {
        try (InputStream plan = DemoService.class.getResourceAsStream(PLAN)) {
            if (plan == null) {
                throw new IOException("This jar was built without the demo's " + PLAN);
            }
            String text = new String(plan.readAllBytes(), StandardCharsets.UTF_8);
            return new PlanSource(PLAN, text.replace(ADDRESS_IN_PLAN, "localhost:" + port()));
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<String> known =
                    Optional.ofNullable(answers.get(exchange.getRequestURI().getPath()));
            byte[] body = known.orElse("{}").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(known.isPresent() ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
