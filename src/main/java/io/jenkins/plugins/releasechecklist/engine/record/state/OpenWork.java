package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import java.util.List;

/**
 * What is still to be done for a release, and what cannot be done any more.
 *
 * @param release the release
 */
public record OpenWork(Release release) {
    /**
     * The required items that are open although the build has ended, in reading order: all of a release that is out, and what an
     * incident asks for after a rollback.
     */
    public List<ItemState> followUps() {
        return release.ended().isEmpty()
                ? List.of()
                : release.neededItems().stream()
                        .filter(state -> !state.isDone() && isAskedFor(state))
                        .toList();
    }

    /** Whether people are asked for what the item's section is about. While the build runs they are asked for everything. */
    boolean isAskedFor(ItemState state) {
        ReleaseStatus status = release.status();
        return release.ended().isEmpty()
                || status == ReleaseStatus.RELEASED_WITH_OPEN_ITEMS
                || isOfIncident(state) && (status == ReleaseStatus.RELEASED || status == ReleaseStatus.ROLLED_BACK);
    }

    /**
     * Whether nothing that is said about the item helps this release any more: its build has ended, and it was rejected, rolled back, or
     * failed before it was out. What an incident asks for stays open.
     */
    public boolean isClosed(ItemState state) {
        boolean over =
                switch (release.status()) {
                    case REJECTED, ROLLED_BACK -> true;
                    case FAILED ->
                        release.ended().filter(StatusRule::isGood).isEmpty()
                                && !release.reach().isOut();
                    default -> false;
                };
        return over && release.ended().isPresent() && !isOfIncident(state);
    }

    /** Whether the release never came to the item, and never will. */
    public boolean isNotReached(ItemState state) {
        return isClosed(state) && (state.status() == ItemStatus.PENDING || state.status() == ItemStatus.WAITING);
    }

    boolean isOfIncident(ItemState state) {
        return release.checklist().sections().stream()
                .filter(section -> section.id().equals(state.section()))
                .anyMatch(Section::incident);
    }
}
