package io.jenkins.plugins.releasechecklist.steps.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import hudson.remoting.Channel;
import hudson.remoting.ChannelBuilder;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.CommandWorkspace;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeAccess;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import io.jenkins.plugins.releasechecklist.steps.Shop;
import io.jenkins.plugins.releasechecklist.steps.SilentServer;
import io.jenkins.plugins.releasechecklist.steps.check.ProbeTask.ResultSink;
import java.io.IOException;
import java.io.NotSerializableException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks over a connection as between controller and agent, whose both ends are in this process. */
@Timeout(120)
class ProbeTaskOverChannelTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Socket wire;
    private Channel agent;
    private Channel controller;

    /** Stays on the side of the controller and keeps what comes. */
    private static class Kept implements ResultSink {
        private static final long serialVersionUID = 1L;

        private final transient List<List<CheckResult>> batches = new ArrayList<>();

        @Override
        public synchronized void settled(List<CheckResult> results) throws IOException {
            batches.add(List.copyOf(results));
        }

        synchronized List<CheckResult> results() {
            return batches.stream().flatMap(List::stream).toList();
        }

        private Object writeReplace() throws NotSerializableException {
            return getChannelForSerialization().export(ResultSink.class, this);
        }
    }

    private static final class Full extends Kept {
        private static final long serialVersionUID = 1L;

        @Override
        public void settled(List<CheckResult> results) throws IOException {
            throw new IOException("the disk is full");
        }

        private Object writeReplace() throws NotSerializableException {
            return getChannelForSerialization().export(ResultSink.class, this);
        }
    }

    @BeforeEach
    void connect() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            wire = new Socket(server.getInetAddress(), server.getLocalPort());
            Socket other = server.accept();
            Future<Channel> building = threads.submit(() -> new ChannelBuilder("controller", threads)
                    .withMode(Channel.Mode.BINARY)
                    .build(other.getInputStream(), other.getOutputStream()));
            agent = new ChannelBuilder("agent", threads)
                    .withMode(Channel.Mode.BINARY)
                    .build(wire.getInputStream(), wire.getOutputStream());
            controller = building.get();
        }
    }

    @AfterEach
    void disconnect() throws Exception {
        agent.terminate(new IOException("the test is over"));
        controller.terminate(new IOException("the test is over"));
        wire.close();
        threads.shutdownNow();
    }

    private static ProbeTask.UntilPassed task(List<Check> checks, ResultSink sink) {
        ProbeAccess equipment = new ProbeAccess(
                Map.of(), AddressGuard.ANY, ProbeProxy.NONE, CommandWorkspace.refused("the test runs no commands"));
        RunSettings settings = RunSettings.DEFAULT.withConcurrency(50).withTimeout(Duration.ofHours(1));
        return new ProbeTask.UntilPassed(checks, equipment, settings, sink);
    }

    private static Check check(String name, String url) {
        return HttpCheck.builder(url).name(name).build();
    }

    @Test
    void sendsResultsWhileAnotherCheckStillRuns() throws Exception {
        Kept kept = new Kept();
        try (Shop shop = new Shop();
                SilentServer silent = new SilentServer()) {
            Future<?> call = threads.submit(() -> controller.call(task(
                    List.of(check("slow", silent.url()), check("health", shop.url() + "/health")), kept)));
            await().until(() -> kept.results().size() == 1);
            assertThat(kept.results().get(0).name()).isEqualTo("health");
            assertThat(call).isNotDone();
            call.cancel(true);
            assertThat(silent.wasHungUp()).isTrue();
        }
    }

    @Test
    void hangsUpWithinASecondWhenTheControllerIsLost() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            Future<?> call =
                    threads.submit(() -> controller.call(task(List.of(check("slow", silent.url())), new Kept())));
            assertThat(silent.wasAsked()).isTrue();
            long cut = System.nanoTime();

            wire.close();

            assertThat(silent.wasHungUp()).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - cut)).isLessThan(Duration.ofSeconds(1));
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> call.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void runsTwoThousandChecksWithFewCalls() throws Exception {
        Kept kept = new Kept();
        try (Shop shop = new Shop()) {
            List<Check> checks = IntStream.range(0, 2000)
                    .mapToObj(number -> check("check " + number, shop.url() + "/health"))
                    .toList();
            long start = System.nanoTime();

            List<CheckResult> last = controller.call(task(checks, kept));

            long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            List<CheckResult> all = new ArrayList<>(kept.results());
            all.addAll(last);
            assertThat(all).hasSize(2000).allMatch(CheckResult::passed);
            assertThat(all).extracting(CheckResult::name).doesNotHaveDuplicates();
            // One when a hundred have come, and one every fifth of a second.
            assertThat(kept.batches.size()).isLessThanOrEqualTo((int) (20 + 5 * (seconds + 1)));
            assertThat(seconds).isLessThan(60);
        }
    }

    @Test
    void endsWhenResultsCannotBeKept() throws Exception {
        try (Shop shop = new Shop();
                SilentServer silent = new SilentServer()) {
            List<Check> checks = List.of(check("slow", silent.url()), check("health", shop.url() + "/health"));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> controller.call(task(checks, new Full())))
                    .withStackTraceContaining("the disk is full");
            assertThat(silent.wasHungUp()).isTrue();
        }
    }
}
