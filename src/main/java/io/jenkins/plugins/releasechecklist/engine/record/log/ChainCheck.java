package io.jenkins.plugins.releasechecklist.engine.record.log;

import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import java.io.IOException;
import java.util.Optional;

/**
 * What a look at every byte of a log finds.
 *
 * @param damage where it stops being believable; empty when every line is an event and named by the next one
 * @param seq the number of whole lines up to the damage, or of all
 * @param head the hash of the last of them
 */
record ChainCheck(Optional<Damage> damage, long seq, String head) {
    /** A log without any line. */
    private static final ChainCheck NOTHING = new ChainCheck(Optional.empty(), 0, HashChain.GENESIS);

    /** Hashes every whole line and compares it with what the next one says about it. */
    static ChainCheck of(byte[] log) {
        return NOTHING.then(log);
    }

    /**
     * Goes on with what follows the lines that were looked at.
     *
     * @param more begins with a new line
     */
    ChainCheck then(byte[] more) {
        if (damage.isPresent()) {
            return this;
        }
        String expected = head;
        long number = seq;
        for (byte[] line : Lines.of(more)) {
            number++;
            Optional<Damage> found = damage(line, number, expected);
            if (found.isPresent()) {
                return new ChainCheck(found, number - 1, expected);
            }
            expected = HashChain.hash(line);
        }
        return new ChainCheck(Optional.empty(), number, expected);
    }

    private static Optional<Damage> damage(byte[] line, long seq, String expected) {
        try {
            Event event = EventCodec.decode(line);
            if (event.seq() != seq) {
                return Optional.of(wrongNumber(seq, event));
            }
            return event.prev().equals(expected)
                    ? Optional.empty()
                    : Optional.of(
                            new Damage(Math.max(1, seq - 1), "its hash is not the one that the next event names"));
        } catch (IOException e) {
            return Optional.of(new Damage(seq, e.getMessage()));
        }
    }

    static Damage wrongNumber(long expected, Event found) {
        return new Damage(expected, "expected number " + expected + ", found " + found.seq());
    }
}
