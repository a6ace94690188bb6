package io.jenkins.plugins.releasechecklist.engine.probe;

import java.net.URI;
import java.util.Map;

/**
 * One request, as it goes over the wire.
 *
 * @param url where to
 * @param method the method
 * @param headers the headers, those of credentials included
 * @param body the text of the body; empty means none
 * @param redirects whether a redirect will be followed, so that its body does not matter
 */
record HttpExchange(URI url, HttpMethod method, Map<String, String> headers, String body, Redirects redirects) {
    HostPort address() {
        return HttpUrl.address(url);
    }

    /** The URL for an error. A redirect may have made it as long as a server likes. */
    String display() {
        return Texts.clip(HttpUrl.display(url));
    }
}
