package io.jenkins.plugins.releasechecklist.engine.announce;

import io.jenkins.plugins.releasechecklist.engine.text.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The identity of one delivery. It is the same for every attempt, also after a restart, so that a receiver recognises a
 * repetition.
 *
 * @param value 32 lower-case hexadecimal digits
 * @since the first release
 */
public record DeliveryId(String value) {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    /** Takes an id that was made before, for example from a record, and refuses another form. */
    public DeliveryId {
        Objects.requireNonNull(value, "Expected a delivery id, found null");
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Expected a delivery id of 32 lower-case hexadecimal digits, found \"" + value + "\"");
        }
    }

    /**
     * The id of the delivery of an event to a channel by a run: the first half of a SHA-256.
     *
     * @param record what identifies the record (the build) among all of the installation
     * @param event what is told
     * @param channel the name of the channel
     * @param run the id of the run of the step; a new run is a new delivery
     */
    public static DeliveryId of(String record, MessageEvent event, String channel, String run) {
        MessageDigest digest = Sha256.digest();
        for (String part : List.of(record, event.wireName(), channel, run)) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            // The length goes first, so that no two different lists of parts are the same bytes.
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
            digest.update(bytes);
        }
        return new DeliveryId(HexFormat.of().formatHex(digest.digest(), 0, 16));
    }

    /**
     * A number that differs from delivery to delivery and stays the same for one: it spreads the attempts of many
     * deliveries.
     */
    long seed() {
        return Long.parseUnsignedLong(value.substring(0, 16), 16);
    }

    @Override
    public String toString() {
        return value;
    }
}
