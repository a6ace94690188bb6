package io.jenkins.plugins.releasechecklist.engine.probe.command;

import io.jenkins.plugins.releasechecklist.engine.text.Evidence;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;

/** What a command has printed so far: the beginning, which is judged, and the end, which is shown when it failed. */
final class CommandOutput {
    /** How much is judged. */
    static final int LIMIT = 64 * 1024;

    private final Charset charset;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private byte[] end = new byte[0];
    private boolean truncated;

    CommandOutput(Charset charset) {
        this.charset = charset;
    }

    /** Takes what was printed next. */
    synchronized void add(byte[] bytes, int count) {
        int kept = Math.min(count, LIMIT - beginning.size());
        beginning.write(bytes, 0, kept);
        truncated |= kept < count;
        int old = Math.min(end.length, Math.max(0, Evidence.LIMIT - count));
        int fresh = Math.min(count, Evidence.LIMIT);
        byte[] joined = new byte[old + fresh];
        System.arraycopy(end, end.length - old, joined, 0, old);
        System.arraycopy(bytes, count - fresh, joined, old, fresh);
        end = joined;
    }

    /** The first 64 KiB. */
    synchronized String beginning() {
        return beginning.toString(charset);
    }

    /** The last 4 KiB, readable. */
    synchronized String end() {
        return Evidence.end(end, charset);
    }

    /** Whether there was more than what is judged. */
    synchronized boolean isTruncated() {
        return truncated;
    }
}
