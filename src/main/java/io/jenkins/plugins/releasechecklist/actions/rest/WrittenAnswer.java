package io.jenkins.plugins.releasechecklist.actions.rest;

import jakarta.servlet.ServletException;
import java.io.IOException;
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
}
