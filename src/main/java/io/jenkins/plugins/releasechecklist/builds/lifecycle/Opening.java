package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseHistory;
import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.checklist.SemVer;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.Inherited;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The first events of a record: who started the build, where it comes from, and what it inherits from there.
 *
 * @param events in order
 */
public record Opening(List<ReleaseEvent> events) {
    private static final Logger LOGGER = Logger.getLogger(Opening.class.getName());

    static Opening of(Run<?, ?> run, ReleaseDetails known) {
        Optional<OriginFinder.Origin> origin = OriginFinder.originOf(run);
        Optional<Release> before = origin.flatMap(from -> release(from.build()));
        List<ReleaseEvent> events = new ArrayList<>();
        events.add(new ReleaseEvent.Opened(
                withType(run, details(known, origin, before)),
                reference(run),
                Starters.of(run),
                origin.map(from -> reference(from.build()))));
        before.map(release -> inherited(release, origin.orElseThrow().skipsStages()))
                .filter(items -> !items.isEmpty())
                .ifPresent(items -> events.add(new ReleaseEvent.ItemsInherited(items)));
        return new Opening(List.copyOf(events));
    }

    /** A restart from a stage that comes after {@code releaseChecklist} releases what the origin said: version, plan and all. */
    private static ReleaseDetails details(
            ReleaseDetails known, Optional<OriginFinder.Origin> origin, Optional<Release> before) {
        return known.equals(ReleaseDetails.UNKNOWN)
                        && origin.filter(OriginFinder.Origin::skipsStages).isPresent()
                ? before.map(Release::details).orElse(known)
                : known;
    }

    /** The details with the release type, which follows from the version where nobody said it (SPEC section 2). */
    static ReleaseDetails withType(Run<?, ?> run, ReleaseDetails details) {
        Optional<ReleaseType> type = details.type()
                .or(() -> details.version()
                        .flatMap(SemVer::parse)
                        .map(next -> ReleaseType.between(
                                ReleaseHistory.lastReleasedVersion(run).flatMap(SemVer::parse), next)));
        return new ReleaseDetails(
                details.application(),
                details.version(),
                type,
                details.plan(),
                details.checklist(),
                details.artifacts());
    }

    public static BuildRef reference(Run<?, ?> run) {
        return new BuildRef(run.getParent().getFullName(), run.getNumber(), run.getUrl());
    }

    /**
     * What the origin completed. A restart from a stage skips stages, so it inherits what their steps did; a replay does all
     * steps again, so it inherits only what people signed. Decisions of gates are never inherited.
     */
    private static List<Inherited> inherited(Release release, boolean skipsStages) {
        return release.items().stream()
                .filter(item -> item.isDone() && !isDecidedByGate(item))
                .filter(item -> skipsStages || isSigned(item))
                .map(item -> new Inherited(
                        item.item().id(),
                        item.status(),
                        item.waived(),
                        item.actor(),
                        item.at(),
                        item.note(),
                        item.evidence()))
                .toList();
    }

    private static Optional<Release> release(Run<?, ?> build) {
        try {
            Optional<ReleaseRecord> record = BuildRecords.of(build);
            return record.isEmpty()
                    ? Optional.empty()
                    : Optional.of(record.get().state());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the release record of " + build);
            return Optional.empty();
        }
    }

    private static boolean isSigned(ItemState item) {
        return item.actor().filter(actor -> actor.kind() == Actor.Kind.USER).isPresent();
    }

    private static boolean isDecidedByGate(ItemState item) {
        return item.item().completedBy().stream()
                .anyMatch(way -> way instanceof Completion.ByWindow
                        || way instanceof Completion.ByStep step && step.step().equals("releaseGate"));
    }
}
