package io.jenkins.plugins.releasechecklist.engine.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that speaks no protocol: it counts connections, and does with each what the test says. */
public final class CountingServer implements AutoCloseable {
    /** Talks to a client until the connection ends. */
    @FunctionalInterface
    public interface Talk {
        void with(Socket client) throws IOException;
    }

    private final ServerSocket server;
    private final Talk talk;
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch connected = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<Socket> clients = new CopyOnWriteArrayList<>();

    /** Accepts connections and stays silent. */
    public CountingServer(String address) throws IOException {
        this(address, client -> {
            while (client.getInputStream().read() >= 0) {
                // Whatever the client says.
            }
        });
    }

    public CountingServer(String address, Talk talk) throws IOException {
        this.talk = talk;
        this.server = new ServerSocket(0, 100, InetAddress.getByName(address));
        start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    public int connections() {
        return connections.get();
    }

    /** Waits until a client is there. */
    public boolean awaitConnection() throws InterruptedException {
        return connected.await(20, TimeUnit.SECONDS);
    }

    /** Waits until the client has gone. */
    public boolean awaitEnd() throws InterruptedException {
        return ended.await(20, TimeUnit.SECONDS);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                connections.incrementAndGet();
                clients.add(client);
                connected.countDown();
                start(() -> serve(client));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serve(Socket client) {
        try (client) {
            talk.with(client);
        } catch (IOException e) {
            // The client has closed the connection, which is an end as well.
        } finally {
            ended.countDown();
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "counting-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
