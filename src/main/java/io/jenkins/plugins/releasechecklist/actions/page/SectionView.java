package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.OpenWork;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A section of the checklist.
 *
 * @param section the section
 * @param items its items, in reading order
 * @param progress how many of the required ones are done
 * @param unfolded whether it is shown in full: it is at work, because somebody began with what is open there, or because it is the
 *     first in which something is open
 */
public record SectionView(Section section, List<ItemState> items, String progress, boolean unfolded) {
    public SectionView {
        items = List.copyOf(items);
    }

    /** The sections that have items. */
    static List<SectionView> of(Release release) {
        OpenWork work = new OpenWork(release);
        Map<String, List<ItemState>> items =
                release.items().stream().collect(Collectors.groupingBy(ItemState::section));
        List<SectionView> views = new ArrayList<>();
        boolean first = true;
        for (Section section : release.checklist().sections()) {
            List<ItemState> own = items.getOrDefault(section.id(), List.of());
            List<ItemState> required = own.stream().filter(ItemState::required).toList();
            boolean open = required.stream().anyMatch(item -> !item.isDone() && !work.isNotReached(item));
            boolean begun = own.stream().anyMatch(item -> item.status() != ItemStatus.PENDING);
            if (!own.isEmpty()) {
                views.add(new SectionView(
                        section, own, HeaderView.progress(release, required), open && (first || begun)));
            }
            first &= !open;
        }
        return views;
    }
}
