package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.verification.CheckRunView;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.ApprovalStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.ConditionAnswer;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition.ForApproval;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition.ForChanges;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition.ForCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition.ForItem;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Something that a gate needs, or that speaks for or against its Go.
 *
 * @param status where it stands
 * @param text what it is
 * @param facts who did it or has to do it, and how far it is, in a few words each
 * @param at since when it stands there; empty where nobody knows
 * @param anchor the part of the page that tells more; empty where none does
 * @param item what a signature would settle; empty where none would
 */
public record GateNeed(
        StatusView status,
        String text,
        List<String> facts,
        Optional<Instant> at,
        String anchor,
        Optional<ItemState> item) {
    private static final Set<String> TESTS = Set.of("smokeTest", "withSmokeTest", "postDeployVerify");

    private GateNeed(StatusView status, String text, String... facts) {
        this(status, text, List.of(facts), Optional.empty(), "", Optional.empty());
    }

    public GateNeed {
        facts = facts.stream().filter(fact -> !fact.isEmpty()).toList();
    }

    /** What a gate needs: tests, items, what other systems say, times, and last the people. Of one that is settled, only these. */
    static List<GateNeed> of(GateState gate, GateStanding standing, Release release, Wording wording) {
        Stream<GateNeed> people = standing.approvals().stream().map(approval -> approval(approval, wording));
        if (!gate.isWaiting()) {
            return people.toList();
        }
        List<Item> required = gate.required().orElseGet(() -> release.required(List.of(), gate.opening()));
        List<ForItem> open = only(standing, ForItem.class);
        List<ForChanges> requests = only(standing, ForChanges.class);
        Stream<GateNeed> tests = RunState.latestOfEachName(release.runs()).stream()
                .filter(run -> TESTS.contains(run.step()) && required.stream().noneMatch(item -> covers(item, run)))
                .map(run -> test(run, release));
        Stream<GateNeed> items = Stream.concat(
                required.stream()
                        .filter(item -> open.stream()
                                        .noneMatch(one -> one.item().equals(item.id()))
                                && requests.stream()
                                        .noneMatch(one -> one.item().id().equals(item.id())))
                        .flatMap(item -> release.item(item.id()).stream())
                        .map(state -> done(state, release)),
                Stream.concat(
                        open.stream().map(one -> open(one.item(), one.title(), release, wording)),
                        requests.stream().map(one -> open(one.item().id(), wording.waiting(one), release, wording))));
        Stream<GateNeed> conditions = gate.policy().conditions().stream()
                .flatMap(id -> gate.answers().stream()
                        .filter(answer -> answer.condition().equals(id) && answer.holds()))
                .filter(answer -> only(standing, ForCondition.class).stream()
                        .noneMatch(unmet -> unmet.condition().equals(answer.condition())))
                .map(GateNeed::condition);
        Stream<GateNeed> others = standing.waitingFor().stream()
                .filter(unmet ->
                        !(unmet instanceof ForItem || unmet instanceof ForChanges || unmet instanceof ForApproval))
                .map(unmet -> new GateNeed(StatusView.of(ItemStatus.WAITING), wording.waiting(unmet)));
        return Stream.of(tests, items, conditions, others, people)
                .flatMap(all -> all)
                .toList();
    }

    private static <T extends UnmetCondition> List<T> only(GateStanding standing, Class<T> kind) {
        return standing.waitingFor().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static boolean covers(Item item, RunState run) {
        return item.completedBy().stream()
                .anyMatch(way -> way instanceof Completion.ByStep by && by.covers(run.step(), run.environment()));
    }

    private static GateNeed test(RunState run, Release release) {
        return new GateNeed(
                StatusView.of(run.outcome()),
                Wording.run(run, release.isPreFlight(run)),
                List.of(result(run)),
                run.ended(),
                "run-" + run.run(),
                Optional.empty());
    }

    private static String result(RunState run) {
        return run.judgement()
                .map(judgement -> StatusView.of(judgement.verdict()).text())
                .orElseGet(() -> new CheckRunView(run, 1, false).summary());
    }

    private static GateNeed done(ItemState state, Release release) {
        String by = RunState.latestOfEachName(release.runs()).stream()
                .filter(run -> covers(state.item(), run) && !release.isPreFlight(run))
                .reduce((earlier, later) -> later)
                .map(GateNeed::result)
                .orElseGet(() -> state.actor().map(Actor::name).orElse(""));
        return new GateNeed(
                StatusView.of(state.status()),
                state.item().title(),
                List.of(by),
                state.at(),
                "item-" + state.item().id(),
                Optional.empty());
    }

    private static GateNeed open(String item, String text, Release release, Wording wording) {
        Optional<ItemState> state = release.item(item);
        return new GateNeed(
                StatusView.of(state.filter(known -> !known.isDone())
                        .map(ItemState::status)
                        .orElse(ItemStatus.PENDING)),
                text,
                List.of(state.map(wording::owners).orElse("")),
                Optional.empty(),
                state.isPresent() ? "item-" + item : "",
                state);
    }

    private static GateNeed condition(ConditionAnswer answer) {
        return new GateNeed(
                StatusView.of(ItemStatus.PASSED),
                Messages.GateNeed_condition(answer.condition()),
                List.of(Wording.said(answer.why())),
                Optional.of(answer.at()),
                "",
                Optional.empty());
    }

    private static GateNeed approval(ApprovalStanding standing, Wording wording) {
        String expired = wording.names(standing.expired());
        return new GateNeed(
                StatusView.of(standing.missing() == 0 ? ItemStatus.PASSED : ItemStatus.PENDING),
                Messages.GateNeed_approval(
                        standing.approval().count(),
                        Wording.anyOf(standing.approval().anyOf())),
                wording.progress(standing),
                wording.names(standing.given()),
                expired.isEmpty() ? "" : Messages.GateNeed_expired(expired));
    }
}
