package io.jenkins.plugins.releasechecklist.engine.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A server that writes to a connection what a test wants, well-behaved or not, and notices when the client hangs up. */
public final class RawServer implements AutoCloseable {
    /** Writes an answer. */
    @FunctionalInterface
    public interface Answer {
        void write(Wire wire) throws IOException;
    }

    /** The way to the client. */
    public final class Wire {
        private final OutputStream out;

        private Wire(OutputStream out) {
            this.out = out;
        }

        public void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
            sent.addAndGet(bytes.length);
        }
    }

    private final ServerSocket server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong sent = new AtomicLong();
    private final CompletableFuture<Void> hungUp = new CompletableFuture<>();
    private final List<String> targets = new CopyOnWriteArrayList<>();
    private final Answer answer;

    public RawServer(Answer answer) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), answer);
    }

    public RawServer(ServerSocket server, Answer answer) {
        this.server = server;
        this.answer = answer;
        threads.execute(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket client) {
        try (client) {
            targets.add(readHead(client.getInputStream()).split(" ")[1]);
            answer.write(new Wire(client.getOutputStream()));
        } catch (IOException e) {
            hungUp.complete(null);
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int matched = 0;
        while (matched < 4) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("expected a head, found the end");
            }
            head.append((char) next);
            matched = next == "\r\n\r\n".charAt(matched) ? matched + 1 : 0;
        }
        return head.toString();
    }

    /** What was asked for, as it stood in the first line of each request. */
    public List<String> targets() {
        return List.copyOf(targets);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/";
    }

    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Waits until a client has closed its connection before the answer was complete; how much it was sent by then. */
    long sentUntilHungUp() throws Exception {
        hungUp.get(10, TimeUnit.SECONDS);
        return sent.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
