package io.jenkins.plugins.releasechecklist.engine.verify;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.List;

/**
 * A verdict together with what led to it.
 *
 * @param verdict the verdict
 * @param why one sentence each and in words for people; at least one
 * @param statistics what was seen until then
 */
public record Assessment(Verdict verdict, List<Phrase> why, VerificationStatistics statistics) {
    /** Checks that there is a reason. */
    public Assessment {
        why = List.copyOf(why);
        if (why.isEmpty()) {
            throw new IllegalArgumentException("expected a reason for " + verdict + ", found none");
        }
    }

    /** The reasons in English. */
    public List<String> reasons() {
        return why.stream().map(Phrase::text).toList();
    }
}
