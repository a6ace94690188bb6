package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.PageFragment;
import java.util.List;

/**
 * A section of the checklist.
 *
 * @param id unique in the checklist
 * @param title the heading
 * @param incident whether it is the part for rollbacks and incidents
 * @param progress how many of its required items are done, in words
 * @param items in reading order
 */
public record SectionView(String id, String title, boolean incident, String progress, List<ItemView> items)
        implements PageFragment {
    public SectionView {
        items = List.copyOf(items);
    }
}
