package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.engine.record.RecordVerification;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A copy of somebody's record, made to be looked at: the file may have any name, and is not touched.
 *
 * @param folder the temporary folder that holds the copy
 * @param record the copy
 */
record RecordCopy(Path folder, ReleaseRecord record) implements AutoCloseable {
    /** How the help describes what can be named. */
    static final String DESCRIPTION =
            "A record: the file (record.jsonl from the build page, events.jsonl from the build directory), its folder, or -"
                    + " for the standard input.";

    private static final String FILE = "events.jsonl";
    /** What goes into an array of Java. */
    private static final long LARGEST = 2_000_000_000;

    /**
     * Copies a record.
     *
     * @param path the file, or the folder with the file {@code events.jsonl}
     * @throws IOException if there is none, with a message for the person who named it
     */
    static RecordCopy of(Path path) throws IOException {
        Path file = file(path);
        if (!Files.isReadable(file) || Files.size(file) == 0) {
            String found = !Files.exists(file)
                    ? "no such file"
                    : Files.isReadable(file) ? "an empty file" : "a file that may not be read";
            throw new IOException(file + ": expected a record, found " + found);
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + ": expected a record of at most " + LARGEST + " bytes, found "
                    + Files.size(file) + " bytes");
        }
        Path folder = Files.createTempDirectory("release-checklist");
        RecordCopy copy = new RecordCopy(folder, new ReleaseRecord(() -> folder, InstantSource.system()));
        try {
            Files.copy(file, copy.file());
            copy.expectEvents(file);
            return copy;
        } catch (IOException | OutOfMemoryError e) {
            copy.close();
            throw e;
        }
    }

    /** The beginning of an event is what every file is that has no line break, and nothing to be told about. */
    private void expectEvents(Path named) throws IOException {
        RecordVerification found = record.examine();
        if (found.isWhole() && found.release().seq() == 0) {
            throw new IOException(named + ": expected a record, found no whole event in it");
        }
    }

    /** Says where the record stops being believable, and returns the exit code that follows from it. */
    int tellDamage(PrintWriter err) throws IOException {
        Optional<Damage> damage = record.examine().damage();
        damage.ifPresent(found -> err.println((found.newer() ? "NOT UNDERSTOOD: " : "DAMAGED: ") + found.text()));
        return damage.map(found -> found.newer() ? ReleaseChecklistTool.NEWER : ReleaseChecklistTool.WRONG)
                .orElse(ReleaseChecklistTool.FINE);
    }

    /** The file that is meant by a file or its folder. */
    static Path file(Path path) {
        return Files.isDirectory(path) ? path.resolve(FILE) : path;
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
