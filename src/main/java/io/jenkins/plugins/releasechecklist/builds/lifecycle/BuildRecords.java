package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import hudson.AbortException;
import hudson.Extension;
import hudson.PluginWrapper;
import hudson.model.Cause;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.releasechecklist.builds.history.DeploymentRequest;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseHistory;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.checklist.VersionChange;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanException;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignKinds;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.PlanReader;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Artifact;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.EventDraft;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.PlanSource;
import io.jenkins.plugins.releasechecklist.engine.record.event.RecordFormat;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordDamagedException;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordHead;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

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
            List<EventDraft> events = firstEvents(run, actor, known);
            record.update(state -> state.opened().isPresent() ? Change.none(state) : new Change<>(events, state));
        }
        return record;
    }

    /**
     * Adds to the record what is said about the release, and opens it when it is not open yet.
     *
     * @throws AbortException when a detail contradicts what the record knows, comes after a gate was opened, or when the version is
     *     still unknown
     */
    public static ReleaseRecord add(Run<?, ?> run, Actor actor, ReleaseDetails said) throws IOException {
        ReleaseRecord record = pointed(run);
        if (record.state().damage().isPresent()) {
            throw new RecordDamagedException(record.state().damage().get());
        }
        Optional<DeploymentRequest> request = DeploymentRequest.of(run);
        if (request.isPresent() && record.state().opened().isEmpty()) {
            requireOneChecklist(said);
            open(run, actor, said);
        }
        ReleaseDetails before = record.state().details();
        if (request.isPresent()) {
            requirePromoted(request.get(), before, said.artifacts());
        }
        if (said.version().or(before::version).isEmpty()) {
            throw new AbortException(Messages.BuildRecords_noVersion());
        }
        if (record.state().opened().isEmpty()) {
            requireOneChecklist(said);
            open(run, actor, said);
        }
        update(record, actor, said, withType(run, before.orElse(said)), false);
        return record;
    }

    /**
     * Makes the release follow a template that administrators demand, unless it follows one.
     *
     * @param environments what they say that environments of the template are called, by the words of the template
     * @throws AbortException when what the record knows does not go together with the template
     */
    public static void follow(ReleaseRecord record, Actor actor, Template template, Map<String, String> environments)
            throws IOException {
        ReleaseDetails said = ReleaseDetails.UNKNOWN.with(template, environments);
        update(record, actor, said, said, true);
    }

    /** What a rule of an administrator adds is never too late: it takes nothing from gates that were open before. */
    private static void update(
            ReleaseRecord record, Actor actor, ReleaseDetails said, ReleaseDetails typed, boolean byRule)
            throws IOException {
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
            contradiction("template", followed(state.details()), followed(said));
            for (Artifact artifact : said.artifacts()) {
                contradiction(
                        "artifact " + artifact.name(),
                        state.details().artifact(artifact.name()).map(Artifact::digest),
                        Optional.of(artifact.digest()));
            }
            ReleaseDetails all = state.details().orElse(typed);
            if (all.equals(state.details())) {
                return Change.none(state);
            }
            requireOneChecklist(all);
            ReleaseDetails more = all.without(state.details());
            if (!byRule && !state.gates().isEmpty() && !more.decisive().isEmpty()) {
                throw new AbortException(Messages.BuildRecords_closed(
                        String.join(", ", more.decisive()), state.gates().get(0).id()));
            }
            return Change.by(actor, state, new ReleaseEvent.DetailsAdded(more));
        });
    }

    /** What is promoted or brought back was built before. Another digest of the same name is a contradiction anyway. */
    private static void requirePromoted(DeploymentRequest request, ReleaseDetails known, List<Artifact> said)
            throws AbortException {
        for (Artifact artifact : said) {
            if (known.artifact(artifact.name()).isEmpty()) {
                throw new AbortException(Messages.BuildRecords_notPromoted(artifact.name(), request.originNumber()));
            }
        }
    }

    /** The template by its name and by who keeps it; a newer version of it is no other one. */
    private static Optional<String> followed(ReleaseDetails details) {
        return details.template()
                .map(template -> template.name() + " (" + template.source() + ")")
                .or(() -> details.checklist().map(Checklist::id));
    }

    /** A plan and a template can come from different steps, so that only here both are known. */
    private static void requireOneChecklist(ReleaseDetails details) throws AbortException {
        if (details.template().isEmpty() || details.plan().isEmpty()) {
            return;
        }
        Template template = details.template().get();
        PlanSource source = details.plan().get();
        Plan plan;
        try {
            plan = PlanReader.read(
                    source.text(),
                    source.file(),
                    Templates.BUILT_IN.with(template),
                    Templates.read(template),
                    ForeignKinds.ANY);
        } catch (PlanException e) {
            throw new AbortException(Messages.BuildRecords_unfit(source.file(), template.label(), e.getMessage()));
        }
        if (plan.ownChecklist()) {
            throw new AbortException(
                    Messages.BuildRecords_ownChecklist(source.file(), template.label(), template.name()));
        }
        contradiction("template", plan.template(), Optional.of(template.name()));
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
                // What lies there before anybody could write to it is nothing of ours.
                pointer.onLoad(run);
                pointer.record().expect(RecordHead.NONE);
                run.addAction(pointer);
                run.save();
            }
            return pointer.record();
        }
    }

    /** Records the end of the build, once. */
    private static void close(Run<?, ?> run, ReleaseRecord record) {
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

    /** The first events of a record: who started the build, where it comes from, and what it inherits from there. */
    private static List<EventDraft> firstEvents(Run<?, ?> run, Actor actor, ReleaseDetails known) {
        Optional<OriginFinder.Origin> origin = OriginFinder.originOf(run);
        Optional<Release> before = origin.flatMap(from -> release(from.build()));
        Optional<DeploymentRequest> request = DeploymentRequest.of(run);
        ReleaseDetails details =
                request.map(it -> requested(it, known, before)).orElseGet(() -> details(known, origin, before));
        List<EventDraft> events = new ArrayList<>();
        events.add(new EventDraft(
                actor,
                new ReleaseEvent.Opened(
                        withType(run, details),
                        reference(run),
                        starters(run),
                        origin.map(from -> reference(from.build())),
                        Optional.of(RecordFormat.by(writer())))));
        request.ifPresent(it -> events.add(new EventDraft(it.actor(), it.event(run.getParent()))));
        before.filter(release -> request.isPresent() && !release.draft().isEmpty())
                .ifPresent(release -> events.add(new EventDraft(Actor.SYSTEM, notes(release))));
        before.flatMap(release -> Inheritance.of(run, origin.orElseThrow(), release))
                .ifPresent(event -> events.add(new EventDraft(actor, event)));
        return events;
    }

    static String writer() {
        PluginWrapper plugin = Jenkins.get().getPluginManager().whichPlugin(BuildRecords.class);
        return plugin == null ? "unknown" : plugin.getVersion();
    }

    /** What a person wrote stays all there is; what plan and steps say may still add to it otherwise. */
    private static ReleaseEvent notes(Release release) {
        return release.notesHistory().editor().isPresent()
                ? new ReleaseEvent.NotesEdited(release.draft())
                : new ReleaseEvent.NotesDrafted(release.draft());
    }

    /** A promotion releases what the origin did. Of one that is gone or cannot be read, the request tells the version. */
    private static ReleaseDetails requested(DeploymentRequest request, ReleaseDetails known, Optional<Release> before) {
        return before.map(Release::details)
                .orElse(new ReleaseDetails(
                        known.application(), request.version(), known.type(), Optional.empty(), Optional.empty()))
                .promotedWith(known);
    }

    /** A restart from a stage that comes after {@code releaseChecklist} releases what the origin said: version, plan and all. */
    private static ReleaseDetails details(
            ReleaseDetails known, Optional<OriginFinder.Origin> origin, Optional<Release> before) {
        return known.equals(ReleaseDetails.UNKNOWN)
                        && origin.filter(OriginFinder.Origin::skipsStages).isPresent()
                ? before.map(Release::details).orElse(known)
                : known;
    }

    /** The details with how far the version is from what was released, from which the type follows where nobody said it. */
    private static ReleaseDetails withType(Run<?, ?> run, ReleaseDetails details) {
        return details.change().isPresent()
                ? details
                : details.version()
                        .map(version ->
                                details.with(VersionChange.between(ReleaseHistory.releasedVersions(run), version)))
                        .orElse(details);
    }

    /** The build as records name it. */
    public static BuildRef reference(Run<?, ?> run) {
        return new BuildRef(run.getParent().getFullName(), run.getNumber(), run.getUrl());
    }

    /** The release of a build; empty where it has no record, or one that cannot be read. */
    public static Optional<Release> release(Run<?, ?> build) {
        try {
            Optional<ReleaseRecord> record = of(build);
            return record.isEmpty()
                    ? Optional.empty()
                    : Optional.of(record.get().state());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the release record of " + build);
            return Optional.empty();
        }
    }

    /** Whoever started, replayed or restarted the build, also through upstream builds. */
    static List<Person> starters(Run<?, ?> run) {
        return causes(run)
                .filter(Cause.UserIdCause.class::isInstance)
                .map(Cause.UserIdCause.class::cast)
                .filter(user -> user.getUserId() != null)
                .map(user -> new Person(user.getUserId(), user.getUserName()))
                .distinct()
                .toList();
    }

    /** Why the build was started, and why the builds were that started it. */
    static Stream<Cause> causes(Run<?, ?> run) {
        return causes(run.getCauses());
    }

    private static Stream<Cause> causes(List<Cause> causes) {
        return causes.stream()
                .flatMap(cause -> cause instanceof Cause.UpstreamCause upstream
                        ? Stream.concat(Stream.of(cause), causes(upstream.getUpstreamCauses()))
                        : Stream.of(cause));
    }

    /** Closes the record of a build that ends: nothing of it runs or waits after that. */
    @Extension
    public static final class RecordCloser extends RunListener<Run<?, ?>> {
        @Override
        public void onCompleted(Run<?, ?> run, TaskListener listener) {
            RecordPointer pointer = run.getAction(RecordPointer.class);
            if (pointer != null) {
                BackgroundWork.submit(() -> close(run, pointer.record()));
            }
        }
    }
}
