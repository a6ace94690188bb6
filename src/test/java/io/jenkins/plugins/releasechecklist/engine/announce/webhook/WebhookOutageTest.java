package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import static io.jenkins.plugins.releasechecklist.engine.announce.Messages.ID;
import static io.jenkins.plugins.releasechecklist.engine.announce.Messages.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.Messages;
import io.jenkins.plugins.releasechecklist.engine.probe.address.NameService;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a webhook transport makes of a receiver that cannot be reached or does not behave. */
@Timeout(60)
class WebhookOutageTest {

    private static final String PATH = "/services/T0KENT0KEN?key=querys3cret";

    private static Attempt send(String url, NameService names, Duration patience) throws InterruptedException {
        return new WebhookTransport(
                        WebhookPayload::render,
                        WebhookUrl.parse(url),
                        Optional.empty(),
                        names,
                        ProbeProxy.NONE,
                        patience,
                        () -> NOON)
                .send(Messages.announcement(), ID);
    }

    private static Attempt send(String url) throws InterruptedException {
        return send(url, NameService.SYSTEM, Duration.ofSeconds(30));
    }

    private static String placeOf(ServerSocket server) {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @Test
    void saysThatNobodyListens() throws IOException, InterruptedException {
        ServerSocket closed = listening();
        closed.close();

        assertThat(send(placeOf(closed) + PATH))
                .isEqualTo(Attempt.Failed.of(
                        "no connection to 127.0.0.1:" + closed.getLocalPort() + ": connection refused"));
    }

    @Test
    void saysThatTheHostNameIsNotKnown() throws InterruptedException {
        assertThat(send(
                        "http://hooks.example.com" + PATH,
                        host -> {
                            throw new UnknownHostException(host + PATH);
                        },
                        Duration.ofSeconds(30)))
                .isEqualTo(Attempt.Failed.of("host name hooks.example.com cannot be resolved"));
    }

    @Test
    void saysThatTheConnectionWasCut() throws Exception {
        try (ServerSocket server = listening()) {
            CompletableFuture<Void> cut = CompletableFuture.runAsync(() -> {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });

            assertThat(send(placeOf(server) + PATH))
                    .isEqualTo(Attempt.Failed.of("the connection to 127.0.0.1:" + server.getLocalPort()
                            + " was closed before the answer was complete"));
            cut.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void stopsWaitingForAReceiverThatNeverAnswers() throws Exception {
        try (ServerSocket server = listening()) {
            assertThat(send(placeOf(server) + PATH, NameService.SYSTEM, Duration.ofMillis(200)))
                    .isInstanceOf(Attempt.Failed.class)
                    .asString()
                    .contains("answer")
                    .contains(placeOf(server))
                    .doesNotContain("T0KEN");
        }
    }

    @Test
    void readsOnlyTheBeginningOfAnEndlessAnswer() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (ServerSocket server = listening()) {
            CompletableFuture.runAsync(() -> {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400 No\r\n\r\n".getBytes(UTF_8));
                    byte[] flood = "flood ".repeat(1000).getBytes(UTF_8);
                    while (true) {
                        socket.getOutputStream().write(flood);
                    }
                } catch (IOException e) {
                    gone.countDown();
                }
            });

            assertThat(send(placeOf(server) + PATH))
                    .isInstanceOf(Attempt.Refused.class)
                    .asString()
                    .contains("answered 400: flood flood")
                    .hasSizeLessThan(400);
            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void endsAtOnceWhenTheBuildIsAborted() throws Exception {
        try (ServerSocket server = listening()) {
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread sender = new Thread(() -> {
                try {
                    send(placeOf(server) + PATH);
                    interrupted.complete(false);
                } catch (InterruptedException e) {
                    interrupted.complete(true);
                }
            });
            sender.start();
            try (Socket connected = server.accept()) {
                sender.interrupt();
                assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
                connected.setSoTimeout(10_000);
                assertThat(ends(connected)).isTrue();
            }
        }
    }

    /** Reads what is left of the request, up to the end of the connection, be it orderly or not. */
    private static boolean ends(Socket connected) throws IOException {
        try {
            connected.getInputStream().readAllBytes();
            return true;
        } catch (SocketException reset) {
            return true;
        }
    }
}
