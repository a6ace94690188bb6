package io.jenkins.plugins.releasechecklist.engine.record.log;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The bytes of a record on disk. No handle and no path is kept, because builds are deleted and jobs are renamed. Steps are
 * interrupted when a build is aborted, so nothing here uses a channel that an interrupt closes in the middle of its work.
 * Not thread-safe.
 */
public record RecordFile(Supplier<Path> directory, Opener opener) {
    public static final String NAME = "events.jsonl";

    private static final String BASIC = "size,lastModifiedTime,fileKey";
    private static final String UNIX = "unix:" + BASIC + ",ctime";

    /** When the record in the directory was last appended to, by the clock of its file system; empty when there is none. */
    public static Optional<Instant> lastChange(Path directory) throws IOException {
        try {
            return Optional.of(
                    Files.getLastModifiedTime(directory.resolve(NAME)).toInstant());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** What tells whether somebody else changed the file; empty when there is none. */
    Optional<Stamp> stamp() throws IOException {
        try {
            Path path = path();
            Map<String, Object> attributes = Files.readAttributes(
                    path, path.getFileSystem().supportedFileAttributeViews().contains("unix") ? UNIX : BASIC);
            return Optional.of(new Stamp(
                    (Long) attributes.get("size"),
                    (FileTime) attributes.get("lastModifiedTime"),
                    Optional.ofNullable(attributes.get("fileKey")),
                    Optional.ofNullable((FileTime) attributes.get("ctime"))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** All of it; nothing when there is no file. */
    byte[] read() throws IOException {
        try (InputStream in = stream()) {
            return in.readAllBytes();
        }
    }

    /** The same, piece by piece. */
    InputStream stream() throws IOException {
        return stamp().isEmpty() ? InputStream.nullInputStream() : new FileInputStream(path().toFile());
    }

    /** The bytes from one offset to another one. */
    byte[] read(long from, long to) throws IOException {
        byte[] bytes = new byte[Math.toIntExact(to - from)];
        try (RandomAccessFile file = new RandomAccessFile(path().toFile(), "r")) {
            file.seek(from);
            file.readFully(bytes);
        }
        return bytes;
    }

    /**
     * Writes the bytes from the given offset on and returns when they are on disk. What stood there is cut off. After an error
     * the file ends at the offset.
     *
     * @param at where the bytes go
     * @param size how long the file has to be now
     * @throws FileSystemException when somebody else writes to it; nothing is done then
     */
    void write(long at, long size, byte[] bytes) throws IOException {
        boolean fresh = Files.notExists(path());
        if (fresh && size > 0) {
            throw new NoSuchFileException(path().toString());
        }
        if (fresh) {
            createDirectory();
        }
        try (RandomAccessFile file = opener.open(path().toFile())) {
            if (!claim(file) || file.length() != size) {
                throw new FileSystemException(
                        path().toString(),
                        null,
                        "expected " + size + " bytes, found " + file.length()
                                + ": something else writes to it. Nothing was appended");
            }
            if (fresh) {
                forceNames();
            }
            try {
                if (at != size) {
                    file.setLength(at);
                }
                file.seek(at);
                file.write(bytes);
                opener.force(file);
            } catch (IOException e) {
                cut(file, at, e);
                throw e;
            }
        }
    }

    /**
     * Whether no other process writes at this moment, which is kept so until the file is closed. A place beyond every end is locked, as
     * Windows lets nobody read what is.
     */
    private static boolean claim(RandomAccessFile file) {
        try {
            return file.getChannel().tryLock(Long.MAX_VALUE - 1, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            // Not every network file system has locks.
            return true;
        }
    }

    private void cut(RandomAccessFile file, long at, IOException cause) {
        try {
            file.setLength(at);
            opener.force(file);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Creates our directory inside that of the build, never the one of the build: a deleted build stays deleted. */
    private void createDirectory() throws IOException {
        Path path = directory.get();
        if (!Files.isDirectory(path)) {
            Files.createDirectory(path);
        }
    }

    /** Makes the names of a new file and of its directory durable, where the platform can (Windows cannot open directories). */
    private void forceNames() throws IOException {
        Path path = directory.get().toAbsolutePath();
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            force(path);
            Path parent = path.getParent();
            if (parent != null) {
                force(parent);
            }
        }
    }

    /** Directories can be forced through a channel only, so an interrupt has to wait until that is done. */
    private static void force(Path directory) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                    channel.force(true);
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Path path() {
        return directory.get().resolve(NAME);
    }

    /** Opens a file for reading and writing, and creates it when it is not there. */
    @FunctionalInterface
    public interface Opener {
        RandomAccessFile open(File file) throws IOException;

        /** Returns when everything that was written is on disk. */
        default void force(RandomAccessFile file) throws IOException {
            file.getFD().sync();
        }
    }

    /**
     * What the file system says about the file.
     *
     * @param size in bytes
     * @param modified when it was changed last, as precisely as the file system knows
     * @param key which file it is, where the file system can tell
     * @param changed when anything about it was changed last, which nobody can set back, where the file system can tell
     */
    record Stamp(long size, FileTime modified, Optional<Object> key, Optional<FileTime> changed) {
        /** When the file was changed last. */
        Instant last() {
            return changed.orElse(modified).toInstant();
        }
    }
}
