package io.jenkins.plugins.releasechecklist.builds.decision;

import hudson.AbortException;
import hudson.model.Job;
import hudson.model.Run;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseHistory;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.config.Protection.TemplateDemand;
import io.jenkins.plugins.releasechecklist.config.Roles;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.checklist.VersionChange;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedRule;
import io.jenkins.plugins.releasechecklist.engine.gate.ExcludedVoters;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.Participant;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.HashChain;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.ReleaseProjection;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jvnet.localizer.LocaleProvider;

/**
 * What a gate would ask for now, were a new build of the job to come to it. What plan and Jenkinsfile ask for is taken from the newest
 * build that opened a gate for the environment. Nothing is recorded. Asks the security realm for the user, and reads records.
 *
 * @param last the number of that build; empty when there is none, and so nothing is known of plan and Jenkinsfile
 * @param refusals why the build could not come to the gate at all
 * @param problem why the gate could not open; empty when it could
 * @param demands what it would ask for, and by whom; none when it could not open
 * @param standing what it would lack for a Go
 * @param roles those that the user holds
 * @param noVote why a vote of the user would not count; empty when it would
 */
public record DryRun(
        OptionalInt last,
        List<String> refusals,
        String problem,
        List<AttributedRule> demands,
        GateStanding standing,
        List<String> roles,
        String noVote) {

    /** Whether the gate would say Go at once, asking nobody. */
    public boolean isGo() {
        return refusals.isEmpty() && problem.isEmpty() && standing.waitingFor().isEmpty();
    }

    /**
     * Tries it.
     *
     * @param environment its canonical name
     * @param user who would start the build, and vote
     * @param version empty: nobody said it
     * @throws IOException when the release index of the job cannot be read
     */
    public static DryRun of(Job<?, ?> job, String environment, String user, ReleaseType type, Optional<String> version)
            throws IOException {
        Roles roles = Roles.configured();
        Participants participants = new Participants(
                List.of(new Participant(user, roles.key(user), Phrase.of("gate.starts"))),
                false,
                List.of(),
                Optional.empty(),
                Optional.empty());
        List<String> held = new BuildAdmission(job, roles).heldBy(user);
        Optional<Earlier> earlier = Earlier.newest(job, environment);
        OptionalInt last = earlier.stream().mapToInt(Earlier::build).findFirst();
        ReleaseProjection fold = new ReleaseProjection();
        try {
            ReleaseDetails details = details(job, environment, earlier, type, version);
            BuildRef build = new BuildRef(job.getFullName(), job.getNextBuildNumber(), job.getUrl());
            apply(fold, new ReleaseEvent.Opened(details, build, List.of(new Person(user, user)), Optional.empty()));
            GateOpening opening = new GateOpening(
                    job,
                    Ids.slug(environment),
                    Optional.of(environment),
                    fold.snapshot(Optional.empty(), false),
                    participants);
            List<String> refusals = new ArrayList<>(opening.refusals());
            if (details.template().isPresent()) {
                BuildAdmission.refusal(Protection.of(job, environment), environment, details.template())
                        .ifPresent(refusals::add);
            }
            ReleaseEvent.GateOpened opened = opening.demanding(
                    "dry-run", Optional.empty(), earlier.map(Earlier::wishes).orElse(List.of()));
            apply(fold, opened);
            Release release = fold.snapshot(Optional.empty(), false);
            GateState gate = release.gate(opened.gate()).orElseThrow();
            ExcludedVoters barred = new ExcludedVoters(gate.policy().voters(), participants);
            boolean attributed = Jenkins.get().getSecurityRealm() != SecurityRealm.NO_AUTHENTICATION;
            Stream<UnmetCondition> occupied = ExclusiveEnvironments.get().turn(job, gate).stream()
                    .filter(turn -> !turn.isFree())
                    .map(UnmetCondition.ForEnvironment::new);
            GateStanding standing = release.standing(
                    gate,
                    Stream.concat(refusals.stream().map(UnmetCondition.ForAdmission::new), occupied)
                            .toList(),
                    approval -> roles.electorate(approval, barred.keys()),
                    attributed,
                    Instant.now());
            String noVote = barred.refusal(standing.asked(), user, roles.key(user), held, Optional.empty())
                    .map(why -> why.in(LocaleProvider.getLocale()))
                    .orElse("");
            return new DryRun(last, refusals, "", gate.policy().demands(), standing, held, noVote);
        } catch (AbortException e) {
            return new DryRun(last, List.of(), e.getMessage(), List.of(), GateStanding.NOTHING, held, "");
        }
    }

    private static void apply(ReleaseProjection fold, ReleaseEvent event) {
        fold.apply(new Event(fold.seq() + 1, Instant.now(), Actor.SYSTEM, event, HashChain.GENESIS));
    }

    /** The plan and the template of the earlier build; without both, the template that is demanded. */
    private static ReleaseDetails details(
            Job<?, ?> job, String environment, Optional<Earlier> earlier, ReleaseType type, Optional<String> version)
            throws AbortException {
        ReleaseDetails known = earlier.map(Earlier::details).orElse(ReleaseDetails.UNKNOWN);
        ReleaseDetails details = new ReleaseDetails(
                known.application(),
                version,
                Optional.of(type),
                known.plan(),
                known.checklist(),
                List.of(),
                version.map(
                        number -> VersionChange.between(ReleaseHistory.releasedVersions(job, Long.MAX_VALUE), number)),
                known.template(),
                known.environments());
        Optional<TemplateDemand> demand = Protection.of(job, environment).template();
        return known.plan().isEmpty() && known.template().isEmpty() && demand.isPresent()
                ? details.with(
                        demand.get().template(), Map.of(demand.get().word().orElse(environment), environment))
                : details;
    }

    /** What an earlier build asked of its gate. */
    private record Earlier(int build, ReleaseDetails details, List<AttributedPolicy> wishes) {
        private static final int MOST_BUILDS = 10;

        static Optional<Earlier> newest(Job<?, ?> job, String environment) throws IOException {
            Optional<String> name = HistoryScope.of(job).name();
            for (ReleaseLine line : ReleaseIndexStore.read(job).of(name).before(Long.MAX_VALUE, MOST_BUILDS)) {
                Run<?, ?> run = line.discarded() ? null : job.getBuildByNumber(line.build());
                RecordPointer pointer = run == null ? null : run.getAction(RecordPointer.class);
                if (pointer != null) {
                    Release release = pointer.record().state();
                    Optional<GateState> gate = release.latestGate(environment);
                    if (gate.isPresent()) {
                        // Whether the owners decide is for the rules of this moment to say.
                        return Optional.of(new Earlier(
                                line.build(),
                                release.details(),
                                gate.get().opening().wishes().stream()
                                        .filter(wish -> !wish.by()
                                                .text()
                                                .equals(Phrase.of("gate.checklist")
                                                        .text()))
                                        .toList()));
                    }
                }
            }
            return Optional.empty();
        }
    }
}
