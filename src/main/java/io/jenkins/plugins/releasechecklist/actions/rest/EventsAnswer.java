package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.decision.ExclusiveEnvironments;
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
import org.kohsuke.stapler.StaplerResponse2;

/**
 * {@code GET events}: the events after a number, as a JSON array in the form of the record's lines. The ETag names the last
 * event, the state of the file, and who else wants the environment, so that a caller who knows it gets 304 until there is news.
 */
public final class EventsAnswer {
    private EventsAnswer() {}

    /**
     * The events of a build.
     *
     * @param after the number of the last event that is known already; 0, or nothing at all, for all events
     */
    public static HttpResponse after(Run<?, ?> run, String after) {
        String number = after == null || after.isBlank() ? "0" : after.strip();
        return number.matches("\\d{1,18}")
                ? events(run, Long.parseLong(number))
                : JsonAnswer.error(HttpServletResponse.SC_BAD_REQUEST, Messages.EventsAnswer_badNumber(number));
    }

    private static WrittenAnswer events(Run<?, ?> run, long after) {
        return (request, response) -> {
            // Asked every few seconds by every open page: nothing is looked up that the answer does not need.
            ReleaseRecord record = BuildRecords.of(run).orElseThrow(HttpResponses::notFound);
            WrittenAnswer events = (asked, answered) -> write(record.events(after), answered);
            Release release = record.state();
            events.tagged(state(run, release)).write(request, response);
        };
    }

    /** Tells apart how a release stands from how it stood before, without quotes or blanks. */
    static String state(Run<?, ?> run, Release release) {
        String damage = release.damage()
                .map(Damage::event)
                .map(event -> "-damaged-" + event)
                .orElse("");
        return release.seq()
                + (release.torn() ? "-torn" : "")
                + damage
                + ExclusiveEnvironments.get().state(run, release);
    }

    private static void write(List<Event> events, StaplerResponse2 response) throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getWriter()
                .print(events.stream()
                        .map(event -> new String(EventCodec.encode(event), StandardCharsets.UTF_8))
                        .collect(Collectors.joining(",\n", "[", "]")));
    }
}
