package io.jenkins.plugins.releasechecklist.steps;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** What a check can meet on loopback besides the {@link Shop}. */
public final class Loopback {
    private Loopback() {}

    /** A port on which nobody listens. */
    public static int closedPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Waits until the shop was asked for its health so often. */
    static void awaitRequests(Shop shop, int count) {
        await().until(() -> shop.authorizations().size() >= count);
    }

    /** A TLS server whose certificate, made by the JDK's keytool, expired a month ago. */
    static final class ExpiredServer implements AutoCloseable {
        private static final char[] PASSWORD = "changeit".toCharArray();

        private final ServerSocket server;

        ExpiredServer(Path directory) throws IOException, InterruptedException, GeneralSecurityException {
            Path file = directory.resolve("expired.p12");
            String tool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            Process process = new ProcessBuilder(List.of(
                            tool,
                            "-genkeypair",
                            "-alias",
                            "expired",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=127.0.0.1",
                            "-ext",
                            "san=ip:127.0.0.1",
                            "-startdate",
                            "-60d",
                            "-validity",
                            "30",
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            file.toString(),
                            "-storepass",
                            new String(PASSWORD)))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IOException("Expected keytool to make a certificate, it said: " + output);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD);
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            server = context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(this::serve, "expired-server");
            thread.setDaemon(true);
            thread.start();
        }

        String address() {
            return "127.0.0.1:" + server.getLocalPort();
        }

        private void serve() {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    shakeHands((SSLSocket) socket);
                } catch (IOException e) {
                    // The end of the test; everybody else's errors are told by their side of the connection.
                    return;
                }
            }
        }

        private static void shakeHands(SSLSocket socket) throws IOException {
            try {
                socket.startHandshake();
            } catch (SSLException e) {
                // The check does not like the certificate: that is what the test is about.
                return;
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
