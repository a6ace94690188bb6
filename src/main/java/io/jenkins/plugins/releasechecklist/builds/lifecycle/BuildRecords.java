package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Artifact;
import io.jenkins.plugins.releasechecklist.engine.record.event.PlanSource;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The records of builds. Thread-safe. Opening and closing write to disk: never on the thread of a Pipeline program. */
public final class BuildRecords {
    private static final Logger LOGGER = Logger.getLogger(BuildRecords.class.getName());

    private BuildRecords() {}

    /** The record of the build, if it has one. That of a finished build is closed first, should a crash have left it open. */
    public static Optional<ReleaseRecord> of(Run<?, ?> run) {
        Optional<ReleaseRecord> record =
                Optional.ofNullable(run.getAction(RecordPointer.class)).map(RecordPointer::record);
        if (!run.isBuilding()) {
            record.ifPresent(it -> close(run, it));
        }
        return record;
    }

    /**
     * The record of the build, opened with what is known when it is not open yet.
     *
     * @param actor who opens it
     * @param known what is known about the release; ignored when the record is open already
     */
    public static ReleaseRecord open(Run<?, ?> run, Actor actor, ReleaseDetails known) throws IOException {
        ReleaseRecord record = pointed(run);
        if (record.state().opened().isEmpty()) {
            Opening opening = Opening.of(run, known);
            record.update(state -> state.opened().isPresent()
                    ? Change.none(state)
                    : Change.by(actor, state, opening.events().toArray(ReleaseEvent[]::new)));
        }
        return record;
    }

    /**
     * Adds to the record what is said about the release, and opens it when it is not open yet.
     *
     * @throws AbortException when a detail contradicts what the record knows, or when the version is still unknown
     */
    public static ReleaseRecord add(Run<?, ?> run, Actor actor, ReleaseDetails said) throws IOException {
        ReleaseRecord record = pointed(run);
        ReleaseDetails before = record.state().details();
        if (said.version().or(before::version).isEmpty()) {
            throw new AbortException(Messages.BuildRecords_noVersion());
        }
        if (record.state().opened().isEmpty()) {
            open(run, actor, said);
        }
        ReleaseDetails typed = Opening.withType(run, before.orElse(said));
        record.update(state -> {
            contradiction("name", state.application(), said.application());
            contradiction("version", state.version(), said.version());
            contradiction(
                    "type",
                    state.details().type().map(ReleaseType::id),
                    said.type().map(ReleaseType::id));
            contradiction(
                    "plan",
                    state.details().plan().map(PlanSource::text),
                    said.plan().map(PlanSource::text));
            contradiction(
                    "template",
                    state.details().checklist().map(Checklist::id),
                    said.checklist().map(Checklist::id));
            for (Artifact artifact : said.artifacts()) {
                contradiction(
                        "artifact " + artifact.name(),
                        state.details().artifact(artifact.name()).map(Artifact::digest),
                        Optional.of(artifact.digest()));
            }
            ReleaseDetails all = state.details().orElse(typed);
            return all.equals(state.details())
                    ? Change.none(state)
                    : Change.by(actor, state, new ReleaseEvent.DetailsAdded(all.without(state.details())));
        });
        return record;
    }

    private static void contradiction(String what, Optional<String> known, Optional<String> said)
            throws AbortException {
        if (known.isPresent() && said.isPresent() && !known.equals(said)) {
            throw new AbortException(
                    what.equals("plan")
                            ? Messages.BuildRecords_otherPlan()
                            : Messages.BuildRecords_contradiction(what, known.get(), said.get()));
        }
    }

    /** The pointer is saved before the first event, so that no record is ever without one. */
    private static ReleaseRecord pointed(Run<?, ?> run) throws IOException {
        synchronized (run) {
            RecordPointer pointer = run.getAction(RecordPointer.class);
            if (pointer == null) {
                pointer = new RecordPointer();
                run.addAction(pointer);
                run.save();
            }
            return pointer.record();
        }
    }

    /** Records the end of the build, once. */
    static void close(Run<?, ?> run, ReleaseRecord record) {
        try {
            Release state = record.state();
            if (state.opened().isEmpty()
                    || state.ended().isPresent()
                    || state.damage().isPresent()) {
                return;
            }
            Result result = run.getResult();
            String name = result == null ? Result.FAILURE.toString() : result.toString();
            record.update(now -> now.ended().isPresent()
                    ? Change.none(now)
                    : Change.by(Actor.SYSTEM, now, new ReleaseEvent.BuildEnded(name)));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot close the release record of " + run);
        }
    }
}
