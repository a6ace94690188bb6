package io.jenkins.plugins.releasechecklist.engine.probe.tcp;

import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.address.GuardedNames;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.SocketConnection;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.EscapedText;
import io.jenkins.plugins.releasechecklist.engine.text.Evidence;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What is said over a connection: the text to send, and then reading until what is expected has come. */
final class TcpTalk {
    private final TcpCheck check;
    private final ProbeContext context;
    private final long start;
    private final SocketConnection connection;
    private final CompletableFuture<Observation> result;
    private final byte[] wanted;
    private final ByteBuffer answer;

    /** The part of the answer that was looked through, for the timer's thread as well. */
    private volatile int seen;

    TcpTalk(
            TcpCheck check,
            ProbeContext context,
            long start,
            SocketConnection connection,
            CompletableFuture<Observation> result) {
        this.check = check;
        this.context = context;
        this.start = start;
        this.connection = connection;
        this.result = result;
        this.wanted = EscapedText.bytes(check.expect());
        this.answer = ByteBuffer.allocate(wanted.length == 0 ? 0 : TcpCheck.MAX_ANSWER);
    }

    void begin() {
        connection
                .write(ByteBuffer.wrap(EscapedText.bytes(check.send())))
                .thenRun(this::listen)
                .exceptionally(this::broken);
    }

    private void listen() {
        if (wanted.length == 0) {
            result.complete(Observation.passed(context.since(start)));
            return;
        }
        // A host that says something else and then waits would otherwise be cut off without a word of what it said.
        CompletableFuture<Void> limit = new CompletableFuture<>();
        limit.thenRun(this::late);
        limit.completeOnTimeout(null, context.patience(start).toNanos(), TimeUnit.NANOSECONDS);
        result.whenComplete((observation, failure) -> limit.cancel(false));
        readOn();
    }

    private void readOn() {
        connection.read(answer).thenAccept(this::received).exceptionally(this::broken);
    }

    private void received(int count) {
        if (count < 0) {
            fail("found no such text before the connection was closed");
            return;
        }
        int from = Math.max(0, seen - wanted.length + 1);
        seen = answer.position();
        if (contains(from)) {
            result.complete(Observation.passed(context.since(start)));
        } else if (!answer.hasRemaining()) {
            fail("found no such text in its first 64 KiB");
        } else {
            readOn();
        }
    }

    private boolean contains(int from) {
        byte[] bytes = answer.array();
        for (int at = from; at + wanted.length <= seen; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    private void late() {
        fail("found no " + (seen == 0 ? "answer" : "such text") + " within " + Durations.format(context.timeout()));
    }

    private Void broken(Throwable failure) {
        Throwable cause = GuardedNames.cause(failure);
        if (seen > 0) {
            fail("found no such text before the connection was lost");
        } else {
            result.completeExceptionally(cause);
        }
        return null;
    }

    private void fail(String found) {
        String error = "expected the answer to contain " + Texts.quoted(check.expect()) + ", " + found;
        result.complete(Observation.failed(context.since(start), error)
                .withResponse(Evidence.beginning(Arrays.copyOf(answer.array(), seen))));
    }
}
