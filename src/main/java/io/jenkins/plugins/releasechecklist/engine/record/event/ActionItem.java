package io.jenkins.plugins.releasechecklist.engine.record.event;

import io.jenkins.plugins.releasechecklist.engine.text.WebAddress;
import java.util.Optional;

/**
 * Something to be done after an incident, so that it does not happen again.
 *
 * @param title what is to be done
 * @param owner who does it, in words
 * @param link where it is tracked, {@code http} or {@code https}
 */
public record ActionItem(String title, Optional<String> owner, Optional<String> link) {
    public ActionItem {
        if (title.isBlank()) {
            throw new IllegalArgumentException("Expected the title of an action item, found blank text");
        }
        if (link.filter(address -> !WebAddress.is(address)).isPresent()) {
            throw new IllegalArgumentException("Expected the link of the action item '" + title
                    + "' as an http or https address, found '" + link.get() + "'");
        }
    }
}
