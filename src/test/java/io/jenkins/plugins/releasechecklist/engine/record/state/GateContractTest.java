package io.jenkins.plugins.releasechecklist.engine.record.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.ConditionAnswer;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicyBuilder;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Freeze;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;

/** What holds for every gate, whatever rules, wishes, votes and clocks there are. */
class GateContractTest {
    private static final List<String> ROLES = List.of("qa", "devops", "product-manager");
    private static final Map<String, Set<String>> PEOPLE = Map.of(
            "ann", Set.of("qa"),
            "bob", Set.of("qa", "devops"),
            "cid", Set.of("devops"),
            "dan", Set.of("product-manager"),
            "eve", Set.of("product-manager", "qa"));

    /** The items of the section, and who signs them. */
    private static final Map<String, String> PRE_RELEASE = Map.of(
            "acceptance-criteria", "product-manager",
            "ci-and-security", "devops",
            "release-notes", "product-manager",
            "rollback-plan", "devops",
            "smoke-tests-prepared", "qa");

    /** What was said at a gate, minutes after its opening. */
    record Said(String who, boolean go, int minute) {}

    /** The world around a gate at the moment at which it is judged. */
    record World(List<Said> votes, Set<String> yes, boolean backup, boolean signed, int minute) {}

    /** Without any violation by a rule on its own, whatever the merged policy says. */
    // security.md: S16
    @Property(tries = 2000)
    void aGoMeetsEveryRuleInForce(
            @ForAll("rules") @Size(max = 3) List<AttributedPolicy> before,
            @ForAll("rules") @Size(max = 3) List<AttributedPolicy> now,
            @ForAll("wishes") @Size(min = 1, max = 2) List<AttributedPolicy> wishes,
            @ForAll("worlds") World world) {
        Gate gate = Gate.opened(before, wishes, world);
        count(gate.isGo(now));
        if (gate.isGo(now)) {
            now.forEach(
                    rule -> assertThat(gate.isMet(rule.policy())).as("%s", rule).isTrue());
            wishes.forEach(
                    wish -> assertThat(gate.isMet(wish.policy())).as("%s", wish).isTrue());
        }
    }

    @Property(tries = 2000)
    void anotherRuleNeverOpensAGate(
            @ForAll("rules") @Size(max = 3) List<AttributedPolicy> rules,
            @ForAll("rules") @Size(min = 1, max = 1) List<AttributedPolicy> another,
            @ForAll("wishes") @Size(min = 1, max = 2) List<AttributedPolicy> wishes,
            @ForAll("worlds") World world) {
        Gate gate = Gate.opened(rules, wishes, world);
        List<AttributedPolicy> more = new ArrayList<>(rules);
        more.addAll(another);
        count(gate.isGo(more));
        if (gate.isGo(more)) {
            assertThat(gate.isGo(rules)).isTrue();
        }
    }

    @Property(tries = 1000)
    void theOrderOfTheRulesDoesNotMatter(
            @ForAll("rules") @Size(min = 2, max = 4) List<AttributedPolicy> rules,
            @ForAll("wishes") @Size(min = 1, max = 2) List<AttributedPolicy> wishes,
            @ForAll("worlds") World world,
            @ForAll Random random) {
        Gate gate = Gate.opened(rules, wishes, world);
        List<AttributedPolicy> shuffled = new ArrayList<>(rules);
        Collections.shuffle(shuffled, random);
        GateStanding one = gate.under(rules);
        GateStanding other = gate.under(shuffled);
        assertThat(other.outcome().map(GateStanding.Outcome::status))
                .isEqualTo(one.outcome().map(GateStanding.Outcome::status));
        assertThat(lacking(other)).isEqualTo(lacking(one));
        assertThat(people(other)).isEqualTo(people(one));
    }

    /** What is missing beside people. */
    private static Set<Object> lacking(GateStanding standing) {
        return standing.waitingFor().stream()
                .filter(one -> !(one instanceof UnmetCondition.ForApproval))
                .map(one -> one instanceof UnmetCondition.ForSchedule never ? Set.copyOf(never.windows()) : one)
                .collect(Collectors.toSet());
    }

    /** How many people are missing; who holds two roles can fill either. */
    private static int people(GateStanding standing) {
        return standing.waitingFor().stream()
                .mapToInt(one -> one instanceof UnmetCondition.ForApproval approval ? approval.missing() : 0)
                .sum();
    }

    /** A property about gates that open says nothing when none of them does. */
    private static void count(boolean go) {
        Statistics.label("opens").collect(go);
        Statistics.label("opens").coverage(checker -> checker.check(true).percentage(share -> share > 1));
    }

    /** One more person for each approval: were it one of any role, another approval would let others pass the freeze. */
    @Example
    void whoPassesAFreezeIsNotForAnotherRuleToSay() {
        Freeze freeze = new Freeze(
                LocalDateTime.parse("2026-05-04T00:00"),
                LocalDateTime.parse("2026-05-06T00:00"),
                ZoneOffset.UTC,
                "incident",
                List.of(new Freeze.Exemption(ReleaseType.MINOR, 1, Optional.empty())));
        List<AttributedPolicy> wishes = List.of(new AttributedPolicy(
                "plan",
                GatePolicy.NONE
                        .withApprovals(List.of(new Approval(List.of("qa"), 1)))
                        .withSchedule(new Schedule(List.of(), List.of(freeze)))));
        AttributedPolicy another = new AttributedPolicy(
                "system", GatePolicy.NONE.withApprovals(List.of(new Approval(List.of("devops"), 1))));
        World world = new World(
                List.of(new Said("ann", true, 1), new Said("bob", true, 2), new Said("cid", true, 3)),
                Set.of(),
                true,
                true,
                60);
        Gate gate = Gate.opened(List.of(), wishes, world);
        assertThat(gate.isGo(List.of())).isTrue();
        assertThat(gate.isGo(List.of(another))).isFalse();
    }

    /** A gate of which only the policy of the opening is known, as older records have it, is held by the rules as well. */
    @Property(tries = 1000)
    void anOldOpeningMeetsEveryRuleInForce(
            @ForAll("wishes") @Size(min = 1, max = 2) List<AttributedPolicy> wishes,
            @ForAll("rules") @Size(min = 1, max = 3) List<AttributedPolicy> rules,
            @ForAll("worlds") World world) {
        Gate gate = Gate.opened(List.of(), wishes, world).asOfBefore();
        count(gate.isGo(rules));
        if (gate.isGo(rules)) {
            rules.forEach(rule -> assertThat(gate.isMet(rule.policy())).isTrue());
            wishes.forEach(wish -> assertThat(gate.isMet(wish.policy())).isTrue());
        }
    }

    /** A gate of production, opened by a step and judged under rules that may have changed since. */
    private record Gate(Release release, GateState state, World world) {
        static Gate opened(List<AttributedPolicy> rules, List<AttributedPolicy> wishes, World world) {
            Story story = Story.begin();
            if (world.backup()) {
                story.marks("backup", ItemStatus.PASSED);
            }
            PRE_RELEASE.forEach((item, role) -> {
                // Counts for nothing where the guide has people sign.
                story.marks(item, ItemStatus.PASSED);
                if (world.signed()) {
                    story.signs("dan", ItemAction.COMPLETE, item, role);
                }
            });
            GatePolicy policy = AttributedPolicy.strictest(rules, wishes);
            Release before = story.release();
            Optional<String> production = Optional.of("production");
            story.step(
                    "releaseGate",
                    new ReleaseEvent.GateOpened(
                            "production",
                            1,
                            "r",
                            production,
                            Optional.empty(),
                            policy,
                            wishes,
                            Optional.of(before.required(rules, wishes, production)),
                            Optional.empty()));
            Instant opened = story.release().gate("production").orElseThrow().opened();
            for (Said said : world.votes()) {
                story.casts("production", vote(said, opened));
            }
            Release release = story.release();
            return new Gate(release, release.gate("production").orElseThrow(), world);
        }

        private static Vote vote(Said said, Instant opened) {
            return new Vote(
                    said.who(),
                    said.who(),
                    PEOPLE.get(said.who()).stream().sorted().toList(),
                    Optional.empty(),
                    said.go() ? Choice.GO : Choice.NO_GO,
                    Optional.of("because"),
                    opened.plus(Duration.ofMinutes(said.minute())),
                    false);
        }

        Gate asOfBefore() {
            ReleaseEvent.GateOpened it = state.opening();
            ReleaseEvent.GateOpened old = new ReleaseEvent.GateOpened(
                    it.gate(), it.round(), it.run(), it.environment(), it.message(), it.policy());
            return new Gate(
                    release,
                    new GateState(
                            old,
                            state.seq(),
                            state.opened(),
                            state.runs(),
                            Optional.empty(),
                            state.votes(),
                            state.answers(),
                            Optional.empty()),
                    world);
        }

        Instant now() {
            return state.opened().plus(Duration.ofMinutes(world.minute()));
        }

        GateStanding under(List<AttributedPolicy> rules) {
            GatePolicy policy = state.opening().under(rules);
            GateState now = state.change(policy, release.required(rules, state.opening()))
                    .map(state::with)
                    .orElse(state);
            for (String condition : world.yes()) {
                now = now.with(new ConditionAnswer(condition, true, "yes", now()));
            }
            return release.standing(now, approval -> OptionalInt.empty(), true, now());
        }

        boolean isGo(List<AttributedPolicy> rules) {
            return under(rules)
                    .outcome()
                    .filter(outcome -> outcome.status() == GateStatus.GO)
                    .isPresent();
        }

        /** Whether one rule on its own is met, told apart from how the engine counts. */
        boolean isMet(GatePolicy rule) {
            Instant deadline = rule.timeout().map(state.opened()::plus).orElse(Instant.MAX);
            Map<String, Vote> latest = new LinkedHashMap<>();
            state.votes().forEach(vote -> latest.put(vote.voter(), vote));
            List<Vote> fresh = latest.values().stream()
                    .filter(vote -> vote.choice() == Choice.GO)
                    .filter(vote -> rule.approvalLifetime()
                            .map(time -> now().isBefore(vote.at().plus(time)))
                            .orElse(true))
                    .toList();
            boolean approved = rule.approvals().stream()
                    .allMatch(approval -> fresh.stream()
                                    .filter(vote -> vote.roles().stream().anyMatch(approval.anyOf()::contains))
                                    .count()
                            >= approval.count());
            boolean vetoed =
                    rule.voters().veto() && latest.values().stream().anyMatch(vote -> vote.choice() == Choice.NO_GO);
            return approved
                    && !vetoed
                    && now().isBefore(deadline)
                    && rule.schedule().windows().stream().allMatch(window -> window.isOpen(now()))
                    && rule.schedule().freezes().stream()
                            .noneMatch(freeze -> freeze.isOn(now())
                                    && freeze.exemption(release.type()).isEmpty())
                    && world.yes().containsAll(rule.conditions())
                    && (world.backup() || !rule.requires().contains("backup"))
                    && (world.signed() || !rule.requires().contains("pre-release"));
        }
    }

    @Provide
    Arbitrary<List<AttributedPolicy>> rules() {
        return policies(0, Arbitraries.of(true, false), Arbitraries.of("system", "folder"))
                .list();
    }

    /** As the step makes them: somebody is always asked, and a veto is kept. */
    @Provide
    Arbitrary<List<AttributedPolicy>> wishes() {
        return policies(1, Arbitraries.just(true), Arbitraries.of("plan", "Jenkinsfile"))
                .list();
    }

    private static Arbitrary<AttributedPolicy> policies(
            int leastApprovals, Arbitrary<Boolean> veto, Arbitrary<String> source) {
        Arbitrary<List<Approval>> approvals = Combinators.combine(
                        Arbitraries.of(ROLES).set().ofMinSize(1).ofMaxSize(2),
                        Arbitraries.integers().between(1, 2))
                .as((roles, count) -> new Approval(List.copyOf(roles), count))
                .list()
                .ofMinSize(leastApprovals)
                .ofMaxSize(2);
        Arbitrary<Schedule> schedules = Combinators.combine(
                        windows().optional(0.1).map(GateContractTest::listed),
                        freezes().optional(0.2).map(GateContractTest::listed))
                .as(Schedule::new);
        Arbitrary<Optional<Duration>> times =
                Arbitraries.integers().between(1, 180).map(Duration::ofMinutes).optional(0.1);
        Arbitrary<List<String>> conditions =
                Arbitraries.of("ticket", "budget").optional(0.2).map(GateContractTest::listed);
        Arbitrary<List<String>> requires =
                Arbitraries.of("backup", "pre-release").optional(0.2).map(GateContractTest::listed);
        return Combinators.combine(approvals, veto, schedules, times, times, conditions, requires, source)
                .as((asked, vetoed, when, timeout, lifetime, asking, needed, who) -> new AttributedPolicy(
                        who,
                        GatePolicyBuilder.of(GatePolicy.NONE)
                                .approvals(asked)
                                .veto(vetoed)
                                .schedule(when)
                                .timeout(timeout)
                                .approvalLifetime(lifetime)
                                .conditions(asking)
                                .requires(needed)
                                .build()));
    }

    private static <T> List<T> listed(Optional<T> one) {
        return one.stream().toList();
    }

    private static Arbitrary<Window> windows() {
        return Combinators.combine(
                        Arbitraries.of(DayOfWeek.class).set().ofMinSize(5),
                        Arbitraries.integers().between(0, 22))
                .as((days, from) -> new Window(
                        EnumSet.copyOf(days), LocalTime.of(from, 0), LocalTime.of(from + 1, 30), ZoneOffset.UTC));
    }

    private static Arbitrary<Freeze> freezes() {
        Instant begin = Story.begin().now();
        Arbitrary<Optional<Freeze.Exemption>> exemptions = Combinators.combine(
                        Arbitraries.of(ReleaseType.MINOR, ReleaseType.MINOR, ReleaseType.PATCH),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.of(ROLES).optional())
                .as(Freeze.Exemption::new)
                .optional();
        return Combinators.combine(
                        Arbitraries.integers().between(-120, 120),
                        Arbitraries.integers().between(1, 240),
                        exemptions)
                .as((from, length, exemption) -> new Freeze(
                        begin.plus(Duration.ofMinutes(from))
                                .atZone(ZoneOffset.UTC)
                                .toLocalDateTime(),
                        begin.plus(Duration.ofMinutes(from + length))
                                .atZone(ZoneOffset.UTC)
                                .toLocalDateTime(),
                        ZoneOffset.UTC,
                        "incident",
                        listed(exemption)));
    }

    @Provide
    Arbitrary<World> worlds() {
        Arbitrary<List<Said>> votes = Combinators.combine(
                        Arbitraries.of(PEOPLE.keySet().stream().sorted().collect(Collectors.toList())),
                        Arbitraries.frequency(Tuple.of(20, true), Tuple.of(1, false)),
                        Arbitraries.integers().between(0, 60))
                .as(Said::new)
                .list()
                .ofMinSize(4)
                .ofMaxSize(9);
        return Combinators.combine(
                        votes,
                        Arbitraries.of("ticket", "budget").set(),
                        Arbitraries.of(true, true, false),
                        Arbitraries.of(true, true, false),
                        Arbitraries.integers().between(60, 240))
                .as(World::new);
    }
}
