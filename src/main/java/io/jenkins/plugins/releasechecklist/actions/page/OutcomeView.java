package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.page.HeaderView.BuildLink;
import io.jenkins.plugins.releasechecklist.actions.verification.CheckRunView;
import io.jenkins.plugins.releasechecklist.actions.verification.NumberFormats;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemIds;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Incident;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.OpenWork;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a release ended, and what became of it since.
 *
 * @param release the release
 * @param wording the words for it
 */
public record OutcomeView(Release release, Wording wording) {
    private static final int MOST = 6;

    /** Whether there is anything to say. */
    public boolean any() {
        return !sentence().isEmpty() || incident().isPresent();
    }

    /** Whether something is wrong now. */
    public boolean alarming() {
        return incident().filter(known -> known.ended().isEmpty()).isPresent();
    }

    /** How it ended, with symbol and colour. */
    public StatusView status() {
        return StatusView.of(release.status());
    }

    /** How it ended, in a sentence; empty while it goes on. */
    public String sentence() {
        String what = release.version().orElseGet(Messages::OutcomeView_thisRelease);
        return switch (release.status()) {
            case RELEASED, RELEASED_WITH_OPEN_ITEMS -> {
                String where = release.reach().where("");
                yield where.isEmpty() ? Messages.OutcomeView_live(what) : Messages.OutcomeView_liveIn(what, where);
            }
            case ROLLED_BACK ->
                rollbackRun()
                        .flatMap(run -> liveAt().map(at -> Durations.rounded(Duration.between(at, run.started()))))
                        .map(time -> Messages.OutcomeView_rolledBackAfter(what, time))
                        .orElseGet(() -> Messages.OutcomeView_rolledBack(what));
            case REJECTED -> Messages.OutcomeView_rejected(what);
            case FAILED -> release.ended().isPresent() ? Messages.OutcomeView_failed(what) : "";
            default -> "";
        };
    }

    /** Since when it is out; empty where it is not. */
    public Optional<Instant> liveSince() {
        return release.status() == ReleaseStatus.RELEASED || release.status() == ReleaseStatus.RELEASED_WITH_OPEN_ITEMS
                ? liveAt()
                : Optional.empty();
    }

    private Optional<Instant> liveAt() {
        return release.reach().at();
    }

    /** The last test where the release is out; empty where it is not, or nobody tested it there. */
    public Optional<RunState> test() {
        return liveSince().isEmpty()
                ? Optional.empty()
                : tests().filter(run ->
                                run.judgement().isPresent() || !run.checks().isEmpty())
                        .reduce((earlier, later) -> later);
    }

    private Stream<RunState> tests() {
        List<String> targets = release.reach().targets();
        return targets.isEmpty()
                ? release.runs().stream()
                : targets.stream().flatMap(where -> release.tests(where).stream());
    }

    /** What a test found, in a few words. */
    public String result(RunState test) {
        NumberFormats numbers = new NumberFormats(wording.moments().language());
        String found = test.judgement()
                .map(it -> Messages.OutcomeView_samples(
                        numbers.percent(it.successRate()),
                        it.samples(),
                        it.p95Millis()
                                .map(millis -> Messages.OutcomeView_p95(numbers.millis(millis)))
                                .orElse("")))
                .orElseGet(() -> new CheckRunView(test, 1, false).summary());
        return Messages.OutcomeView_test(Wording.run(test), found);
    }

    /** Who approved what is out; empty where nobody did. */
    public String approvers() {
        return liveSince().stream()
                .flatMap(at -> release.reach().targets().stream())
                .flatMap(where -> release.latestGate(where).stream())
                .filter(gate -> gate.status() == GateStatus.GO)
                .flatMap(gate -> gate.votes().stream())
                .filter(vote -> vote.choice() == Choice.GO)
                .map(Vote::name)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** Who refused it, when and why; empty where nobody did. */
    public Optional<GateState.Settlement> refusal() {
        return release.gates().stream()
                .filter(gate -> release.status() == ReleaseStatus.REJECTED)
                .filter(gate -> gate.status() == GateStatus.NO_GO || gate.status() == GateStatus.TIMED_OUT)
                .reduce((earlier, later) -> later)
                .flatMap(GateState::settlement);
    }

    /** What failed; empty where nothing did, or where the incident says it. */
    public Optional<ItemState> failure() {
        return release.neededItems().stream()
                .filter(item ->
                        release.status() == ReleaseStatus.FAILED && incident().isEmpty())
                .filter(item -> item.status() == ItemStatus.FAILED)
                .findFirst();
    }

    /** The first items that are still open although the build has ended. */
    public List<ItemState> open() {
        return new OpenWork(release).followUps().stream().limit(MOST).toList();
    }

    /** How many more of them there are. */
    public int more() {
        return new OpenWork(release).followUps().size() - open().size();
    }

    /** The latest incident. */
    public Optional<Incident> incident() {
        return release.incident();
    }

    /** How long the incident took; empty while it lasts. */
    public String incidentTook() {
        return release.incident()
                .flatMap(incident -> incident.ended().map(end -> Duration.between(incident.opened(), end)))
                .map(Durations::rounded)
                .orElse("");
    }

    /** Why the incident came about; empty while nobody knows. */
    public String rootCause() {
        return release.item(ItemIds.ROOT_CAUSE)
                .filter(ItemState::isDone)
                .flatMap(ItemState::note)
                .map(Phrase::text)
                .orElse("");
    }

    /** Where the latest rollback goes, and whether it got there. */
    public Optional<BuildLink> rollback() {
        return rollbackRun().map(run -> BuildLink.to(run.target().orElseThrow().build(), rollback(run)));
    }

    private Optional<RunState> rollbackRun() {
        return release.runs().stream().filter(run -> run.target().isPresent()).reduce((earlier, later) -> later);
    }

    private static String rollback(RunState run) {
        ReleaseEvent.RollbackTargeted to = run.target().orElseThrow();
        long passed = run.checks().stream()
                .filter(check -> check.status() == CheckResult.Status.PASSED)
                .count();
        if (run.isRunning()) {
            return Messages.OutcomeView_rollingBack(
                    to.environment(), to.version(), to.build().number());
        }
        return run.isPassed()
                ? Messages.OutcomeView_restored(
                        to.version(), to.environment(), passed, run.checks().size())
                : Messages.OutcomeView_rollbackFailed(to.version(), to.environment());
    }
}
