package io.jenkins.plugins.releasechecklist.engine.gate;

import java.util.List;

/**
 * How far one approval is.
 *
 * @param approval what is asked for
 * @param given the Go votes that count for it
 * @param deferred the Go votes that will count for it, each from a time on
 * @param expired the Go votes that would count for it, were they not too old
 */
public record ApprovalStanding(Approval approval, List<Vote> given, List<Vote> deferred, List<Vote> expired) {
    public ApprovalStanding {
        given = List.copyOf(given);
        deferred = List.copyOf(deferred);
        expired = List.copyOf(expired);
    }

    /** How many more people are needed; one unattributed vote is enough for everything. */
    public int missing() {
        if (given.stream().anyMatch(Vote::unattributed)) {
            return 0;
        }
        return Math.max(0, approval.count() - given.size());
    }

    /** How many more people have to say Go, beside those whose Go will count later. */
    public int unanswered() {
        return deferred.stream().anyMatch(Vote::unattributed) ? 0 : Math.max(0, missing() - deferred.size());
    }
}
