package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A server on loopback that answers every request after a hundred milliseconds, without a thread for each. */
public final class DelayedServer {
    /** How long every answer takes, in milliseconds. */
    public static final long DELAY_MILLIS = 100;

    private static final byte[] ANSWER = "{\"status\":\"UP\"}".getBytes(StandardCharsets.UTF_8);

    private DelayedServer() {}

    /**
     * Serves until the process is ended, and prints the port.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) throws IOException {
        // Otherwise the body waits for the acknowledgement of the headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 4096);
        server.createContext(
                "/", exchange -> timer.schedule(() -> answer(exchange), DELAY_MILLIS, TimeUnit.MILLISECONDS));
        server.start();
        System.out.println(server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange) {
        try (exchange) {
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
        } catch (IOException e) {
            System.err.println("A client has gone: " + e.getMessage());
        }
    }
}
