package io.jenkins.plugins.releasechecklist.engine.plan.yaml;

/** Foreign text inside a message: on one line, with nothing hidden, not longer than a person wants to read. */
final class Quoted {
    private static final int LONGEST = 80;
    private static final int LONGEST_SENTENCE = 500;

    private Quoted() {}

    /** The text in double quotes. */
    static String text(String raw) {
        return '"' + shortened(raw) + '"';
    }

    /** A few words of foreign text. */
    static String shortened(String raw) {
        return visible(raw, LONGEST);
    }

    /** A whole sentence with foreign text in it. */
    static String sentence(String raw) {
        return visible(raw, LONGEST_SENTENCE);
    }

    // What would break the line or hide something stands as an escape.
    private static String visible(String raw, int longest) {
        StringBuilder visible = new StringBuilder();
        raw.codePoints().limit(longest).forEach(point -> append(visible, point));
        if (raw.codePointCount(0, raw.length()) > longest) {
            visible.append("...");
        }
        return visible.toString();
    }

    private static void append(StringBuilder text, int point) {
        switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> text.append(String.format("\\u%04x", point));
            default -> text.appendCodePoint(point);
        }
    }
}
