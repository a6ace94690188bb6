package io.jenkins.plugins.releasechecklist.builds.waiting;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.decision.Decisions;
import io.jenkins.plugins.releasechecklist.builds.decision.GateSnapshot;
import io.jenkins.plugins.releasechecklist.builds.decision.VerdictAnswers;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingBuild.WaitingGate;
import io.jenkins.plugins.releasechecklist.config.ReleasePermissions;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.OpenSignOff;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * What waits for one person, the longest waiting first. Only builds whose job the person may read and decide in are part of it.
 *
 * @param decisions the gates that lack this person's vote
 * @param questions the verifications that ask this person for a verdict
 * @param signOffs the items that lack this person's signature, in builds that run
 * @param handoffs the same in builds that have ended
 */
public record PersonalWork(
        List<Decision> decisions, List<Question> questions, List<Signature> signOffs, List<Signature> handoffs) {
    private static final Logger LOGGER = Logger.getLogger(PersonalWork.class.getName());

    public PersonalWork {
        decisions = List.copyOf(decisions);
        questions = List.copyOf(questions);
        signOffs = List.copyOf(signOffs);
        handoffs = List.copyOf(handoffs);
    }

    /** What of these builds waits for the calling user. */
    public static PersonalWork of(Approver me, Collection<WaitingBuild> waiting) {
        List<Signature> signatures = isEntitled(me) ? signatures(me, waiting) : List.of();
        return new PersonalWork(
                decisions(me, waiting),
                questions(me, waiting),
                signatures.stream().filter(one -> !one.place().build().ended()).toList(),
                signatures.stream().filter(one -> one.place().build().ended()).toList());
    }

    /** Only the gates: few wait at a time, while open handoffs add up, and every page of Jenkins asks for this. */
    public static List<Decision> decisions(Approver me, Collection<WaitingBuild> waiting) {
        if (!isEntitled(me)) {
            return List.of();
        }
        return waiting.stream()
                .filter(build -> !build.gates().isEmpty())
                .flatMap(build -> jobOf(build).stream().flatMap(job -> decisions(build, job, me).stream()))
                .sorted(Comparator.comparing(decision -> decision.gate().opened()))
                .toList();
    }

    /** The same of the verifications that ask the person. */
    public static List<Question> questions(Approver me, Collection<WaitingBuild> waiting) {
        if (!isEntitled(me)) {
            return List.of();
        }
        return waiting.stream()
                .filter(WaitingBuild::asks)
                .flatMap(build -> jobOf(build).stream().flatMap(job -> questions(build, job, me).stream()))
                .sorted(Comparator.comparing(Question::since))
                .toList();
    }

    private static List<Question> questions(WaitingBuild build, Job<?, ?> job, Approver me) {
        Run<?, ?> run = job.getBuildByNumber(build.number());
        Optional<ReleaseRecord> record = run == null ? Optional.empty() : BuildRecords.of(run);
        if (record.isEmpty()) {
            return List.of();
        }
        try {
            Release release = record.get().state();
            VerdictAnswers answers = new VerdictAnswers(run, record.get());
            return release.askingRuns().stream()
                    .filter(asking -> release.damage().isEmpty() && answers.asks(me, release, asking))
                    .map(asking -> new Question(new Place(build, job, "run-" + asking.run()), asking))
                    .toList();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the release record of " + run);
            return List.of();
        }
    }

    private static List<Signature> signatures(Approver me, Collection<WaitingBuild> waiting) {
        List<Signature> signatures = new ArrayList<>();
        for (WaitingBuild build : waiting) {
            List<OpenSignOff> mine = build.signOffs().stream()
                    .filter(open -> me.unattributed() || open.asks(me.roles(), me.key()))
                    .toList();
            if (!mine.isEmpty()) {
                jobOf(build)
                        .ifPresent(job -> mine.forEach(open ->
                                signatures.add(new Signature(new Place(build, job, "item-" + open.item()), open))));
            }
        }
        signatures.sort(Comparator.comparing(Signature::since));
        return signatures;
    }

    private static boolean isEntitled(Approver me) {
        return me.unattributed() || !me.roles().isEmpty();
    }

    /** Where the person is asked for something, most urgent first: gates before items, builds that run before others. */
    public List<Place> places() {
        return Stream.concat(
                        Stream.concat(
                                decisions.stream().map(Decision::place),
                                questions.stream().map(Question::place)),
                        Stream.concat(signOffs.stream(), handoffs.stream()).map(Signature::place))
                .toList();
    }

    /** The job, when the calling user may read it and decide in it, and when the build is still there. */
    private static Optional<Job<?, ?>> jobOf(WaitingBuild build) {
        return build.visibleJob().filter(job -> job.hasPermission(ReleasePermissions.APPROVE));
    }

    private static List<Decision> decisions(WaitingBuild build, Job<?, ?> job, Approver me) {
        Run<?, ?> run = build.gates().isEmpty() ? null : job.getBuildByNumber(build.number());
        Optional<ReleaseRecord> record = run == null ? Optional.empty() : BuildRecords.of(run);
        if (record.isEmpty()) {
            return List.of();
        }
        try {
            return decisions(build, job, me, record.get().state(), new Decisions(run, record.get()));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the release record of " + run);
            return List.of();
        }
    }

    private static List<Decision> decisions(
            WaitingBuild build, Job<?, ?> job, Approver me, Release release, Decisions decisions) throws IOException {
        List<Decision> asked = new ArrayList<>();
        for (WaitingGate waiting : build.gates()) {
            Optional<GateState> gate = release.gate(waiting.id()).filter(GateState::isWaiting);
            if (gate.isPresent() && release.damage().isEmpty()) {
                GateSnapshot now = decisions.now(gate.get());
                if (now.asks(gate.get(), me)) {
                    Place place = new Place(build, job, "gate-" + waiting.id());
                    asked.add(new Decision(place, gate.get(), now.standing()));
                }
            }
        }
        return asked;
    }

    /** Where something waits. */
    public record Place(WaitingBuild build, Job<?, ?> job, String anchor) {
        /** Where the page of the release is below the root of Jenkins, without a slash at its beginning. */
        public String page() {
            return job.getUrl() + build.number() + "/release-checklist/";
        }

        /** Where it is on that page. */
        public String path() {
            return page() + "#" + anchor;
        }
    }

    /** A gate that asks the person. */
    public record Decision(Place place, GateState gate, GateStanding standing) {}

    /** A verification that asks the person for a verdict. */
    public record Question(Place place, RunState run) {
        /** When it began to ask. */
        public Instant since() {
            return run.openQuestion().orElseThrow().at();
        }
    }

    /** An item that asks the person. */
    public record Signature(Place place, OpenSignOff signOff) {
        /** When it began to wait. */
        public Instant since() {
            return signOff.since().orElseThrow();
        }
    }
}
