package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the message of a commit says by Conventional Commits 1.0.0: {@code feat(checkout)!: new payment form}. A message in
 * another form is one of the kind {@link ChangeKind#OTHER}.
 *
 * @param kind the group that it belongs to
 * @param title what changed, in one line: with the scope before it, without the type where the group says it
 */
record ConventionalCommit(ChangeKind kind, String title) {

    private static final Pattern HEADER = Pattern.compile(
            "(?<type>[A-Za-z]{1,30})(?:\\((?<scope>[^()]{1,60})\\))?(?<breaking>!)?:\\s+(?<text>\\S.*)");
    private static final Pattern FOOTER = Pattern.compile("BREAKING[ -]CHANGE:\\s*(?<text>.*)");
    private static final Pattern ANY_FOOTER = Pattern.compile("[A-Za-z][A-Za-z-]{0,40}(?::\\s| #).*");

    /** Reads a message: its first line, and the lines after it. */
    static ConventionalCommit of(String subject, List<String> body) {
        Optional<String> broken = broken(body);
        Matcher header = HEADER.matcher(subject);
        if (!header.matches()) {
            return new ConventionalCommit(
                    broken.isPresent() ? ChangeKind.BREAKING : ChangeKind.OTHER, with(subject, broken));
        }
        boolean breaking = header.group("breaking") != null || broken.isPresent();
        ChangeKind kind = breaking ? ChangeKind.BREAKING : ChangeKind.ofType(header.group("type"));
        String scope = header.group("scope");
        String title = (scope == null ? "" : scope + ": ") + header.group("text");
        return new ConventionalCommit(kind, with(kind == ChangeKind.OTHER ? subject : title, broken));
    }

    private static String with(String title, Optional<String> broken) {
        return broken.filter(text -> !text.isEmpty())
                .map(text -> title + " \u2013 " + text)
                .orElse(title);
    }

    /** What the footer says that breaks; present and empty when it says only that something does. */
    private static Optional<String> broken(List<String> body) {
        List<String> words = new ArrayList<>();
        boolean inside = false;
        for (String line : body) {
            Matcher footer = FOOTER.matcher(line);
            if (footer.matches()) {
                inside = true;
                words.add(footer.group("text"));
            } else if (inside && (line.isBlank() || ANY_FOOTER.matcher(line).matches())) {
                break;
            } else if (inside) {
                words.add(line.strip());
            }
        }
        return inside ? Optional.of(String.join(" ", words).strip()) : Optional.empty();
    }
}
