package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.config.Channel;
import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.notes.HtmlNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.MarkdownNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.notes.ReleaseNotes;
import io.jenkins.plugins.releasechecklist.engine.plan.Announcement;
import io.jenkins.plugins.releasechecklist.engine.plan.InlineValues;
import io.jenkins.plugins.releasechecklist.engine.record.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.Release;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.RunState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Renders the notes once, keeps them, and has them delivered; after a restart it goes on with what is not delivered. */
class AnnounceReleaseExecution extends ReleaseStepExecution<AnnounceReleaseStep> {
    private static final long serialVersionUID = 1L;

    AnnounceReleaseExecution(StepContext context, AnnounceReleaseStep step) {
        super(context, step);
    }

    @Override
    StepRun run() throws IOException, InterruptedException {
        return StepRun.of(getContext(), "announceRelease", Optional.empty(), Optional.empty());
    }

    @Override
    void proceed() throws Exception {
        StepRun run = run();
        if (!run.isSettled()) {
            announce(run);
        }
        RunState recorded = run.recorded().orElseThrow();
        if (recorded.isPassed()) {
            succeed(result(run));
        } else {
            fail(new AbortException(recorded.reason().orElse(run.name())));
        }
    }

    private void announce(StepRun run) throws IOException, InterruptedException {
        NotesDraft given = Masking.of(getContext())
                .mask(ReleaseStep.given(step().getNotes())
                        .map(AnnounceReleaseExecution::draft)
                        .orElse(NotesDraft.EMPTY));
        Release before = run.state();
        String version =
                before.version().orElseThrow(() -> new AbortException(Messages.AnnounceReleaseExecution_noVersion()));
        List<Channel> channels = channels(before);
        run.begin(Optional.empty());
        ReleaseNotes notes = keep(run, given, version);
        run.log(Messages.AnnounceReleaseExecution_rendered(notes.title(), run.link(Messages.checklistLink())));
        if (step().isDryRun()) {
            run.log(MarkdownNotes.render(notes));
            run.finish(Outcome.PASSED, Optional.empty());
            return;
        }
        List<DeliveryState> deliveries = new Announcer(run)
                .deliver(MessageEvent.RELEASE_ANNOUNCED, channels, channel -> message(run, notes, channel));
        finish(run, deliveries);
    }

    /** Keeps the notes with the release: what is given first, then the whole as it is rendered. Nothing that is kept already. */
    private static ReleaseNotes keep(StepRun run, NotesDraft given, String version) throws IOException {
        run.record()
                .update(state -> given.merge(state.draft()).equals(state.draft())
                        ? Change.none(state)
                        : Change.by(run.actor(), state, new ReleaseEvent.NotesDrafted(given)));
        ReleaseNotes notes = notes(run, version);
        ReleaseEvent.NotesRendered rendered =
                new ReleaseEvent.NotesRendered(MarkdownNotes.render(notes), HtmlNotes.render(notes));
        run.record()
                .update(state -> state.notes().equals(Optional.of(rendered))
                        ? Change.none(state)
                        : Change.by(run.actor(), state, rendered));
        return notes;
    }

    private static void finish(StepRun run, List<DeliveryState> deliveries) throws IOException {
        String failed = deliveries.stream()
                .filter(delivery -> delivery.status() != DeliveryStatus.DELIVERED)
                .map(delivery -> delivery.channel() + " (" + delivery.reason().orElse("") + ")")
                .collect(Collectors.joining(", "));
        if (failed.isEmpty()) {
            run.finish(Outcome.PASSED, Optional.empty());
        } else {
            run.finish(Outcome.FAILED, Optional.of(Messages.AnnounceReleaseExecution_failed(failed)));
        }
    }

    /** The notes that the step gives: the summary as text, or all fields as in the plan. */
    static NotesDraft draft(String notes) {
        Object value = Structured.value(notes);
        return value instanceof String summary
                ? new NotesDraft(Optional.of(summary), List.of(), Optional.empty(), List.of())
                : InlineValues.notes(value, "notes");
    }

    private List<Channel> channels(Release release) throws AbortException {
        List<String> names = step().getChannels() == null
                ? release.plan().stream()
                        .flatMap(plan -> plan.announce().stream())
                        .map(Announcement::channel)
                        .toList()
                : Structured.list(step().getChannels());
        return Channels.named(names);
    }

    /** The notes are dated by the beginning of the run, so that they are the same after a restart. */
    private static ReleaseNotes notes(StepRun run, String version) throws IOException {
        Release release = run.state();
        return ReleaseNotes.of(
                application(run, release),
                version,
                LocalDate.ofInstant(run.recorded().orElseThrow().started(), ZoneId.systemDefault()),
                release.type().id(),
                release.draft(),
                ChangeLog.of(run.build()));
    }

    static String application(StepRun run, Release release) {
        return release.application().orElseGet(() -> run.build().getParent().getDisplayName());
    }

    private static Message message(StepRun run, ReleaseNotes notes, String channel) {
        try {
            Release release = run.state();
            return Message.announcing(
                    notes,
                    run.recorded().orElseThrow().started(),
                    release.status().name(),
                    Optional.empty(),
                    channel,
                    links(run));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of the checklist, where Jenkins knows its own address. */
    static List<Link> links(StepRun run) {
        String root = Jenkins.get().getRootUrl();
        return root == null
                ? List.of()
                : List.of(new Link(
                        Messages.checklistLink(), URI.create(root + run.build().getUrl() + "release-checklist/")));
    }

    private static Map<String, Object> result(StepRun run) throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        Release release = run.state();
        release.notes().ifPresent(notes -> result.put("markdown", notes.markdown()));
        release.notes().ifPresent(notes -> result.put("html", notes.html()));
        List<Map<String, Object>> deliveries = new ArrayList<>();
        for (DeliveryState delivery : release.deliveries()) {
            if (delivery.run().equals(run.id())) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("channel", delivery.channel());
                entry.put("status", delivery.status().name());
                entry.put("attempts", delivery.attempts());
                deliveries.add(entry);
            }
        }
        result.put("deliveries", deliveries);
        return result;
    }
}
