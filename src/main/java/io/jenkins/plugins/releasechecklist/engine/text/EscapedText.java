package io.jenkins.plugins.releasechecklist.engine.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text as a person writes it for a connection that carries bytes: UTF-8, with the escapes {@code \r}, {@code \n}, {@code \t},
 * {@code \\}, and {@code \xNN} for any byte by its two hexadecimal digits.
 */
public final class EscapedText {
    private static final char ESCAPE = '\\';

    private EscapedText() {}

    /** Turns the text into bytes, and refuses another escape by a message that says which one. */
    public static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            int escape = text.indexOf(ESCAPE, at);
            String plain = text.substring(at, escape < 0 ? text.length() : escape);
            bytes.writeBytes(plain.getBytes(StandardCharsets.UTF_8));
            at += plain.length();
            if (escape >= 0) {
                at += escape(text, at, bytes);
            }
        }
        return bytes.toByteArray();
    }

    /** Writes the byte of an escape, and tells how long the escape is. */
    private static int escape(String text, int at, ByteArrayOutputStream bytes) {
        switch (at + 1 < text.length() ? text.charAt(at + 1) : ' ') {
            case 'r' -> bytes.write('\r');
            case 'n' -> bytes.write('\n');
            case 't' -> bytes.write('\t');
            case ESCAPE -> bytes.write(ESCAPE);
            case 'x' -> {
                bytes.write(hexadecimal(text, at));
                return 4;
            }
            default -> throw wrong(text.substring(at, Math.min(text.length(), at + 2)));
        }
        return 2;
    }

    private static int hexadecimal(String text, int at) {
        String escape = text.substring(at, Math.min(text.length(), at + 4));
        int high = escape.length() == 4 ? Character.digit(escape.charAt(2), 16) : -1;
        int low = escape.length() == 4 ? Character.digit(escape.charAt(3), 16) : -1;
        if (high < 0 || low < 0) {
            throw wrong(escape);
        }
        return high * 16 + low;
    }

    private static IllegalArgumentException wrong(String found) {
        return new IllegalArgumentException(
                "expected one of the escapes \\r, \\n, \\t, \\\\ and \\xNN (two hexadecimal digits), found '" + found
                        + "'");
    }
}
