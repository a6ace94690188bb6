package io.jenkins.plugins.releasechecklist.engine.history;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file of a {@link ReleaseIndex}: JSON, a line for every change, of which the last one of a build counts. What is
 * written is on disk when a method returns. Nothing is made but the file and its own directory, so that the directory of a job
 * that was deleted does not come back. Not thread-safe.
 */
public final class ReleaseIndexFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            // The components of records and nothing else: what a record only computes would be a promise about the
            // format.
            .visibility(PropertyAccessor.ALL, Visibility.NONE)
            .visibility(PropertyAccessor.FIELD, Visibility.ANY)
            .visibility(PropertyAccessor.CREATOR, Visibility.ANY)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .serializationInclusion(JsonInclude.Include.NON_ABSENT)
            .withConfigOverride(
                    List.class, override -> override.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .build();

    private final Path directory;
    private final Path file;

    /** @param directory where it is, or will be, when the directory of the job or project around it is there */
    public ReleaseIndexFile(Path directory) {
        this.directory = directory;
        this.file = directory.resolve(ReleaseIndex.FILE);
    }

    /** What tells whether somebody changed the file; empty where there is none. */
    public Optional<Stamp> stamp() throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(attributes.lastModifiedTime(), attributes.size()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** What the file holds; empty where there is none. */
    public Optional<Content> read() throws IOException {
        return read(file);
    }

    /** What such a file holds, wherever it is and whatever its name; empty where there is none. */
    public static Optional<Content> read(Path file) throws IOException {
        try {
            return Optional.of(content(Files.readString(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.of(new Content(Map.of(), 0, true));
        }
    }

    /** What follows the last line break was not written whole, and does not count. */
    private static Content content(String text) {
        Map<BuildKey, ReleaseLine> lines = new LinkedHashMap<>();
        int count = 0;
        boolean damaged = false;
        int begin = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
            count++;
            Optional<ReleaseLine> line = line(text.substring(begin, end));
            line.ifPresent(read -> lines.put(read.key(), read));
            damaged |= line.isEmpty();
            begin = end + 1;
        }
        return new Content(lines, count, damaged);
    }

    /** Nothing when it cannot be read. */
    private static Optional<ReleaseLine> line(String json) {
        try {
            return Optional.ofNullable(JSON.readValue(json, ReleaseLine.class));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Adds a line, after cutting off what was not written whole. */
    public void append(ReleaseLine line) throws IOException {
        makeDirectory();
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(wholeLength(open));
            open.write(bytes(line));
            open.setLength(open.getFilePointer());
            open.getFD().sync();
        }
    }

    /** Replaces the whole file: after a crash it is the old one or the new one. */
    public void replace(Collection<ReleaseLine> lines) throws IOException {
        makeDirectory();
        Path fresh = Files.createTempFile(directory, "releases", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                for (ReleaseLine line : lines) {
                    ByteBuffer bytes = ByteBuffer.wrap(bytes(line));
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                }
                channel.force(true);
            }
            move(fresh);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private void move(Path fresh) throws IOException {
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void makeDirectory() throws IOException {
        try {
            Files.createDirectory(directory);
        } catch (FileAlreadyExistsException e) {
            // It was there, which is the usual case.
            return;
        }
    }

    private static byte[] bytes(ReleaseLine line) throws IOException {
        return (JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static long wholeLength(RandomAccessFile open) throws IOException {
        for (long end = open.length(); end > 0; end--) {
            open.seek(end - 1);
            if (open.read() == '\n') {
                return end;
            }
        }
        return 0;
    }

    /** Whether most of so many lines about so many builds is about changes that are over. */
    public static boolean isLong(int lines, int builds) {
        return lines > 2 * builds;
    }

    /** What the file system says about the file. */
    public record Stamp(FileTime modified, long size) {}

    /**
     * What the file holds.
     *
     * @param lines the last line of each build
     * @param count how many lines there are
     * @param damaged whether there is a line that nobody can read
     */
    public record Content(Map<BuildKey, ReleaseLine> lines, int count, boolean damaged) {
        /** Whether most of the file is about changes that are over. */
        public boolean isLong() {
            return ReleaseIndexFile.isLong(count, lines.size());
        }
    }
}
