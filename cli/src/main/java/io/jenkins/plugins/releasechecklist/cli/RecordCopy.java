package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.engine.record.HashChain;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;

/**
 * A copy of somebody's record, made to be looked at: the file may have any name, and is not touched.
 *
 * @param folder the temporary folder that holds the copy
 */
record RecordCopy(Path folder) implements AutoCloseable {
    private static final String FILE = "events.jsonl";

    /**
     * Copies a record.
     *
     * @param path the file, or the folder with the file {@code events.jsonl}
     * @throws IOException if there is none, with a message for the person who named it
     */
    static RecordCopy of(Path path) throws IOException {
        Path file = Files.isDirectory(path) ? path.resolve(FILE) : path;
        if (!Files.isReadable(file) || Files.size(file) == 0) {
            throw new IOException(file + ": expected a record, found "
                    + (Files.exists(file) ? "an empty or unreadable file" : "no such file"));
        }
        RecordCopy copy = new RecordCopy(Files.createTempDirectory("release-checklist"));
        Files.copy(file, copy.file());
        return copy;
    }

    ReleaseRecord record() {
        return new ReleaseRecord(() -> folder, InstantSource.system());
    }

    /** The hash that a next event would name: that of the last whole line. */
    String head() throws IOException {
        byte[] bytes = Files.readAllBytes(file());
        int end = lastBreak(bytes, bytes.length);
        return end < 0 ? HashChain.GENESIS : HashChain.hash(Arrays.copyOfRange(bytes, lastBreak(bytes, end) + 1, end));
    }

    private static int lastBreak(byte[] bytes, int before) {
        int at = before - 1;
        while (at >= 0 && bytes[at] != '\n') {
            at--;
        }
        return at;
    }

    private Path file() {
        return folder.resolve(FILE);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file());
        Files.delete(folder);
    }
}
