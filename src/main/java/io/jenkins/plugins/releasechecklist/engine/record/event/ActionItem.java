package io.jenkins.plugins.releasechecklist.engine.record.event;

import java.net.URI;
import java.util.List;
import java.util.Locale;
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
        if (link.filter(address -> !isWebAddress(address)).isPresent()) {
            throw new IllegalArgumentException("Expected the link of the action item '" + title
                    + "' as an http or https address, found '" + link.get() + "'");
        }
    }

    private static boolean isWebAddress(String text) {
        try {
            URI address = URI.create(text);
            String scheme = address.getScheme();
            return scheme != null
                    && address.getHost() != null
                    && List.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
