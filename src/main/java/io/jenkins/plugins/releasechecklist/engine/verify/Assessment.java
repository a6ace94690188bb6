package io.jenkins.plugins.releasechecklist.engine.verify;

import java.util.List;

/**
 * A verdict together with what led to it.
 *
 * @param verdict the verdict
 * @param reasons why, one sentence each and in words for people; at least one
 * @param statistics what was seen until then
 */
public record Assessment(Verdict verdict, List<String> reasons, VerificationStatistics statistics) {
    /** Checks that there is a reason. */
    public Assessment {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("expected a reason for " + verdict + ", found none");
        }
    }
}
