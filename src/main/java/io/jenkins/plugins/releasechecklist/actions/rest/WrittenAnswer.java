package io.jenkins.plugins.releasechecklist.actions.rest;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** An answer that is written when Jenkins sends it, so that nothing is read for it before. */
@FunctionalInterface
public interface WrittenAnswer extends HttpResponse {
    /** Writes the answer, headers first. */
    void write(StaplerRequest2 request, StaplerResponse2 response) throws IOException, ServletException;

    @Override
    default void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        write(request, response);
    }

    /**
     * The same answer with an ETag: a caller who knows it already gets 304 instead.
     *
     * @param state a short text without quotes that changes whenever the answer does
     */
    default WrittenAnswer tagged(String state) {
        return (request, response) -> {
            response.setHeader("ETag", "\"" + state + "\"");
            response.setHeader("Cache-Control", "private, no-cache");
            if (isKnown("\"" + state + "\"", request.getHeader("If-None-Match"))) {
                response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            } else {
                write(request, response);
            }
        };
    }

    /** Whether one of the tags that the caller knows is this one; proxies that compress mark them as weak. */
    private static boolean isKnown(String tag, String known) {
        return known != null
                && Arrays.stream(known.split(","))
                        .map(one -> one.strip().replaceFirst("^W/", ""))
                        .anyMatch(tag::equals);
    }
}
