package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.log.EventCodec;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * {@code GET events}: the events after a number, as a JSON array in the form of the record's lines. The ETag names the last
 * event and the state of the file, so that a caller who knows it gets 304 until there is news.
 *
 * @param after the number of the last event that is known already; 0 for all events
 */
public record EventsAnswer(Run<?, ?> run, long after) implements HttpResponse {

    /**
     * The events of a build.
     *
     * @param after the number of the last event that is known already; 0, or nothing at all, for all events
     */
    public static HttpResponse after(Run<?, ?> run, String after) {
        String number = after == null || after.isBlank() ? "0" : after.strip();
        return number.matches("\\d{1,18}")
                ? new EventsAnswer(run, Long.parseLong(number))
                : JsonAnswer.error(HttpServletResponse.SC_BAD_REQUEST, Messages.EventsAnswer_badNumber(number));
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        // Asked every few seconds by every open page: nothing is looked up that the answer does not need.
        ReleaseRecord record = BuildRecords.of(run).orElseThrow(HttpResponses::notFound);
        if (tag(record.state()).settles(request, response)) {
            return;
        }
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getWriter().print(array(record.events(after)));
    }

    private static EntityTag tag(Release release) {
        String damage = release.damage()
                .map(Damage::event)
                .map(event -> "-damaged-" + event)
                .orElse("");
        return new EntityTag(release.seq() + (release.torn() ? "-torn" : "") + damage);
    }

    private static String array(List<Event> events) {
        return events.stream()
                .map(event -> new String(EventCodec.encode(event), StandardCharsets.UTF_8))
                .collect(Collectors.joining(",\n", "[", "]"));
    }
}
