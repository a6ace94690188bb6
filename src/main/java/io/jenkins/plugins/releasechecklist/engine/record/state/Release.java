package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateContext;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentVisit;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.record.event.AttachedFile;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A release as its record tells it: an immutable picture of one moment.
 *
 * @param opened how the record began; empty when nothing was recorded yet
 * @param request for which environment a person started the build, where it promotes or rolls back the release of another one
 * @param details what is known about the release
 * @param checklist the checklist in force, in the words of the team: {@link Checklist#inTeamsWords()}
 * @param template the checklist of the template that the release follows, or else the built-in one, without what a plan adds or
 *     brings: by it, the rules of administrators find their items
 * @param plan the plan in force
 * @param items every item, in reading order; those of the incident section only when an incident was opened
 * @param runs in the order in which they started
 * @param gates all rounds of all gates, in the order in which they opened
 * @param draft the release notes that plan, steps and people gave
 * @param notes the rendered release notes; not what was drafted since
 * @param notesHistory how draft and notes came to be what they are
 * @param files what was attached to the announcement
 * @param deliveries in the order in which they were planned
 * @param ungated where it was deployed without a Go
 * @param incident the latest incident, also after its end
 * @param ended the result of the build; empty while it runs
 * @param status where the release stands
 * @param seq the number of the last event
 * @param damage where the record stops being believable
 * @param torn whether the last line was not written whole (a crash) and does not count
 * @param judge what happened to the items, to judge them as others than the checklist define them
 * @param reach in which of the environments that it is for it is out
 * @since the first release
 */
public record Release(
        Optional<ReleaseEvent.Opened> opened,
        Optional<ReleaseEvent.DeploymentRequested> request,
        ReleaseDetails details,
        Checklist checklist,
        Checklist template,
        Optional<Plan> plan,
        List<ItemState> items,
        List<RunState> runs,
        List<GateState> gates,
        NotesDraft draft,
        Optional<ReleaseEvent.NotesRendered> notes,
        NotesHistory notesHistory,
        List<AttachedFile> files,
        List<DeliveryState> deliveries,
        List<UngatedDeployment> ungated,
        Optional<Incident> incident,
        Optional<String> ended,
        ReleaseStatus status,
        long seq,
        Optional<Damage> damage,
        boolean torn,
        Items judge,
        Reach reach) {
    /** The name of what is released, as far as anybody said it. */
    public Optional<String> application() {
        return details.application().or(() -> plan.flatMap(Plan::application));
    }

    /** Whether nothing is deployed or sent. */
    public boolean isRehearsal() {
        return opened.filter(it -> it.build().equals(BuildRef.REHEARSAL)).isPresent();
    }

    /** The version. */
    public Optional<String> version() {
        return details.version();
    }

    /** The version that the build brings to its environment: that of the release, or the one that a rollback goes back to. */
    public Optional<String> incoming() {
        return request.flatMap(ReleaseEvent.DeploymentRequested::target)
                .map(ReleaseEvent.DeploymentRequested.RollbackTarget::version)
                .or(this::version);
    }

    /** The release type; a minor release until somebody says otherwise. */
    public ReleaseType type() {
        return details.type().orElse(ReleaseType.MINOR);
    }

    /**
     * The types that the release can be of, for rules that depend on it: the strictest counts. The declared one is a claim, and what
     * follows from the version stands beside it.
     */
    public Set<ReleaseType> types() {
        Set<ReleaseType> types = EnumSet.of(type());
        details.change().ifPresent(change -> types.addAll(change.possible()));
        return types;
    }

    /**
     * What whoever relies on the release type has to know: that it is a guess, or that it was declared to be another one than follows
     * from the versions. Empty where there is nothing to say.
     */
    public Optional<Phrase> aboutType() {
        return details.change().flatMap(change -> {
            if (change.type() != type()) {
                return Optional.of(Phrase.of("record.state.declaredType", type().id(), change.text()));
            }
            return change.guess() ? Optional.of(change.text()) : Optional.empty();
        });
    }

    /** {@link #aboutType} in English. */
    public Optional<String> typeRemark() {
        return aboutType().map(Phrase::text);
    }

    /** Whether the notes are announced, or about to be: then nobody edits them any more. */
    public boolean isAnnounced() {
        return notes.flatMap(ReleaseEvent.NotesRendered::announcedBy).isPresent()
                || deliveries.stream()
                        .anyMatch(delivery -> delivery.message().event() == MessageEvent.RELEASE_ANNOUNCED);
    }

    /** Whether the rendered notes are the notes: they are announced, or nothing was drafted since. */
    public boolean isRenderedInForce() {
        return notes.isPresent() && (isAnnounced() || !notesHistory.isDraftNewer());
    }

    /** The draft once a step gives these notes: they go before those of the plan, and fill the gaps of what a person wrote. */
    public NotesDraft draftWith(NotesDraft given) {
        return notesHistory.editor().isPresent() ? draft.orElse(given) : given.merge(draft);
    }

    /** The item with the id. */
    public Optional<ItemState> item(String id) {
        return items.stream().filter(state -> state.item().id().equals(id)).findFirst();
    }

    /** The run with the id. */
    public Optional<RunState> run(String id) {
        return runs.stream().filter(state -> state.run().equals(id)).findFirst();
    }

    /** Every environment that the plan, a run or a gate names. */
    public Set<String> environments() {
        return Stream.of(
                        plan.stream().flatMap(known -> known.environments().keySet().stream()),
                        checklist.environments().values().stream(),
                        runs.stream().flatMap(run -> run.environment().stream()),
                        gates.stream().flatMap(gate -> gate.opening().environment().stream()))
                .flatMap(Function.identity())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The latest round of the gate with the id. */
    public Optional<GateState> gate(String id) {
        return gates.stream().filter(state -> state.id().equals(id)).reduce((earlier, later) -> later);
    }

    /** The latest round of a gate for the environment, whatever the id of the gate. */
    public Optional<GateState> latestGate(String environment) {
        return gates.stream()
                .filter(gate -> gate.opening().environment().equals(Optional.of(environment)))
                .reduce((earlier, later) -> later);
    }

    /** The round at which the run waits, or waited when it was settled. */
    public Optional<GateState> gateOfRun(String run) {
        return gates.stream().filter(state -> state.runs().contains(run)).findFirst();
    }

    /** The gates that wait for a decision. */
    public List<GateState> waitingGates() {
        return gates.stream().filter(GateState::isWaiting).toList();
    }

    /** The runs that wait for people to answer a question. */
    public List<RunState> askingRuns() {
        return runs.stream().filter(run -> run.openQuestion().isPresent()).toList();
    }

    /** What the release has to do with environments that take one at a time. Nothing once its build has ended. */
    public List<EnvironmentVisit> visits() {
        return ended.isPresent()
                ? List.of()
                : gates.stream().flatMap(gate -> gate.visit().stream()).toList();
    }

    /** The delivery with the id. */
    public Optional<DeliveryState> delivery(String id) {
        return deliveries.stream().filter(state -> state.delivery().equals(id)).findFirst();
    }

    /** The deliveries that still have to be sent and that no step works on any more. */
    public List<DeliveryState> openDeliveries() {
        return deliveries.stream()
                .filter(DeliveryState::isOpen)
                .filter(delivery ->
                        run(delivery.run()).filter(RunState::isRunning).isEmpty())
                .toList();
    }

    /** Whether the checklist is the one of a template, perhaps with additions, and not one that the plan brings of its own. */
    public boolean followsTemplate() {
        return details.template().isPresent()
                || details.checklist().isEmpty()
                        && plan.filter(Plan::ownChecklist).isEmpty();
    }

    /** User ids of those who started, replayed or restarted the build. */
    public Set<String> starters() {
        return opened.stream()
                .flatMap(event -> event.starters().stream())
                .map(Person::id)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The items that names in {@code requires} stand for: an item, or those of a section that this type of release cannot do
     * without. A gate never waits for the item that it decides itself, nor for those of an incident that nobody opened.
     *
     * @param rules names that administrators demand: these items are as the {@link #template} has them. Of one that only the plan
     *     has, people's signatures alone count; one that nobody has is never done
     * @param wishes names that plan and Jenkinsfile demand: these items are as the checklist has them
     */
    public List<Item> required(
            List<AttributedPolicy> rules, List<AttributedPolicy> wishes, Optional<String> environment) {
        Stream<Item> byRules = names(rules).flatMap(name -> {
            List<Item> known = named(template, name, environment);
            Stream<Item> more = named(checklist, name, environment).stream()
                    .filter(item -> template.item(item.id()).isEmpty())
                    .map(item -> known.isEmpty() ? item.signedOnly() : item);
            return !template.names().contains(name) && !checklist.names().contains(name)
                    ? Stream.of(Item.unknown(name))
                    : Stream.concat(known.stream(), more);
        });
        return Stream.concat(byRules, names(wishes).flatMap(name -> named(checklist, name, environment).stream()))
                .filter(item -> item.completedBy().stream().noneMatch(way -> way.isDecidedByGateIn(environment)))
                .distinct()
                .toList();
    }

    /** The items that the gate demands under these rules. */
    public List<Item> required(List<AttributedPolicy> rules, ReleaseEvent.GateOpened opening) {
        List<AttributedPolicy> wishes =
                opening.wishes().isEmpty() ? List.of(new AttributedPolicy("", opening.policy())) : opening.wishes();
        return required(rules, wishes, opening.environment());
    }

    private static Stream<String> names(List<AttributedPolicy> policies) {
        return policies.stream()
                .flatMap(one -> one.policy().requires().stream())
                .distinct();
    }

    private List<Item> named(Checklist from, String name, Optional<String> environment) {
        List<Item> asked = from.sections().stream()
                .filter(section -> !section.incident() || incident.isPresent())
                .flatMap(section -> section.items().stream())
                .toList();
        return from.itemsNamed(name, environment).stream()
                .filter(asked::contains)
                .filter(item -> item.isCalled(name) || types().stream().anyMatch(item::isRequiredFor))
                .toList();
    }

    /** The items that the gate demands and that are not done by the right hand. */
    public List<UnmetCondition.ForItem> openItems(GateState gate) {
        return openItems(gate, false);
    }

    /** @param attributed whether what somebody signed whom nobody knows is still open */
    private List<UnmetCondition.ForItem> openItems(GateState gate, boolean attributed) {
        return gate.required().orElseGet(() -> required(List.of(), gate.opening())).stream()
                .filter(item -> !judge.isFulfilled(item)
                        || attributed
                                && item(item.id())
                                        .filter(ItemState::isAnonymous)
                                        .isPresent())
                .map(this::unmet)
                .distinct()
                .toList();
    }

    private UnmetCondition.ForItem unmet(Item item) {
        String why = item(item.id())
                .filter(ItemState::isDone)
                .map(state -> state.isAnonymous()
                        ? " (nobody knows who signed it: reopen and sign it again)"
                        : " (what was done does not count: " + item.rightHand() + ")")
                .orElse("");
        return new UnmetCondition.ForItem(item.id(), item.title() + why);
    }

    /**
     * The gate at this moment: what it has, what it lacks, and whether it can be settled. A settled one lacks nothing.
     *
     * @param electorate how many people could vote for an approval; empty where nobody can tell
     * @param attributed whether only votes and signatures count of which it is known whose they are
     */
    public GateStanding standing(
            GateState gate, Function<Approval, OptionalInt> electorate, boolean attributed, Instant now) {
        return standing(gate, List.of(), electorate, attributed, now);
    }

    /**
     * The same where something else is missing.
     *
     * @param more what
     */
    public GateStanding standing(
            GateState gate,
            List<UnmetCondition> more,
            Function<Approval, OptionalInt> electorate,
            boolean attributed,
            Instant now) {
        List<UnmetCondition.ForChanges> requests = new RequestedChanges(this, gate).open();
        List<UnmetCondition> unmet = new ArrayList<>(openItems(gate, attributed && gate.isWaiting()));
        unmet.removeIf(one -> one instanceof UnmetCondition.ForItem open
                && requests.stream().anyMatch(it -> it.item().id().equals(open.item())));
        unmet.addAll(requests);
        unmet.addAll(more);
        GateContext context = new GateContext(
                unmet,
                types(),
                gate.answers(),
                gate.opening().participants().orElse(Participants.NOBODY),
                attributed && gate.isWaiting());
        GateStanding standing = gate.round().judge(context, electorate, now);
        return gate.isWaiting() ? standing : standing.settled();
    }

    /** How many of the items that this release needs are done. */
    public long doneItems() {
        return neededItems().stream().filter(ItemState::isDone).count();
    }

    /** The items that this release needs: the required ones. */
    public List<ItemState> neededItems() {
        return items.stream().filter(ItemState::required).toList();
    }

    /** The smoke tests and verifications of the environment that tested this release, see {@link #isPreFlight}. */
    public List<RunState> tests(String environment) {
        return runs.stream()
                .filter(run -> PreFlight.isTest(run) && run.environment().equals(Optional.of(environment)))
                .filter(run -> !isPreFlight(run))
                .toList();
    }

    /**
     * Whether the run is a smoke test or a verification that tested something else than this release: what ran in the environment
     * before the release was deployed there, or after it was gone again.
     */
    public boolean isPreFlight(RunState run) {
        return judge.preFlight().contains(run);
    }

    /**
     * Whether something of this release may have come to the environment by this build: somebody worked on the deployment, however
     * that ended, or a gate let it through, after which nobody has to say that it is deployed. Where neither is asked for, it is
     * enough that somebody tested there.
     */
    public boolean mayBeIn(String environment) {
        return runs.stream().anyMatch(run -> PreFlight.isDeployment(run, checklist, environment))
                || items.stream()
                        .anyMatch(state -> state.item().deployedTo().contains(environment)
                                && !state.inherited()
                                && Set.of(ItemStatus.RUNNING, ItemStatus.PASSED, ItemStatus.FAILED)
                                        .contains(state.status()))
                || gates.stream()
                        .anyMatch(gate -> gate.status() == GateStatus.GO
                                && gate.opening().environment().equals(Optional.of(environment)))
                || latestGate(environment).isEmpty()
                        && runs.stream()
                                .anyMatch(run -> PreFlight.isTest(run)
                                        && run.environment().equals(Optional.of(environment)));
    }

    /** Whether such a test passed in the environment after the deployment: the latest run of every name did, and there is one. */
    public boolean passed(String step, String environment) {
        List<RunState> latest = RunState.latestOfEachName(tests(environment).stream()
                .filter(run -> run.step().equals(step))
                .toList());
        return !latest.isEmpty() && latest.stream().allMatch(RunState::isPassed);
    }
}
