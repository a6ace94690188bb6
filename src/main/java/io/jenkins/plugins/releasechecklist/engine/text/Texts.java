package io.jenkins.plugins.releasechecklist.engine.text;

import java.util.Collection;

/** Prepares what a server sent for an error that a person reads: short, in one line, without secrets. */
public final class Texts {
    private static final int LIMIT = 200;

    private Texts() {}

    /** Puts a text in quotation marks, cut to a readable length. */
    public static String quoted(String text) {
        return "'" + clip(text) + "'";
    }

    /** Cuts a text to a readable length and keeps it in one line. */
    public static String clip(String text) {
        String start = text.length() <= LIMIT ? text : text.substring(0, LIMIT) + "...";
        return start.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ");
    }

    /**
     * Replaces every secret, because servers like to echo what they were sent: as it is, escaped for JSON, a URL or HTML, and
     * as Base64.
     */
    public static String masked(String text, Collection<String> secrets) {
        return new EchoedSecrets(secrets).masked(text);
    }
}
