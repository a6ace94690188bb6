package io.jenkins.plugins.releasechecklist.engine.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what a mistyped word was probably meant to be, for the "did you mean ...?" of an error. */
public final class Suggestions {
    private Suggestions() {}

    /** Says that the value is none of those allowed, and which one is nearest. */
    public static String unknown(String what, String found, Collection<String> allowed) {
        String known = String.join(", ", allowed);
        return closest(found, allowed)
                .map(nearest ->
                        what + ": unknown value '" + found + "'; did you mean '" + nearest + "'? Allowed: " + known)
                .orElseGet(() -> what + ": unknown value '" + found + "'; allowed: " + known);
    }

    /**
     * Finds the nearest allowed word, the first of several that are equally near; nothing when none is near. Inserting,
     * dropping or changing a letter and swapping two neighbours count one each; upper and lower case are the same. A word may
     * differ in a third of its letters, and in one letter at least.
     */
    public static Optional<String> closest(String found, Collection<String> allowed) {
        String word = found.strip().toLowerCase(Locale.ROOT);
        int nearest = Math.max(1, word.length() / 3) + 1;
        String suggestion = "";
        for (String candidate : allowed) {
            if (Math.abs(candidate.length() - word.length()) < nearest) {
                int distance = distance(word, candidate.toLowerCase(Locale.ROOT));
                if (distance < nearest) {
                    nearest = distance;
                    suggestion = candidate;
                }
            }
        }
        return suggestion.isEmpty() ? Optional.empty() : Optional.of(suggestion);
    }

    /** Optimal string alignment: Damerau-Levenshtein in which no letter is edited twice. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
