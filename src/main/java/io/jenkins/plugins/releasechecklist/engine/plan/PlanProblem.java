package io.jenkins.plugins.releasechecklist.engine.plan;

import java.util.Optional;

/**
 * One mistake in a plan, a checklist or a value from a Jenkinsfile.
 *
 * @param kind what sort of mistake it is; it decides the wording
 * @param position where it is in the file; empty for a value that did not come from a file
 * @param path the keys that lead to it, such as {@code environments.production.gate.approvals[0].role}; empty for the
 *     whole file
 * @param found what stands there
 * @param expected what may stand there
 * @param suggestion what was probably meant
 */
public record PlanProblem(
        Kind kind,
        Optional<SourcePosition> position,
        String path,
        String found,
        String expected,
        Optional<String> suggestion) {

    /** What is longer comes last, behind what was probably meant. */
    private static final int LONG = 100;

    /** The sorts of mistakes. */
    public enum Kind {
        /** The text is not YAML, or YAML of a kind that a plan does not need. */
        SYNTAX,
        /** The key does not exist here; {@code expected} lists those that do. */
        UNKNOWN_KEY,
        /** The value is missing, of another form, or contradicts another one. */
        WRONG_VALUE,
        /** The engine refuses the value; {@code expected} is its whole sentence. */
        REFUSED,
        /** Right as it stands, and hardly meant so; {@code expected} says why. No mistake. */
        WARNING
    }

    /** The problem in one line: where, which key, what is wrong, what was probably meant, what is allowed. */
    public String message() {
        String where = position.map(at -> at + ": ").orElse("") + (path.isEmpty() ? "" : path + ": ");
        String meant =
                suggestion.map(text -> "; did you mean \"" + text + "\"?").orElse("");
        return where
                + switch (kind) {
                    case SYNTAX -> "not valid YAML: " + found + (expected.isEmpty() ? "" : "; expected " + expected);
                    case UNKNOWN_KEY -> "unknown key" + (meant.isEmpty() ? "." : meant) + " Allowed: " + expected;
                    case WRONG_VALUE ->
                        expected.length() > LONG && suggestion.isPresent()
                                ? "found " + found + meant + " Expected " + expected
                                : "expected " + expected + ", found " + found + meant;
                    case REFUSED -> expected;
                    case WARNING -> "warning: " + expected;
                };
    }
}
