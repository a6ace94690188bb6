package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Run;
import hudson.security.Permission;
import io.jenkins.plugins.releasechecklist.actions.wording.PagePath;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordDamagedException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * The answer to a vote or a sign-off. A client of the API gets JSON: the gate or item, or the error. A browser gets the page
 * again, or a page that says why not.
 *
 * @param run the build
 * @param status the HTTP status for a client of the API
 * @param body the JSON for it
 * @param problem why it was refused; empty when it was done
 * @param anchor the part of the page that it was about
 */
public record DecisionAnswer(Run<?, ?> run, int status, Object body, String problem, String anchor)
        implements HttpResponse {

    /** Does what was asked for, and answers. */
    static DecisionAnswer to(Run<?, ?> run, Permission permission, String anchor, Decision decision)
            throws IOException {
        try {
            check(run, permission);
            RequestText.checkBodyAlone(Stapler.getCurrentRequest2());
            return new DecisionAnswer(
                    run, HttpServletResponse.SC_OK, decision.make(ReleaseReading.of(run)), "", anchor);
        } catch (Refusal e) {
            return refused(run, e.kind().status(), e.getMessage(), anchor);
        } catch (RecordDamagedException e) {
            return refused(run, HttpServletResponse.SC_CONFLICT, e.getMessage(), anchor);
        }
    }

    static DecisionAnswer refused(Run<?, ?> run, int status, String problem, String anchor) {
        return new DecisionAnswer(run, status, new JsonAnswer.ErrorJson(problem), problem, anchor);
    }

    public static void check(Run<?, ?> run, Permission permission) throws Refusal {
        if (!run.hasPermission(permission)) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    Messages.DecisionAnswer_permissionMissing(
                            Jenkins.getAuthentication2().getName(),
                            permission.group.title,
                            permission.name,
                            run.getParent().getFullDisplayName()));
        }
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        if (!isBrowser(request)) {
            new JsonAnswer(status, body).generateResponse(request, response, node);
        } else if (problem.isEmpty()) {
            response.sendRedirect(HttpServletResponse.SC_SEE_OTHER, page(request) + "#" + anchor);
        } else {
            RefusalPage page = new RefusalPage(run, problem, page(request), anchor, RequestText.written(request));
            response.setStatus(status);
            request.getView(page, "index").forward(request, response);
        }
    }

    private String page(StaplerRequest2 request) {
        return request.getContextPath() + "/" + run.getUrl() + PagePath.RELEASE + "/";
    }

    private static boolean isBrowser(StaplerRequest2 request) {
        String accept = request.getHeader("Accept");
        return accept != null && accept.contains("text/html");
    }

    /** What somebody asks for. */
    @FunctionalInterface
    interface Decision {
        /**
         * Makes the decision.
         *
         * @return the JSON of the gate or item after it
         */
        Object make(ReleaseReading reading) throws Refusal, IOException;
    }
}
