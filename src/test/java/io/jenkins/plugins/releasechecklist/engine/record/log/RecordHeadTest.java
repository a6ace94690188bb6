package io.jenkins.plugins.releasechecklist.engine.record.log;

import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.ACTOR;
import static io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.RecordOnDisk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever noted the head of a record finds every change of it, the last line included. */
class RecordHeadTest {
    private static final int DAMAGES = 1_000;

    @TempDir
    private Path build;

    @Test
    void findsEveryDamageThatChanceMakes() throws IOException {
        RecordOnDisk disk = new RecordOnDisk(build).with(12);
        byte[] good = disk.bytes();
        RecordHead head = disk.open().head();
        Random random = new Random(17);
        for (int i = 0; i < DAMAGES; i++) {
            byte[] damaged = damage(good, random);
            if (Arrays.equals(damaged, good)) {
                continue;
            }
            Files.write(disk.file(), damaged);
            ReleaseRecord record = disk.restart().open();
            record.expect(head);

            assertThat(record.verify()).as("damage %d", i).isPresent();
            assertThatThrownBy(() -> record.decide(state -> Change.by(ACTOR, state, event(13))))
                    .as("damage %d", i)
                    .isInstanceOf(RecordDamagedException.class);
            assertThat(record.state().seq()).isLessThanOrEqualTo(12);
        }
        Files.write(disk.file(), good);
        ReleaseRecord record = disk.restart().open();
        record.expect(head);
        assertThat(record.verify()).isEmpty();
    }

    /** Cuts, overwrites, doubles, moves or takes away a piece. */
    private static byte[] damage(byte[] good, Random random) {
        int from = random.nextInt(good.length);
        int to = Math.min(good.length, from + 1 + random.nextInt(random.nextBoolean() ? 3 : 700));
        byte[] piece = Arrays.copyOfRange(good, from, to);
        ByteArrayOutputStream damaged = new ByteArrayOutputStream();
        damaged.write(good, 0, from);
        switch (random.nextInt(4)) {
            case 0 -> {
                // Cut off.
                return damaged.toByteArray();
            }
            case 1 -> {
                random.nextBytes(piece);
                damaged.writeBytes(piece);
            }
            case 2 -> {
                damaged.writeBytes(piece);
                damaged.writeBytes(piece);
            }
            default -> {
                // Taken away.
            }
        }
        damaged.write(good, to, good.length - to);
        return damaged.toByteArray();
    }

    @Test
    void isOneTextOrNone() {
        RecordHead head = new RecordHead(12, "ab".repeat(32));
        assertThat(RecordHead.of(head.text())).contains(head);
        assertThat(RecordHead.of(RecordHead.NONE.text())).contains(RecordHead.NONE);
        for (String other :
                new String[] {"", "12", "12 ab", "x " + "ab".repeat(32), "1" + "0".repeat(19) + " " + "ab".repeat(32)
                }) {
            assertThat(RecordHead.of(other)).isEmpty();
        }
    }
}
