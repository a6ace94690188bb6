package io.jenkins.plugins.releasechecklist.engine.record.log;

import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.text.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The chain that makes a log tamper-evident, every line naming the hash of the line before: what a look at every byte finds.
 *
 * @param damage where it stops being believable; empty when every line is an event and named by the next one
 * @param seq the number of whole lines up to the damage, or of all
 * @param head the hash of the last of them
 */
public record HashChain(Optional<Damage> damage, long seq, String head) {
    /** What the first event says about the line before it. */
    public static final String GENESIS = "0".repeat(64);

    /** A log without any line. */
    private static final HashChain NOTHING = new HashChain(Optional.empty(), 0, GENESIS);

    /** Hashes every whole line and compares it with what the next one says about it. */
    static HashChain of(byte[] log) {
        return NOTHING.then(log);
    }

    /** Goes on with what follows the lines that were looked at, from the beginning of a line. */
    HashChain then(byte[] more) {
        if (damage.isPresent()) {
            return this;
        }
        String expected = head;
        long number = seq;
        Optional<byte[]> before = Optional.empty();
        for (byte[] line : lines(more)) {
            number++;
            Optional<Damage> found = damage(line, number, expected, before);
            if (found.isPresent()) {
                return new HashChain(found, number - 1, expected);
            }
            expected = Sha256.hex(line);
            before = Optional.of(line);
        }
        return new HashChain(Optional.empty(), number, expected);
    }

    private static Optional<Damage> damage(byte[] line, long seq, String expected, Optional<byte[]> before) {
        try {
            Event event = EventCodec.read(line);
            if (event.seq() != seq) {
                return Optional.of(wrongNumber(seq, event));
            }
            return event.prev().equals(expected)
                    ? Optional.empty()
                    : Optional.of(new Damage(
                            Math.max(1, seq - 1),
                            before.flatMap(it -> Conversion.of(it, event.prev()))
                                    .orElse("its hash is not the one that the next event names")));
        } catch (IOException e) {
            return Optional.of(new Damage(seq, e.getMessage()));
        }
    }

    /** Whether a log ends with that event, and every line before it is named by the next one. Nothing is decoded and nothing kept. */
    static boolean holds(InputStream log, RecordHead end) throws IOException {
        byte[] chunk = new byte[1 << 16];
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        RecordHead found = RecordHead.NONE;
        for (int length = log.read(chunk); length >= 0; length = log.read(chunk)) {
            int start = 0;
            for (int at = 0; at < length; at++) {
                if (chunk[at] == '\n') {
                    rest.write(chunk, start, at - start);
                    byte[] line = rest.toByteArray();
                    rest.reset();
                    start = at + 1;
                    if (!names(line, found.hash())) {
                        return false;
                    }
                    found = new RecordHead(found.seq() + 1, Sha256.hex(line));
                }
            }
            rest.write(chunk, start, length - start);
        }
        return found.equals(end);
    }

    /** Whether a line ends as the encoder ends each of them. */
    private static boolean names(byte[] line, String hash) {
        byte[] expected = ("\"prev\":\"" + hash + "\"}").getBytes(StandardCharsets.US_ASCII);
        int from = line.length - expected.length;
        return from > 0 && Arrays.equals(line, from, line.length, expected, 0, expected.length);
    }

    static Damage wrongNumber(long expected, Event found) {
        return new Damage(expected, "expected number " + expected + ", found " + found.seq());
    }

    /** All whole lines, without their line breaks; what follows the last line break is none. */
    static List<byte[]> lines(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, start, at));
                start = at + 1;
            }
        }
        return lines;
    }
}
