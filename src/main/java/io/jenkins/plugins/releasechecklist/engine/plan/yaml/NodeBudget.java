package io.jenkins.plugins.releasechecklist.engine.plan.yaml;

/**
 * Counts the values of one reading. Fifty aliases are allowed, and lists of aliases of lists of aliases can still
 * stand for millions of values; a map from a Jenkinsfile can hold the same one many times.
 */
final class NodeBudget {
    /** Some hundred times what the largest plan needs. */
    static final int MOST = 100_000;

    private int taken;

    /** Counts one value; false when it is one too many. */
    boolean take() {
        return ++taken <= MOST;
    }

    /** Whether the last value was the first one too many: one message is enough. */
    boolean isJustSpent() {
        return taken == MOST + 1;
    }
}
