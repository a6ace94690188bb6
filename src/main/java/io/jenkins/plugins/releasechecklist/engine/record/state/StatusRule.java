package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The status of a release as it follows from its items, its gates and the end of its build. */
record StatusRule(
        Checklist checklist,
        List<ItemState> items,
        List<GateState> gates,
        List<RunState> runs,
        Optional<String> ended) {

    ReleaseStatus status() {
        Map<String, GateStatus> latest =
                gates.stream().collect(Collectors.toMap(GateState::id, GateState::status, (earlier, later) -> later));
        if (isRolledBack()) {
            return ReleaseStatus.ROLLED_BACK;
        }
        if (latest.containsValue(GateStatus.WAITING)) {
            return ReleaseStatus.WAITING_FOR_DECISION;
        }
        if (latest.containsValue(GateStatus.NO_GO) || latest.containsValue(GateStatus.TIMED_OUT)) {
            return ReleaseStatus.REJECTED;
        }
        if (needed().anyMatch(item -> item.status() == ItemStatus.FAILED)) {
            return ReleaseStatus.FAILED;
        }
        if (has(checklist.releasedBy(), ItemStatus.PASSED)) {
            return needed().allMatch(item -> item.isDone() && !item.waived())
                    ? ReleaseStatus.RELEASED
                    : ReleaseStatus.RELEASED_WITH_OPEN_ITEMS;
        }
        boolean failedBuild = ended.filter(
                        result -> !List.of("SUCCESS", "UNSTABLE").contains(result))
                .isPresent();
        return failedBuild ? ReleaseStatus.FAILED : ReleaseStatus.IN_PROGRESS;
    }

    /** The items that the release itself needs; those of an incident have their own end. */
    private Stream<ItemState> needed() {
        List<String> incident = checklist.sections().stream()
                .filter(Section::incident)
                .map(Section::id)
                .toList();
        return items.stream().filter(item -> item.required() && !incident.contains(item.section()));
    }

    /** Whether the last attempt to roll back, wherever that was, passed. */
    private boolean isRolledBack() {
        return runs.stream()
                .filter(run -> run.step().equals("rollbackRelease"))
                .reduce((earlier, later) -> later)
                .filter(RunState::isPassed)
                .isPresent();
    }

    private boolean has(String item, ItemStatus status) {
        return items.stream().anyMatch(state -> state.item().id().equals(item) && state.status() == status);
    }
}
