package io.jenkins.plugins.releasechecklist.engine.probe.command;

import io.jenkins.plugins.releasechecklist.engine.text.Evidence;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;

/** What a command has printed so far: beginning and end, which are judged. The very end is shown when it failed. */
final class CommandOutput {
    /** How much is judged at either end. */
    static final int LIMIT = 64 * 1024;

    private final Charset charset;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
    private boolean truncated;

    CommandOutput(Charset charset) {
        this.charset = charset;
    }

    /** Takes what was printed next. */
    synchronized void add(byte[] bytes, int count) {
        int first = Math.min(count, LIMIT - beginning.size());
        beginning.write(bytes, 0, first);
        rest.write(bytes, first, count - first);
        if (rest.size() > 2 * LIMIT) {
            byte[] all = rest.toByteArray();
            rest.reset();
            rest.write(all, all.length - LIMIT, LIMIT);
            truncated = true;
        }
    }

    /** What is judged: all of it, or the first and the last 64 KiB. */
    synchronized List<String> judged() {
        byte[] end = rest.toByteArray();
        if (!truncated && end.length <= LIMIT) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(beginning.toByteArray());
            all.writeBytes(end);
            return List.of(all.toString(charset));
        }
        String last = new String(end, end.length - LIMIT, LIMIT, charset);
        // The line that is cut there would seem to begin.
        return List.of(beginning.toString(charset), last.substring(last.indexOf('\n') + 1));
    }

    /** The last 4 KiB, readable. */
    synchronized String end() {
        byte[] end = (rest.size() == 0 ? beginning : rest).toByteArray();
        return Evidence.end(Arrays.copyOfRange(end, Math.max(0, end.length - Evidence.LIMIT), end.length), charset);
    }
}
