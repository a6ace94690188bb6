package io.jenkins.plugins.releasechecklist.builds.waiting;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import hudson.util.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The file of the {@link WaitingIndex}. It is replaced as a whole: after a crash it is the old one or the new one. */
final class WaitingFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path file;

    /** @param file where it is, or will be; its directory is there */
    WaitingFile(Path file) {
        this.file = file;
    }

    /**
     * What was saved, and when; empty when nothing was.
     *
     * @throws IOException when the file cannot be read or understood
     */
    Optional<Saved> read() throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Content content = JSON.readValue(Files.readString(file), Content.class);
        if (content == null || content.builds() == null || content.builds().contains(null)) {
            throw new IOException("Expected the builds that wait for people in " + file + ", found none");
        }
        return Optional.of(new Saved(content, Files.getLastModifiedTime(file).toInstant()));
    }

    /** Replaces what was saved, and returns when it is on disk. Not thread-safe. */
    void write(Content content) throws IOException {
        new TextFile(file.toFile()).write(JSON.writeValueAsString(content));
    }

    /** Deletes what was saved, if anything was. */
    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /**
     * What the file holds.
     *
     * @param closed whether Jenkins was shut down after the file was written, with nothing happening in between
     * @param builds the builds that wait for people
     */
    record Content(boolean closed, List<WaitingBuild> builds) {}

    /**
     * What the file holds, and when it was written by the clock of its file system, which is that of the records as well.
     */
    record Saved(Content content, Instant at) {}
}
