package io.jenkins.plugins.releasechecklist.engine.probe;

import java.nio.charset.Charset;
import java.util.Optional;

/**
 * What a server answered, as far as it was read.
 *
 * @param status the status
 * @param location where the answer points to, if it does
 * @param body the text of the body, up to {@link ProbeHttpClient#BODY_LIMIT} bytes of it
 * @param truncated whether the body was longer
 */
record HttpAnswer(int status, Optional<String> location, String body, boolean truncated) {
    static HttpAnswer of(int status, Optional<String> location, byte[] body, Charset charset, boolean truncated) {
        String text = new String(body, charset);
        return new HttpAnswer(status, location, text.startsWith("\uFEFF") ? text.substring(1) : text, truncated);
    }

    boolean isRedirect() {
        boolean redirecting = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
        return redirecting && location.isPresent();
    }
}
