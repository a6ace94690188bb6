package io.jenkins.plugins.releasechecklist.engine.record.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** When a record was last appended to, without reading it. */
public final class LastChange {
    private LastChange() {}

    /**
     * When the record in the directory was last appended to, by the clock of its file system; empty when there is none.
     *
     * @throws IOException when nobody can tell
     */
    public static Optional<Instant> in(Path directory) throws IOException {
        try {
            return Optional.of(Files.getLastModifiedTime(directory.resolve(RecordFile.NAME))
                    .toInstant());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
