package io.jenkins.plugins.releasechecklist.actions.job;

import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.actions.job.view.ReleaseQuery;
import io.jenkins.plugins.releasechecklist.actions.rest.JsonAnswer;
import io.jenkins.plugins.releasechecklist.actions.rest.WrittenAnswer;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Answers from the release index of a job, for programs: 400 to a bad question, 503 while the index is being made. */
final class IndexReading {
    private static final int SOON_SECONDS = 5;

    private IndexReading() {}

    /**
     * An answer.
     *
     * @param wanted the answer otherwise
     */
    static WrittenAnswer of(Job<?, ?> job, Answer wanted) {
        return (request, response) -> {
            ReleaseQuery query = ReleaseQuery.of(request::getParameter);
            if (!query.problems().isEmpty()) {
                String problems = String.join(" ", query.problems());
                JsonAnswer.error(HttpServletResponse.SC_BAD_REQUEST, problems)
                        .generateResponse(request, response, null);
                return;
            }
            Optional<ReleaseIndex> index = ReleaseIndexStore.look(job);
            if (index.isPresent()) {
                wanted.give(query, index.get(), request, response);
            } else {
                response.setIntHeader("Retry-After", SOON_SECONDS);
                JsonAnswer.error(HttpServletResponse.SC_SERVICE_UNAVAILABLE, Messages.IndexReading_rebuilding())
                        .generateResponse(request, response, null);
            }
        };
    }

    /** The lines that are wanted, the newest first, without the limit. */
    static List<ReleaseLine> wanted(ReleaseQuery query, ReleaseIndex index) {
        OptionalInt before = query.before();
        Stream<ReleaseLine> wanted = index.lines().stream().filter(query::wants);
        return (before.isPresent() ? wanted.filter(line -> line.build() < before.getAsInt()) : wanted).toList();
    }

    /** Answers the question. */
    @FunctionalInterface
    interface Answer {
        void give(ReleaseQuery query, ReleaseIndex index, StaplerRequest2 request, StaplerResponse2 response)
                throws IOException, ServletException;
    }
}
