package io.jenkins.plugins.releasechecklist.engine.announce;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/**
 * A link that goes along with a message, for example to the checklist of the build.
 *
 * @param title what is there
 * @param url an absolute {@code http} or {@code https} address
 */
public record Link(String title, URI url) {

    /** Refuses a blank title and an address of another kind. */
    public Link {
        title = Message.required(title, "link.title");
        Objects.requireNonNull(url, "link.url: expected an address, found null");
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || url.getRawAuthority() == null) {
            throw new IllegalArgumentException("link.url: expected an absolute http or https address, found " + url);
        }
    }
}
