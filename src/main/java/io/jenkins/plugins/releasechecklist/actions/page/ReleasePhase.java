package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.OpenWork;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A phase of a release: what several items of the checklist have in common.
 *
 * @param title in a word or two
 * @param status where it stands
 * @param at when it was done; empty until it is
 * @param anchor the part of the page that tells more
 * @param current whether it is the one at work, or where the release ended
 */
public record ReleasePhase(String title, StatusView status, Optional<Instant> at, String anchor, boolean current) {
    private static final Set<ItemStatus> AT_WORK = Set.of(ItemStatus.RUNNING, ItemStatus.WAITING, ItemStatus.FAILED);

    /** The phases of a release, in the order of its checklist; after a rollback it ends there. */
    static List<ReleasePhase> of(Release release) {
        Map<String, List<ItemState>> groups = new LinkedHashMap<>();
        boolean out = false;
        for (Section section : release.checklist().sections()) {
            boolean split = section.items().stream()
                    .anyMatch(item -> item.isCalled(release.checklist().releasedBy()));
            for (ItemState state : needed(release, section)) {
                String first = groups.keySet().stream().findFirst().orElseGet(Messages::ReleasePhase_preparation);
                String title = split ? title(state.item(), release.checklist(), out, first) : section.title();
                groups.computeIfAbsent(title, key -> new ArrayList<>()).add(state);
                out |= state.item().isCalled(release.checklist().releasedBy());
            }
        }
        boolean back = release.status() == ReleaseStatus.ROLLED_BACK;
        List<ItemState> current = back ? List.of() : current(groups.values(), out(release));
        List<ReleasePhase> phases = new ArrayList<>();
        groups.forEach((title, items) -> phases.add(phase(title, items, release, items == current)));
        if (back) {
            while (!phases.isEmpty() && phases.get(phases.size() - 1).status().equals(StatusView.notReached())) {
                phases.remove(phases.size() - 1);
            }
            phases.add(rolledBack(release));
        }
        return phases;
    }

    private static List<ItemState> needed(Release release, Section section) {
        return section.incident()
                ? List.of()
                : release.neededItems().stream()
                        .filter(state -> state.section().equals(section.id()))
                        .toList();
    }

    /** Of several environments that the release is for, each is a phase. */
    private static String title(Item item, Checklist checklist, boolean out, String first) {
        if (item.copy().isPresent()) {
            return item.copy().get().environment();
        }
        if (isBy("releaseGate", item)) {
            return Messages.ReleasePhase_decision();
        }
        if (item.id().equals(checklist.releasedBy())) {
            return checklist.targets().stream().findFirst().orElseGet(item::title);
        }
        Optional<String> environment = item.completedBy().stream()
                .flatMap(way -> way instanceof Completion.ByStep by ? by.environment().stream() : Stream.empty())
                .findFirst();
        if (!out) {
            return environment.orElse(first);
        }
        if (environment.isPresent()) {
            return checklist.targets().contains(environment.get())
                    ? Messages.ReleasePhase_verification()
                    : environment.get();
        }
        return isBy("announceRelease", item) ? Messages.ReleasePhase_announcement() : Messages.ReleasePhase_followUp();
    }

    private static boolean isBy(String step, Item item) {
        return item.completedBy().stream()
                .anyMatch(
                        way -> way instanceof Completion.ByStep by && by.step().equals(step));
    }

    private static boolean out(Release release) {
        List<ItemState> items = release.reach().items();
        return !items.isEmpty() && items.stream().allMatch(ItemState::isDone);
    }

    /** What works or failed last, or else the first that is not done; the last one once the release is out. */
    private static List<ItemState> current(Iterable<List<ItemState>> groups, boolean out) {
        List<ItemState> busy = List.of();
        List<ItemState> open = List.of();
        for (List<ItemState> group : groups) {
            if (group.stream().anyMatch(item -> AT_WORK.contains(item.status()))) {
                busy = group;
            }
            if ((out || open.isEmpty()) && !group.stream().allMatch(ItemState::isDone)) {
                open = group;
            }
        }
        return busy.isEmpty() ? open : busy;
    }

    private static ReleasePhase phase(String title, List<ItemState> items, Release release, boolean current) {
        long done = items.stream().filter(ItemState::isDone).count();
        boolean all = done == items.size();
        StatusView status = items.stream().anyMatch(new OpenWork(release)::isNotReached)
                ? StatusView.notReached()
                : StatusView.of(all ? ItemStatus.PASSED : worst(items));
        boolean partly = done > 0 && !all && items.stream().noneMatch(item -> AT_WORK.contains(item.status()));
        return new ReleasePhase(
                title,
                partly ? status.named(Messages.ReleasePhase_progress(done, items.size())) : status,
                all ? items.stream().flatMap(item -> item.at().stream()).max(Instant::compareTo) : Optional.empty(),
                anchor(items.get(0).item(), release),
                current);
    }

    private static String anchor(Item first, Release release) {
        return Optional.of(first)
                .filter(item -> isBy("releaseGate", item))
                .flatMap(item -> release.reach().targets().stream().findFirst())
                .flatMap(release::latestGate)
                .map(gate -> "gate-" + gate.id())
                .orElse("item-" + first.id());
    }

    private static ItemStatus worst(List<ItemState> items) {
        return List.of(ItemStatus.FAILED, ItemStatus.RUNNING, ItemStatus.WAITING).stream()
                .filter(status -> items.stream().anyMatch(item -> item.status() == status))
                .findFirst()
                .orElse(ItemStatus.PENDING);
    }

    private static ReleasePhase rolledBack(Release release) {
        Optional<RunState> run =
                release.runs().stream().filter(one -> one.target().isPresent()).reduce((earlier, later) -> later);
        String title = run.flatMap(RunState::target)
                .map(ReleaseEvent.RollbackTargeted::version)
                .map(Messages::ReleasePhase_rolledBack)
                .orElseGet(() -> StatusView.of(ReleaseStatus.ROLLED_BACK).text());
        return new ReleasePhase(
                title,
                StatusView.of(ReleaseStatus.ROLLED_BACK),
                run.flatMap(RunState::ended),
                "section-incident",
                true);
    }
}
