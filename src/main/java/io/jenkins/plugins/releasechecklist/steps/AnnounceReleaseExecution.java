package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.config.Audiences;
import io.jenkins.plugins.releasechecklist.config.audience.Addressee;
import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.notes.HtmlNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.MarkdownNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.notes.ReleaseNotes;
import io.jenkins.plugins.releasechecklist.engine.plan.Announcement;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.InlineValues;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.AttachedFile;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.steps.ReleaseStepExecution.OnFailure;
import io.jenkins.plugins.releasechecklist.steps.announce.Attachments;
import io.jenkins.plugins.releasechecklist.steps.announce.BuildChangeLog;
import io.jenkins.plugins.releasechecklist.steps.announce.MessageContext;
import io.jenkins.plugins.releasechecklist.steps.run.NotesInWorkspace;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.SecretMasker;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Renders the notes once, keeps them, and has them delivered; after a restart it goes on with what is not delivered. */
class AnnounceReleaseExecution extends ReleaseStepExecution<AnnounceReleaseStep> {
    private static final long serialVersionUID = 1L;

    AnnounceReleaseExecution(StepContext context, AnnounceReleaseStep step) {
        super(context, step);
    }

    @Override
    void proceed() throws Exception {
        StepRun run = run();
        OnFailure onFailure = Parameters.oneOf("onFailure", step().getOnFailure(), OnFailure.values());
        if (!run.isSettled()) {
            announce(run);
        }
        RunState recorded = run.recorded().orElseThrow();
        if (recorded.isPassed()) {
            succeed(result(run));
        } else {
            onFailure.apply(this, run, recorded.reason().orElse(run.name()), result(run));
        }
    }

    private void announce(StepRun run) throws IOException, InterruptedException {
        Release before = run.state();
        String version =
                before.version().orElseThrow(() -> new AbortException(Messages.AnnounceReleaseExecution_noVersion()));
        List<Addressee> addressees = addressees(run, before);
        if (run.recorded().isEmpty()) {
            begin(run);
        }
        ReleaseNotes notes = keep(run, version, step().isDryRun());
        run.log(Messages.AnnounceReleaseExecution_rendered(notes.title(), run.link(Messages.checklistLink())));
        if (step().isDryRun()) {
            run.log(MarkdownNotes.render(notes));
            run.finish(Outcome.PASSED, Optional.empty());
            return;
        }
        List<DeliveryState> deliveries = MessageContext.deliveries(run)
                .deliver(
                        MessageEvent.RELEASE_ANNOUNCED,
                        run.id(),
                        addressees,
                        addressee -> message(run, notes, addressee));
        finish(run, deliveries);
    }

    /**
     * Reads what comes from the workspace, and records it together with the beginning of the run: where the run has begun,
     * nothing is read again, and the workspace may be gone. The beginning comes last, should the controller die in between.
     */
    private void begin(StepRun run) throws IOException, InterruptedException {
        NotesDraft given = givenNotes(
                getContext(),
                Parameters.given(step().getNotes()),
                Parameters.given(step().getNotesFile()),
                run.state().version());
        List<AttachedFile> files =
                step().getAttach() == null ? List.of() : Attachments.copy(run, Parameters.list(step().getAttach()));
        run.record().update(state -> {
            List<ReleaseEvent> events = new ArrayList<>();
            if (!state.draftWith(given).equals(state.draft())) {
                events.add(new ReleaseEvent.NotesDrafted(given));
            }
            if (!files.isEmpty()) {
                events.add(new ReleaseEvent.FilesAttached(run.id(), files));
            }
            events.add(run.beginning(Optional.empty()));
            return Change.by(run.actor(), state, events.toArray(ReleaseEvent[]::new));
        });
    }

    private static void finish(StepRun run, List<DeliveryState> deliveries) throws IOException {
        String failed = deliveries.stream()
                .filter(delivery -> delivery.status() != DeliveryStatus.DELIVERED)
                .map(delivery -> delivery.channel() + " (" + delivery.reason().orElse("") + ")")
                .collect(Collectors.joining(", "));
        if (failed.isEmpty()) {
            run.finish(Outcome.PASSED, Optional.empty());
        } else {
            run.finish(Outcome.FAILED, Optional.of(Phrase.of("record.event.notDelivered", failed)));
        }
    }

    private List<Addressee> addressees(StepRun run, Release release) throws AbortException {
        List<Announcement> to = new ArrayList<>();
        if (step().getChannels() == null && step().getAudiences() == null) {
            to.addAll(release.plan().map(Plan::announce).orElse(List.of()));
        }
        names(step().getAudiences()).map(Announcement::audience).forEach(to::add);
        names(step().getChannels()).map(Announcement::channel).forEach(to::add);
        return Audiences.of(run.build().getParent(), release.plan(), to);
    }

    private static Stream<String> names(String list) {
        return list == null ? Stream.empty() : Parameters.list(list).stream().distinct();
    }

    private static Message message(StepRun run, ReleaseNotes notes, Addressee addressee) {
        try {
            Release release = run.state();
            List<Link> links = new ArrayList<>(MessageContext.links(run));
            links.addAll(MessageContext.files(run, release));
            return Message.announcing(
                    notes,
                    run.recorded().orElseThrow().started(),
                    release.status().name(),
                    Optional.empty(),
                    addressee.readers(),
                    links,
                    MessageContext.support(run, release));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> result(StepRun run) throws IOException {
        Map<String, Object> result = new LinkedHashMap<>();
        Release release = run.state();
        release.notes().ifPresent(notes -> result.put("markdown", notes.markdown()));
        release.notes().ifPresent(notes -> result.put("html", notes.html()));
        result.put(
                "deliveries",
                release.deliveries().stream()
                        .filter(delivery -> delivery.run().equals(run.id()))
                        .map(AnnounceReleaseExecution::row)
                        .toList());
        return result;
    }

    /** A delivery as a script can use it. */
    static Map<String, Object> row(DeliveryState delivery) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("channel", delivery.channel());
        row.put("status", delivery.status().name());
        row.put("attempts", delivery.attempts());
        return row;
    }

    /**
     * Renders the notes and keeps them, unless these very notes are kept already. From then on nobody edits them any more,
     * unless it is a dry run.
     */
    private static ReleaseNotes keep(StepRun run, String version, boolean dryRun)
            throws IOException, InterruptedException {
        List<io.jenkins.plugins.releasechecklist.engine.notes.commit.Change> changes = BuildChangeLog.of(run.build());
        Optional<String> announcedBy = dryRun ? Optional.empty() : Optional.of(run.id());
        return run.record()
                .update(state -> {
                    ReleaseNotes notes = notes(run, state, version, changes);
                    ReleaseEvent.NotesRendered rendered = new ReleaseEvent.NotesRendered(
                            MarkdownNotes.render(notes), HtmlNotes.render(notes), announcedBy);
                    return state.notes().equals(Optional.of(rendered))
                            ? Change.none(notes)
                            : Change.by(run.actor(), notes, rendered);
                })
                .answer();
    }

    /** The notes are dated by the beginning of the run, so that they are the same after a restart. */
    private static ReleaseNotes notes(
            StepRun run,
            Release release,
            String version,
            List<io.jenkins.plugins.releasechecklist.engine.notes.commit.Change> changes) {
        return ReleaseNotes.of(
                MessageContext.application(run, release),
                version,
                LocalDate.ofInstant(release.run(run.id()).orElseThrow().started(), ZoneId.systemDefault()),
                release.type().id(),
                release.draft(),
                changes);
    }

    /** Reads the notes of both parameters, and hides secrets in them. What is given inline goes before what the file says. */
    private static NotesDraft givenNotes(
            StepContext context, Optional<String> notes, Optional<String> file, Optional<String> version)
            throws IOException, InterruptedException {
        NotesDraft inline = notes.map(AnnounceReleaseExecution::inlineNotes).orElse(NotesDraft.EMPTY);
        NotesDraft shown = SecretMasker.of(context).mask(inline);
        return file.isEmpty() ? shown : shown.merge(new NotesInWorkspace(context, file.get()).read(version));
    }

    /** Notes that are given inline: the summary as text, or all fields as in the plan. */
    static NotesDraft inlineNotes(String notes) {
        Object value = Parameters.value(notes);
        return value instanceof String summary
                ? new NotesDraft(Optional.of(summary), List.of(), Optional.empty(), List.of())
                : InlineValues.notes(value, "notes");
    }
}
