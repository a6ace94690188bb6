package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import io.jenkins.plugins.releasechecklist.engine.probe.address.HostPort;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * One request, as it goes over the wire.
 *
 * @param url where to
 * @param method the method
 * @param headers the headers, those of credentials included
 * @param payload the body
 * @param certificate whom the client says it is in the TLS handshake, if anybody
 * @param redirects whether a redirect will be followed, so that its body does not matter
 */
public record HttpExchange(
        URI url,
        HttpMethod method,
        Map<String, String> headers,
        RequestBody payload,
        Optional<ProbeCredentials.Certificate> certificate,
        Redirects redirects) {
    /** Host and port of the URL. */
    public HostPort address() {
        return HttpUrl.address(url);
    }

    /** The same request with other headers. */
    public HttpExchange withHeaders(Map<String, String> others) {
        return new HttpExchange(url, method, others, payload, certificate, redirects);
    }

    boolean isSecure() {
        return HttpUrl.scheme(url).equals("https");
    }

    /** The URL for an error. A redirect may have made it as long as a server likes. */
    public String display() {
        return Texts.clip(HttpUrl.display(url));
    }
}
