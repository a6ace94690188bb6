package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import static io.jenkins.plugins.releasechecklist.engine.announce.Messages.ID;
import static io.jenkins.plugins.releasechecklist.engine.announce.Messages.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.Messages;
import io.jenkins.plugins.releasechecklist.engine.announce.Transport;
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
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a webhook transport makes of a receiver that cannot be reached or does not behave. */
@Timeout(60)
class WebhookOutageTest {

    private static final String PATH = "/services/T0KENT0KEN?key=querys3cret";

    private static WebhookConnection within(Duration total) {
        return new WebhookConnection(
                Duration.ofSeconds(10), total, SystemDefaultDnsResolver.INSTANCE, Optional.empty());
    }

    private static Transport transport(String url, WebhookConnection connection) {
        return new WebhookTransport(
                WebhookPayload::render, WebhookUrl.parse(url), Optional.empty(), connection, () -> NOON);
    }

    private static Attempt send(String url) throws InterruptedException {
        return transport(url, WebhookConnection.DEFAULT).send(Messages.announcement(), ID);
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
                .isEqualTo(
                        Attempt.Failed.of(placeOf(closed) + ": the connection was refused; is the receiver running?"));
    }

    @Test
    void saysThatTheHostNameIsNotKnown() throws InterruptedException {
        assertThat(resolving(host -> {
                    throw new UnknownHostException(host + PATH);
                }))
                .isEqualTo(Attempt.Failed.of("http://hooks.example.com: the host name is not known"));
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
                    .isEqualTo(Attempt.Failed.of(
                            placeOf(server) + ": the connection was cut before the answer was there"));
            cut.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void stopsWaitingForAReceiverThatNeverAnswers() throws Exception {
        try (ServerSocket server = listening()) {
            assertThat(transport(placeOf(server) + PATH, within(Duration.ofMillis(200)))
                            .send(Messages.announcement(), ID))
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

    @Test
    void connectsOnlyWhereTheResolverAllows() throws InterruptedException {
        assertThat(resolving(host -> {
                    throw new NotAllowed("10.0.0.1 is not allowed");
                }))
                .isEqualTo(Attempt.Failed.of("http://hooks.example.com: 10.0.0.1 is not allowed"));
    }

    @Test
    void needsTimeoutsLongerThanZero() {
        assertThatThrownBy(() -> within(Duration.ZERO))
                .hasMessage("totalTimeout: expected a duration longer than zero, found 0s");
    }

    private static Attempt resolving(Lookup lookup) throws InterruptedException {
        WebhookConnection connection = new WebhookConnection(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                new SystemDefaultDnsResolver() {
                    @Override
                    public InetAddress[] resolve(String host) throws UnknownHostException {
                        return lookup.of(host);
                    }
                },
                Optional.empty());
        return transport("http://hooks.example.com" + PATH, connection).send(Messages.announcement(), ID);
    }

    private interface Lookup {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private static final class NotAllowed extends UnknownHostException {
        private static final long serialVersionUID = 1;

        NotAllowed(String message) {
            super(message);
        }
    }
}
