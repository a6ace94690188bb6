package io.jenkins.plugins.releasechecklist.actions.rest;

import io.jenkins.plugins.releasechecklist.engine.report.json.JsonText;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * An answer as JSON.
 *
 * @param status the HTTP status
 * @param body what {@link JsonText} writes
 */
public record JsonAnswer(int status, Object body) implements HttpResponse {
    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "private, no-cache");
        response.getWriter().print(JsonText.of(body));
    }

    /** What was asked for. */
    public static JsonAnswer of(Object body) {
        return new JsonAnswer(HttpServletResponse.SC_OK, body);
    }

    /** A refusal; the status says of which kind. */
    public static JsonAnswer error(int status, String reason) {
        return new JsonAnswer(status, new ErrorJson(reason));
    }

    /**
     * The answer to a request that was refused.
     *
     * @param error the reason, in words for the person who asked
     */
    public record ErrorJson(String error) {}
}
