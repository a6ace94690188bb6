package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A real HTTP proxy on a loopback address: http in the absolute form, tunnels by CONNECT, with a user and a password if it is
 * told so. It looks names up in its own table, as a proxy does that knows more than whoever asks it.
 */
public final class LoopbackProxy implements AutoCloseable {
    private static final String OK = "HTTP/1.1 200 Connection established\r\n\r\n";

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private String authorization = "";
    private String refusal = "";

    public LoopbackProxy() throws IOException {
        threads.execute(this::accept);
    }

    public LoopbackProxy name(String host, String address) {
        names.put(host, address);
        return this;
    }

    public LoopbackProxy user(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        authorization = "Proxy-Authorization: Basic " + Base64.getEncoder().encodeToString(pair) + "\r\n";
        return this;
    }

    /** Refuses whatever it is asked for, with a status and a reason. */
    public LoopbackProxy refusing(String status) {
        refusal = status;
        return this;
    }

    /** The heads of the requests, as they were read. */
    public List<String> heads() {
        return heads;
    }

    public ProbeProxy as(String user, String password, String... exceptions) {
        return new ProbeProxy("proxy.test", server.getLocalPort(), user, password, List.of(exceptions));
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
            String head = head(client.getInputStream());
            heads.add(head);
            if (!authorization.isEmpty() && !head.contains(authorization)) {
                answer(client, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"");
            } else if (!refusal.isEmpty()) {
                answer(client, refusal);
            } else if (head.startsWith("CONNECT ")) {
                tunnel(client, head.split(" ")[1]);
            } else {
                forward(client, head);
            }
        } catch (IOException e) {
            // One of the two is gone.
        }
    }

    private static void answer(Socket client, String status) throws IOException {
        write(client, "HTTP/1.1 " + status + "\r\nContent-Length: 9\r\n\r\nthe proxy");
    }

    private void tunnel(Socket client, String target) throws IOException {
        try (Socket server = connect("http://" + target)) {
            write(client, OK);
            threads.execute(() -> copy(client, server));
            copy(server, client);
        }
    }

    private void forward(Socket client, String head) throws IOException {
        String[] line = head.split(" ", 3);
        URI uri = URI.create(line[1]);
        try (Socket server = connect(line[1])) {
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            write(server, line[0] + " " + uri.getRawPath() + query + " " + line[2]);
            threads.execute(() -> copy(client, server));
            copy(server, client);
        }
    }

    private Socket connect(String url) throws IOException {
        URI uri = URI.create(url);
        return new Socket(names.getOrDefault(uri.getHost(), uri.getHost()), uri.getPort());
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Hands on what one side sends, until it closes; then the other one is closed, too. */
    private static void copy(Socket from, Socket to) {
        try (to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of the two is gone.
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("expected a head, found the end");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
