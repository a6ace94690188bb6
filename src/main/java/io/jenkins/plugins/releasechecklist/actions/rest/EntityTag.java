package io.jenkins.plugins.releasechecklist.actions.rest;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * The state that an answer tells, as an ETag: a caller who knows it already gets 304 instead of the answer.
 *
 * @param state a short text without quotes that changes whenever the answer does
 */
record EntityTag(String state) {

    /**
     * Names the state in the answer.
     *
     * @return whether the caller knows it: then the answer is complete, without a body
     */
    boolean settles(StaplerRequest2 request, StaplerResponse2 response) {
        response.setHeader("ETag", "\"" + state + "\"");
        response.setHeader("Cache-Control", "private, no-cache");
        boolean known = isKnown(request.getHeader("If-None-Match"));
        if (known) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        }
        return known;
    }

    /** Whether one of the tags that the caller knows is this one; proxies that compress mark them as weak. */
    private boolean isKnown(String known) {
        return known != null
                && Arrays.stream(known.split(","))
                        .map(one -> one.strip().replaceFirst("^W/", ""))
                        .anyMatch(("\"" + state + "\"")::equals);
    }
}
