package io.jenkins.plugins.releasechecklist.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.gate.window.Freeze;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributedPolicyTest {
    private static List<Approval> approvals(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(" \\+ ")).map(Gates::approval).toList();
    }

    private static String text(List<Approval> approvals) {
        return approvals.stream()
                .map(approval -> String.join("/", approval.anyOf()) + " x" + approval.count())
                .collect(Collectors.joining(" + "));
    }

    @ParameterizedTest(name = "rules {0} and wishes {1} give {2}")
    @CsvSource({
        ", , ''",
        "qa x1, , qa x1",
        ", qa x1, qa x1",
        "qa x1, qa x2, qa x2",
        "qa x2, qa x1, qa x2",
        "qa x2, qa x2, qa x2",
        "qa x1, devops x1, qa x1 + devops x1",
        "qa x2 + devops x1, devops x3, qa x2 + devops x3",
        "pm/prj x1, pm x1, pm/prj x1 + pm x1",
        "pm/prj x1, prj/pm x2, pm/prj x2",
        "qa x1 + qa x3, , qa x3",
        ", qa x2 + qa x1, qa x2"
    })
    void wishesAddToTheRulesAndNeverWeakenThem(String rules, String wishes, String expected) {
        assertThat(text(AttributedPolicy.approvals(approvals(rules), approvals(wishes))))
                .isEqualTo(expected);
    }

    private static final Window MORNING = window("09:00", "12:00");
    private static final Window NOON = window("11:00", "14:00");

    private static Window window(String from, String to) {
        return new Window(EnumSet.allOf(DayOfWeek.class), LocalTime.parse(from), LocalTime.parse(to), ZoneOffset.UTC);
    }

    /** What an administrator demands: nothing but what the test says. */
    private static AttributedPolicy rule(UnaryOperator<GatePolicyBuilder> how) {
        return new AttributedPolicy(
                "the rules",
                how.apply(GatePolicyBuilder.of(GatePolicy.NONE).veto(false)).build());
    }

    private static AttributedPolicy wish(UnaryOperator<GatePolicyBuilder> how) {
        return new AttributedPolicy(
                "the plan", how.apply(GatePolicyBuilder.of(GatePolicy.NONE)).build());
    }

    private static GatePolicy strictest(AttributedPolicy rule, AttributedPolicy wish) {
        return AttributedPolicy.strictest(List.of(rule), List.of(wish));
    }

    @Test
    void oneRuleIsEnoughForOneReleaseAtATime() {
        AttributedPolicy alone = rule(policy -> policy.exclusive(true));
        GatePolicy policy = AttributedPolicy.strictest(List.of(rule(one -> one), alone), List.of(wish(one -> one)));
        assertThat(policy.exclusive()).isTrue();
        assertThat(policy.demands()).containsExactly(new AttributedRule("one release at a time", "the rules"));
        assertThat(strictest(rule(one -> one), wish(one -> one)).exclusive()).isFalse();
    }

    @ParameterizedTest(name = "timeouts of {0} and {1} give {2}")
    @CsvSource({", , ", "PT1H, , PT1H", ", PT1H, PT1H", "PT1H, PT2H, PT1H", "PT2H, PT1H, PT1H"})
    void theShorterTimeCounts(Duration rule, Duration wish, Duration expected) {
        GatePolicy policy = strictest(
                rule(one -> one.timeout(Optional.ofNullable(rule)).approvalLifetime(Optional.ofNullable(wish))),
                wish(one -> one.timeout(Optional.ofNullable(wish)).approvalLifetime(Optional.ofNullable(rule))));
        assertThat(policy.timeout()).isEqualTo(Optional.ofNullable(expected));
        assertThat(policy.approvalLifetime()).isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest(name = "{0} and {1} give {2}")
    @CsvSource({"false, false, false", "true, false, true", "false, true, true", "true, true, true"})
    void whatOneForbidsIsForbidden(boolean rule, boolean wish, boolean expected) {
        GatePolicy policy = strictest(
                rule(one -> one.forbidSelfApproval(rule).forbidAuthors(wish)),
                wish(one -> one.forbidSelfApproval(wish).forbidAuthors(rule)));
        assertThat(policy.voters().forbidSelfApproval()).isEqualTo(expected);
        assertThat(policy.voters().forbidAuthors()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "a veto demanded: {0}, kept by the plan: {1}, gives {2}")
    @CsvSource({"false, true, true", "false, false, false", "true, false, true", "true, true, true"})
    void aVetoThatIsDemandedCannotBeGivenUp(boolean rule, boolean wish, boolean expected) {
        assertThat(strictest(rule(one -> one.veto(rule)), wish(one -> one.veto(wish)))
                        .voters()
                        .veto())
                .isEqualTo(expected);
    }

    @Test
    void windowsAndFreezesHoldTogether() {
        Freeze freeze = new Freeze(
                LocalDateTime.of(2026, 12, 20, 0, 0),
                LocalDateTime.of(2027, 1, 4, 0, 0),
                ZoneOffset.UTC,
                "end of the year",
                List.of());
        Schedule schedule = strictest(
                        rule(one -> one.schedule(new Schedule(List.of(MORNING), List.of(freeze)))),
                        wish(one -> one.schedule(new Schedule(List.of(NOON), List.of()))))
                .schedule();
        assertThat(schedule.windows()).containsExactly(MORNING, NOON);
        assertThat(schedule.freezes()).containsExactly(freeze);
        assertThat(schedule.isOpen(Instant.parse("2026-05-04T11:30:00Z"))).isTrue();
        assertThat(schedule.isOpen(Instant.parse("2026-05-04T10:30:00Z"))).isFalse();
        assertThat(schedule.isOpen(Instant.parse("2026-05-04T12:30:00Z"))).isFalse();
    }

    @Test
    void everythingThatAnybodyRequiresIsRequired() {
        GatePolicy policy = strictest(
                rule(one -> one.requires(List.of("backup", "pre-release")).conditions(List.of("ticket"))),
                wish(one -> one.requires(List.of("pre-release", "staging-smoke-tests"))
                        .conditions(List.of("budget", "ticket"))
                        .onTimeout(OnTimeout.FAIL)));
        assertThat(policy.requires()).containsExactly("backup", "pre-release", "staging-smoke-tests");
        assertThat(policy.conditions()).containsExactly("ticket", "budget");
        assertThat(policy.onTimeout()).isEqualTo(OnTimeout.FAIL);
    }

    @Test
    void theFirstEscalationCountsAndEveryReminder() {
        Reminders.Escalation early = new Reminders.Escalation(Duration.ofHours(2), "head");
        Reminders.Escalation late = new Reminders.Escalation(Duration.ofHours(3), "cto");
        Reminders reminders = strictest(
                        rule(one -> one.reminders(new Reminders(List.of(Duration.ofHours(1)), Optional.of(late)))),
                        wish(one -> one.reminders(new Reminders(List.of(Duration.ofMinutes(5)), Optional.of(early)))))
                .reminders();
        assertThat(reminders)
                .isEqualTo(new Reminders(List.of(Duration.ofMinutes(5), Duration.ofHours(1)), Optional.of(early)));
    }

    @Test
    void saysWhereEachRuleThatCountsComesFrom() {
        GatePolicy policy = strictest(
                rule(one -> one.approvals(approvals("qa x2 + devops x1"))
                        .veto(true)
                        .forbidSelfApproval(true)
                        .timeout(Optional.of(Duration.ofHours(4)))
                        .reminders(new Reminders(
                                List.of(Duration.ofHours(1)),
                                Optional.of(new Reminders.Escalation(Duration.ofHours(2), "head"))))),
                wish(one -> one.approvals(approvals("qa x1 + pm x1"))
                        .timeout(Optional.of(Duration.ofHours(24)))
                        .requires(List.of("pre-release"))));
        assertThat(policy.demands())
                .extracting(AttributedRule::text)
                .containsExactly(
                        "one No-go ends the gate (the rules)",
                        "Go by 2 of qa (the rules)",
                        "Go by devops (the rules)",
                        "no self-approval (the rules)",
                        "decision within 4h (the rules)",
                        "reminder after 1h (the rules)",
                        "escalation to head after 2h (the rules)",
                        "Go by pm (the plan)",
                        "requires pre-release (the plan)");
    }

    @Test
    void nobodyDemandingAnythingDemandsNothing() {
        assertThat(AttributedPolicy.strictest(List.of(), List.of())).isEqualTo(GatePolicy.NONE);
    }
}
