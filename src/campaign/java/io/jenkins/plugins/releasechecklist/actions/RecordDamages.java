package io.jenkins.plugins.releasechecklist.actions;

import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.EventCodec;
import io.jenkins.plugins.releasechecklist.engine.record.log.HashChain;
import io.jenkins.plugins.releasechecklist.engine.text.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What can happen to a record: a disk that loses bits and blocks, a copy that was cut off, programs that convert texts, and people
 * with an editor or with code that chains events.
 */
enum RecordDamages {
    BIT,
    BIT_OF_THE_LAST_LINE,
    CUT,
    CUT_AT_A_LINE,
    ZEROED,
    GONE,
    LINE_REMOVED,
    LINE_TWICE,
    LINES_SWAPPED,
    LINE_OF_A_STRANGER,
    LAST_LINE_FORGED,
    CHAINED_ANEW,
    CR_LF,
    BYTE_ORDER_MARK,
    UTF_16,
    TWO_AT_ONCE;

    /** The bytes after the damage; empty when there is no file any more. */
    Optional<byte[]> to(byte[] record, Random chance) {
        String text = new String(record, StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(text.lines().toList());
        int line = chance.nextInt(lines.size());
        byte[] bytes = record.clone();
        switch (this) {
            case BIT -> bytes[chance.nextInt(bytes.length)] ^= (byte) (1 << chance.nextInt(8));
            case BIT_OF_THE_LAST_LINE -> {
                int length = lines.get(lines.size() - 1).getBytes(StandardCharsets.UTF_8).length;
                bytes[bytes.length - 1 - chance.nextInt(length + 1)] ^= (byte) (1 << chance.nextInt(8));
            }
            case CUT -> bytes = Arrays.copyOf(bytes, chance.nextInt(bytes.length));
            case CUT_AT_A_LINE -> lines = lines.subList(0, line);
            case ZEROED -> {
                int from = chance.nextInt(bytes.length);
                Arrays.fill(bytes, from, Math.min(bytes.length, from + 1 + chance.nextInt(4096)), (byte) 0);
            }
            case GONE -> {
                return Optional.empty();
            }
            case LINE_REMOVED -> lines.remove(line);
            case LINE_TWICE -> lines.add(line, lines.get(line));
            case LINES_SWAPPED ->
                Collections.swap(lines, line, (line + 1 + chance.nextInt(lines.size() - 1)) % lines.size());
            case LINE_OF_A_STRANGER ->
                lines.add(
                        line,
                        List.of("", "{}", "null", "[]", "hello", "{\"seq\":" + (line + 1) + "}")
                                .get(chance.nextInt(6)));
            case LAST_LINE_FORGED -> forge(lines, lines.size() - 1);
            case CHAINED_ANEW -> forge(lines, line);
            case CR_LF -> bytes = text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            case BYTE_ORDER_MARK -> bytes = ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
            case UTF_16 -> bytes = text.getBytes(StandardCharsets.UTF_16);
            case TWO_AT_ONCE ->
                bytes = BIT.to(
                                CUT.to(record, chance)
                                        .filter(it -> it.length > 0)
                                        .orElse(record),
                                chance)
                        .orElseThrow();
        }
        return Optional.of(Arrays.equals(bytes, record) ? join(lines) : bytes);
    }

    private static byte[] join(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Has another event in place of one, and gives all that follow the hash that they have to name then. */
    private static void forge(List<String> lines, int at) {
        try {
            String prev = at == 0 ? HashChain.GENESIS : hash(lines.get(at - 1));
            for (int i = at; i < lines.size(); i++) {
                Event event = EventCodec.decode(lines.get(i).getBytes(StandardCharsets.UTF_8));
                ReleaseEvent data = i == at ? new ReleaseEvent.BuildEnded("FORGED") : event.data();
                lines.set(
                        i,
                        new String(
                                EventCodec.encode(new Event(event.seq(), event.at(), event.actor(), data, prev)),
                                StandardCharsets.UTF_8));
                prev = hash(lines.get(i));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String hash(String line) {
        return Sha256.hex(line.getBytes(StandardCharsets.UTF_8));
    }
}
