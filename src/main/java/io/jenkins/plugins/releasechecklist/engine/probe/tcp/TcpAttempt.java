package io.jenkins.plugins.releasechecklist.engine.probe.tcp;

import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.OpenConnections;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.EscapedText;
import io.jenkins.plugins.releasechecklist.engine.text.Evidence;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One attempt of a {@link TcpCheck}: it connects, sends its text, and reads until what is expected has come. */
final class TcpAttempt {
    /** Shorter words are no secrets, and masking them would make the evidence unreadable. */
    private static final int SHORTEST_SECRET = 4;

    private final TcpCheck check;
    private final ProbeContext context;
    private final long start;
    private final byte[] wanted;
    private final byte[] answer;
    private int seen;

    TcpAttempt(TcpCheck check, ProbeContext context, long start) {
        this.check = check;
        this.context = context;
        this.start = start;
        this.wanted = EscapedText.bytes(check.expect());
        this.answer = new byte[wanted.length == 0 ? 0 : TcpCheck.MAX_ANSWER];
    }

    Observation over(OpenConnections open, HostPort address) throws IOException {
        List<InetAddress> addresses = open.await(context.network().names().resolve(address.host()));
        try (Socket socket = open.connect(addresses, address.port(), context.timeout())) {
            socket.getOutputStream().write(EscapedText.bytes(check.send()));
            return wanted.length == 0 ? Observation.passed(context.since(start)) : listen(socket);
        }
    }

    private Observation listen(Socket socket) throws IOException {
        InputStream input = socket.getInputStream();
        try {
            while (seen < answer.length) {
                // A host that says something else and then waits would otherwise be cut off without a word of what it
                // said.
                Duration patience = context.patience(start);
                if (patience.isZero()) {
                    return late();
                }
                socket.setSoTimeout(OpenConnections.millis(patience));
                int count = input.read(answer, seen, answer.length - seen);
                if (count < 0) {
                    return fail(Phrase.of("probe.tcp.closed"));
                }
                int from = Math.max(0, seen - wanted.length + 1);
                seen += count;
                if (contains(from)) {
                    return Observation.passed(context.since(start));
                }
            }
            return fail(Phrase.of("probe.tcp.tooLong"));
        } catch (SocketTimeoutException e) {
            return late();
        } catch (IOException e) {
            if (seen == 0) {
                throw e;
            }
            return fail(Phrase.of("probe.tcp.lost"));
        }
    }

    private Observation late() {
        return fail(Phrase.of("probe.tcp.late", seen == 0 ? 0 : 1, Durations.format(context.timeout())));
    }

    private boolean contains(int from) {
        for (int at = from; at + wanted.length <= seen; at++) {
            if (Arrays.equals(answer, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    private Observation fail(Phrase found) {
        Phrase error = Phrase.of("probe.tcp.expected", Texts.quoted(check.expect()), found);
        return Observation.failed(context.since(start), error)
                .withResponse(Evidence.beginning(
                        Texts.masked(text(Arrays.copyOf(answer, seen)), sent()).getBytes(StandardCharsets.UTF_8)));
    }

    /** What was sent after a command, since servers echo it: a password perhaps. The command itself is none. */
    private Set<String> sent() {
        Set<String> words = new HashSet<>();
        String[] lines = text(EscapedText.bytes(check.send())).split("\\R");
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) {
                words.add(lines[i].strip());
            }
            Arrays.stream(lines[i].split("\\s+")).skip(1).forEach(words::add);
        }
        words.removeIf(word -> word.length() < SHORTEST_SECRET || word.startsWith("HTTP/"));
        return words;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
