package io.jenkins.plugins.releasechecklist.steps;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** Takes messages as receivers are: some at once, some slowly, some at the second time only. It outlives every Jenkins. */
final class CountingReceiver implements AutoCloseable {
    /** How often each delivery was taken, by its id. */
    final Map<String, Integer> taken = new ConcurrentHashMap<>();

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    CountingReceiver() throws IOException {
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::take);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    int taken(String delivery) {
        return taken.getOrDefault(delivery, 0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            ThreadLocalRandom chance = ThreadLocalRandom.current();
            boolean busy = chance.nextInt(5) == 0;
            Thread.sleep(chance.nextLong(200));
            if (!busy) {
                taken.merge(exchange.getRequestHeaders().getFirst("Idempotency-Key"), 1, Integer::sum);
            }
            Thread.sleep(chance.nextLong(100));
            exchange.sendResponseHeaders(busy ? 503 : 200, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
