package io.jenkins.plugins.releasechecklist.engine.gate;

import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import java.util.List;
import java.util.Optional;

/**
 * What a gate looks at beside its votes.
 *
 * @param openItems the required items that are not done
 * @param type the type of the release
 * @param answers the latest answer of every condition that was asked
 */
public record GateContext(List<UnmetCondition.ForItem> openItems, ReleaseType type, List<ConditionAnswer> answers) {
    public GateContext {
        openItems = List.copyOf(openItems);
        answers = List.copyOf(answers);
    }

    /** What the condition said; empty when it was not asked yet. */
    Optional<ConditionAnswer> answer(String condition) {
        return answers.stream()
                .filter(answer -> answer.condition().equals(condition))
                .findFirst();
    }
}
