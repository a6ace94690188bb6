package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.LinkView;
import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;

/**
 * Something to be done after an incident.
 *
 * @param title what is to be done
 * @param owner who does it; empty when nobody is named
 * @param link where it is tracked; without an address when nowhere
 */
public record ActionItemView(String title, String owner, LinkView link) {
    /** A row of the form to be filled in. */
    static final ActionItemView EMPTY = new ActionItemView("", "", LinkView.to("", ""));

    static ActionItemView of(ActionItem item) {
        String address = item.link().orElse("");
        return new ActionItemView(item.title(), item.owner().orElse(""), LinkView.to(address, address));
    }
}
