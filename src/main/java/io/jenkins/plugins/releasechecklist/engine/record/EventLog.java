package io.jenkins.plugins.releasechecklist.engine.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The file {@code events.jsonl}: one event a line, only ever appended to. No handle and no path is kept, because builds are
 * deleted and jobs are renamed. Not thread-safe; {@link ReleaseRecord} holds the lock.
 */
final class EventLog {
    static final String FILE = "events.jsonl";

    private final Supplier<Path> directory;
    /** Where each whole line starts. */
    private long[] starts = new long[64];

    private int count;
    /** Bytes of all whole lines; what follows them is a torn tail. */
    private long whole;
    /** The size of the file as we know it. */
    private long size;

    private String head = HashChain.GENESIS;
    private Optional<Damage> damage = Optional.empty();

    EventLog(Supplier<Path> directory) {
        this.directory = directory;
    }

    /** Reads the whole file once and hands over every event up to the first damage. Only the last line is hashed. */
    void load(Consumer<Event> sink) throws IOException {
        byte[] bytes = bytes();
        forget();
        size = bytes.length;
        int start = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] != '\n') {
                continue;
            }
            Optional<Event> event = damage.isPresent() ? Optional.empty() : decode(Arrays.copyOfRange(bytes, start, at));
            remember(start);
            whole = at + 1L;
            start = at + 1;
            event.ifPresent(sink);
        }
        if (count > 0) {
            head = HashChain.hash(Arrays.copyOfRange(bytes, Math.toIntExact(starts[count - 1]), Math.toIntExact(whole) - 1));
        }
    }

    /** Whether somebody else changed the file since it was loaded or last appended to. */
    boolean isStale() throws IOException {
        try {
            return Files.size(file()) != size;
        } catch (NoSuchFileException e) {
            return size != 0;
        }
    }

    long lastSeq() {
        return count;
    }

    boolean isTorn() {
        return size > whole;
    }

    Optional<Damage> damage() {
        return damage;
    }

    /** Hashes every line and compares it with what the next one says about it. */
    Optional<Damage> verify() throws IOException {
        byte[] bytes = bytes();
        String expected = HashChain.GENESIS;
        long seq = 0;
        int start = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] != '\n') {
                continue;
            }
            byte[] line = Arrays.copyOfRange(bytes, start, at);
            seq++;
            Optional<Damage> found = verify(line, seq, expected);
            if (found.isPresent()) {
                return found;
            }
            expected = HashChain.hash(line);
            start = at + 1;
        }
        boolean complete = start == whole && expected.equals(head);
        return complete ? Optional.empty() : Optional.of(new Damage(seq, "it is not the event that was written last"));
    }

    /** The events after the given number, read again from the file. */
    List<Event> read(long after) throws IOException {
        if (after >= count || damage.filter(found -> after + 1 >= found.event()).isPresent()) {
            return List.of();
        }
        long last = damage.map(found -> found.event() - 1).orElse((long) count);
        long from = starts[Math.toIntExact(Math.max(0, after))];
        long to = last < count ? starts[Math.toIntExact(last)] : whole;
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(to - from));
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.READ)) {
            while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
                continue;
            }
        }
        List<Event> events = new ArrayList<>();
        int start = 0;
        byte[] bytes = buffer.array();
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                events.add(EventCodec.decode(Arrays.copyOfRange(bytes, start, at)));
                start = at + 1;
            }
        }
        return List.copyOf(events);
    }

    /** Hash of the last line: what the next event has to name. */
    String head() {
        return head;
    }

    /** Appends the events and returns when they are on disk. A torn tail is cut off first. */
    void append(List<Event> events) throws IOException {
        List<byte[]> lines = events.stream().map(EventCodec::encode).toList();
        ByteBuffer buffer = ByteBuffer.allocate(lines.stream().mapToInt(line -> line.length + 1).sum());
        lines.forEach(line -> buffer.put(line).put((byte) '\n'));
        buffer.flip();
        boolean first = createDirectory();
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(whole);
            try {
                while (buffer.hasRemaining()) {
                    channel.write(buffer, whole + buffer.position());
                }
                channel.force(true);
            } catch (IOException e) {
                channel.truncate(whole);
                throw e;
            }
        }
        if (first) {
            forceDirectory();
        }
        for (byte[] line : lines) {
            remember(whole);
            whole += line.length + 1L;
            head = HashChain.hash(line);
        }
        size = whole;
    }

    private Optional<Event> decode(byte[] line) {
        long expected = count + 1L;
        try {
            Event event = EventCodec.decode(line);
            if (event.seq() == expected) {
                return Optional.of(event);
            }
            damage = Optional.of(new Damage(expected, "expected number " + expected + ", found " + event.seq()));
        } catch (IOException e) {
            damage = Optional.of(new Damage(expected, e.getMessage()));
        }
        return Optional.empty();
    }

    private static Optional<Damage> verify(byte[] line, long seq, String expected) {
        try {
            Event event = EventCodec.decode(line);
            if (event.seq() != seq) {
                return Optional.of(new Damage(seq, "expected number " + seq + ", found " + event.seq()));
            }
            return event.prev().equals(expected)
                    ? Optional.empty()
                    : Optional.of(new Damage(Math.max(1, seq - 1), "its hash is not the one that the next event names"));
        } catch (IOException e) {
            return Optional.of(new Damage(seq, e.getMessage()));
        }
    }

    private byte[] bytes() throws IOException {
        try {
            return Files.readAllBytes(file());
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    private void forget() {
        count = 0;
        whole = 0;
        head = HashChain.GENESIS;
        damage = Optional.empty();
    }

    private void remember(long start) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = start;
    }

    /** Creates our directory inside that of the build, never the one of the build: a deleted build stays deleted. */
    private boolean createDirectory() throws IOException {
        Path path = directory.get();
        if (Files.isDirectory(path)) {
            return false;
        }
        Files.createDirectory(path);
        return true;
    }

    /** Makes the new directory entry itself durable, where the platform can (Windows cannot open directories). */
    private void forceDirectory() throws IOException {
        if (directory.get().getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(directory.get(), StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private Path file() {
        return directory.get().resolve(FILE);
    }
}
