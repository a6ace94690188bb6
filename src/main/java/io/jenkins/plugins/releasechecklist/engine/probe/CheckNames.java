package io.jenkins.plugins.releasechecklist.engine.probe;

/** The rule for names of checks: one short line that a person can read. */
public final class CheckNames {
    private static final int LIMIT = 200;

    private CheckNames() {}

    public static String require(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty() || stripped.length() > LIMIT || stripped.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "expected a name of 1 to " + LIMIT + " characters in one line, found '" + name + "'");
        }
        return stripped;
    }

    /** Makes a name of an address, which may be longer than a name can be. */
    public static String of(String address) {
        return address.length() <= LIMIT ? address : address.substring(0, LIMIT - 3) + "...";
    }
}
