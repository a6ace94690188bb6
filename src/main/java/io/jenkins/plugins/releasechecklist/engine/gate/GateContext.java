package io.jenkins.plugins.releasechecklist.engine.gate;

import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a gate looks at beside its votes.
 *
 * @param unmet what is missing beside votes, time and conditions: required items, rules that cannot be read
 * @param types the types that the release can be of, at least one: the declared one, and what follows from its version
 * @param answers the latest answer of every condition that was asked
 * @param participants who had a hand in the build
 * @param attributed whether everybody who votes now has to say who it is: then a Go from a time in which nobody had to counts no
 *     more
 */
public record GateContext(
        List<UnmetCondition> unmet,
        Set<ReleaseType> types,
        List<ConditionAnswer> answers,
        Participants participants,
        boolean attributed) {
    public GateContext {
        unmet = List.copyOf(unmet);
        if (types.isEmpty()) {
            throw new IllegalArgumentException("Expected a type of release, found none: no rule would hold for it");
        }
        answers = List.copyOf(answers);
    }

    /** What the condition said; empty when it was not asked yet. */
    Optional<ConditionAnswer> answer(String condition) {
        return answers.stream()
                .filter(answer -> answer.condition().equals(condition))
                .findFirst();
    }
}
