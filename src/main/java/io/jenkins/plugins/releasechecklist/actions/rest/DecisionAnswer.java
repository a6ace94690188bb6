package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Job;
import hudson.model.Run;
import hudson.security.Permission;
import io.jenkins.plugins.releasechecklist.actions.wording.PagePath;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordDamagedException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * The answer to a vote, a sign-off or a start. A client of the API gets JSON: the gate or item, or the error. A browser gets the page
 * again, or a page that says why not.
 *
 * @param page the page from which it was asked for, below the root of Jenkins
 * @param status the HTTP status for a client of the API
 * @param body the JSON for it
 * @param problem why it was refused; empty when it was done
 * @param anchor the part of the page that it was about
 */
public record DecisionAnswer(String page, int status, Object body, String problem, String anchor)
        implements HttpResponse {

    /** Does what was asked for about the release of a build, and answers. */
    static DecisionAnswer to(Run<?, ?> run, Permission permission, String anchor, Decision decision)
            throws IOException {
        return to(run.getParent(), List.of(permission), page(run), anchor, () -> decision.make(ReleaseReading.of(run)));
    }

    /** Does what was asked for about a job, and answers. */
    static DecisionAnswer to(Job<?, ?> job, List<Permission> permissions, String page, String anchor, Start decision)
            throws IOException {
        try {
            for (Permission permission : permissions) {
                check(job, permission);
            }
            RequestText.checkBodyAlone(Stapler.getCurrentRequest2());
            return new DecisionAnswer(page, HttpServletResponse.SC_OK, decision.make(), "", anchor);
        } catch (Refusal e) {
            return refused(page, e.kind().status(), e.getMessage(), anchor);
        } catch (RecordDamagedException e) {
            return refused(page, HttpServletResponse.SC_CONFLICT, e.getMessage(), anchor);
        }
    }

    static DecisionAnswer refused(Run<?, ?> run, int status, String problem, String anchor) {
        return refused(page(run), status, problem, anchor);
    }

    private static DecisionAnswer refused(String page, int status, String problem, String anchor) {
        return new DecisionAnswer(page, status, new JsonAnswer.ErrorJson(problem), problem, anchor);
    }

    private static String page(Run<?, ?> run) {
        return run.getUrl() + PagePath.RELEASE + "/";
    }

    public static void check(Job<?, ?> job, Permission permission) throws Refusal {
        if (!job.hasPermission(permission)) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    Messages.DecisionAnswer_permissionMissing(
                            Jenkins.getAuthentication2().getName(),
                            permission.group.title,
                            permission.name,
                            job.getFullDisplayName()));
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
            RefusalPage page = new RefusalPage(problem, page(request), anchor, RequestText.written(request));
            response.setStatus(status);
            request.getView(page, "index").forward(request, response);
        }
    }

    private String page(StaplerRequest2 request) {
        return request.getContextPath() + "/" + page;
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

    /** What somebody asks for, where no record is about it yet. */
    @FunctionalInterface
    interface Start {
        /**
         * Does it.
         *
         * @return the JSON of what was started
         */
        Object make() throws Refusal, IOException;
    }
}
