package io.jenkins.plugins.releasechecklist.engine.announce;

import io.jenkins.plugins.releasechecklist.engine.text.WebAddress;
import java.net.URI;
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
        if (!WebAddress.is(url)) {
            throw new IllegalArgumentException("link.url: expected an absolute http or https address, found " + url);
        }
    }
}
