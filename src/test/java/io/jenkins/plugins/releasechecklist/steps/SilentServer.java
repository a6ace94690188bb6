package io.jenkins.plugins.releasechecklist.steps;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes one request and never answers; notices when the other side hangs up. */
public final class SilentServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);

    public SilentServer() throws IOException {
        Thread thread = new Thread(this::serve, "silent-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try (Socket socket = server.accept();
                InputStream in = socket.getInputStream()) {
            in.read();
            asked.countDown();
            in.transferTo(OutputStream.nullOutputStream());
            hungUp.countDown();
        } catch (SocketException e) {
            hungUp.countDown();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/";
    }

    /** Whether a request came within a minute. */
    public boolean wasAsked() throws InterruptedException {
        return asked.await(1, TimeUnit.MINUTES);
    }

    /** Whether the other side hung up within two seconds. */
    public boolean wasHungUp() throws InterruptedException {
        return hungUp.await(2, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
