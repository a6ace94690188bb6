package io.jenkins.plugins.releasechecklist.engine.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Makes bytes that somebody else sent readable, as evidence of a failure: whatever cannot be printed becomes an escape. */
public final class Evidence {
    /** How much of a response is kept, in bytes of UTF-8: more than a person reads of one failure. */
    public static final int LIMIT = 4096;

    private Evidence() {}

    /** The beginning of what was answered. */
    public static String beginning(byte[] answer) {
        String shown = printable(new String(answer, StandardCharsets.UTF_8));
        return shown.length() <= LIMIT ? shown : shown.substring(0, LIMIT);
    }

    /** The end of what was printed. */
    public static String end(byte[] output, Charset charset) {
        String shown = printable(new String(output, charset));
        return shown.length() <= LIMIT ? shown : shown.substring(shown.length() - LIMIT);
    }

    private static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        text.replace("\r\n", "\n").strip().codePoints().forEach(point -> {
            boolean hidden = point != '\n'
                    && point != '\t'
                    && (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT);
            if (hidden) {
                shown.append(point < 0x100 ? String.format("\\x%02x", point) : String.format("\\u%04x", point));
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }
}
