package io.jenkins.plugins.releasechecklist.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server on the loopback interface that answers one connection as it is told to, and 250 else. */
public final class ScriptedMailServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new ArrayList<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /**
     * Starts the server.
     *
     * @param answers by the beginning of a command; an empty answer is none, and {@code cut} ends the connection
     */
    public ScriptedMailServer(Map<String, String> answers) throws IOException {
        Thread thread = new Thread(() -> serve(answers));
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    public List<String> commands() {
        return commands;
    }

    /** Done when the other side has closed the connection. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    private void serve(Map<String, String> answers) {
        try (Socket socket = server.accept()) {
            synchronized (open) {
                open.add(socket);
            }
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = socket.getOutputStream();
            say(out, answers.getOrDefault("", "220 ready"));
            boolean data = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (data && !line.equals(".")) {
                    continue;
                }
                commands.add(line);
                String answer = answer(answers, line);
                if (answer.equals("cut")) {
                    return;
                }
                say(out, answer);
                data = line.equals("DATA") && answer.startsWith("354");
            }
            ended.complete(null);
        } catch (IOException e) {
            ended.complete(null);
        }
    }

    private static String answer(Map<String, String> answers, String line) {
        return answers.entrySet().stream()
                .filter(entry -> !entry.getKey().isEmpty() && line.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(line.equals("DATA") ? "354 go on" : "250 ok");
    }

    private static void say(OutputStream out, String answer) throws IOException {
        if (!answer.isEmpty()) {
            out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (open) {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }
}
