package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a body says that breaks, by the footers {@code BREAKING CHANGE: ...} of Conventional Commits 1.0.0. As people write them,
 * they may also be indented, an item of a list, bold, or in the plural.
 *
 * @param present whether there is such a footer; it may have no text
 * @param texts what the footers say, each in one line
 */
record BreakingNotes(boolean present, List<String> texts) {

    private static final Pattern FOOTER =
            Pattern.compile("\\s*(?:[*+-]\\s+)?(?:\\*\\*)?BREAKING[ -]CHANGES?(?:\\*\\*)?:(?:\\*\\*)?\\s*(?<text>.*)");

    /** Another footer, a heading or a rule: a value goes on over blank lines up to there. */
    private static final Pattern END =
            Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,40}(?::\\s| #)\\s*\\S.*|#{1,6}\\s.*|[-*_]{3,}\\s*");

    private static final Pattern ITEM = Pattern.compile("\\s*[*+-]\\s+(?<text>.*)");

    static BreakingNotes of(List<String> body) {
        List<List<String>> values = new ArrayList<>();
        boolean inside = false;
        boolean newPart = false;
        for (String line : body) {
            Optional<String> begun = begun(line);
            if (begun.isPresent()) {
                values.add(new ArrayList<>(List.of(begun.get())));
                inside = true;
                newPart = false;
            } else if (END.matcher(line).matches()) {
                inside = false;
            } else if (inside) {
                newPart = add(values.get(values.size() - 1), line, newPart);
            }
        }
        List<String> texts = values.stream()
                .map(BreakingNotes::joined)
                .filter(text -> !text.isEmpty())
                .toList();
        return new BreakingNotes(!values.isEmpty(), texts);
    }

    /** The first line of a footer that begins on the line. */
    static Optional<String> begun(String line) {
        Matcher footer = FOOTER.matcher(line);
        return footer.matches() ? Optional.of(footer.group("text").strip()) : Optional.empty();
    }

    /** Adds a line to the last part of a value, or as a part of its own; returns whether the next line begins another one. */
    private static boolean add(List<String> parts, String line, boolean newPart) {
        if (line.isBlank()) {
            return true;
        }
        Matcher item = ITEM.matcher(line);
        if (item.matches()) {
            parts.add(item.group("text").strip());
        } else if (newPart) {
            parts.add(line.strip());
        } else {
            int last = parts.size() - 1;
            parts.set(last, (parts.get(last) + " " + line.strip()).strip());
        }
        return false;
    }

    /** Texts in one line, told apart. */
    static String joined(List<String> texts) {
        StringBuilder line = new StringBuilder();
        for (String text : texts) {
            if (!line.isEmpty() && !text.isEmpty()) {
                line.append(".!?:;".indexOf(line.charAt(line.length() - 1)) < 0 ? "; " : " ");
            }
            line.append(text);
        }
        return line.toString();
    }
}
