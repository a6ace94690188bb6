package io.jenkins.plugins.releasechecklist.engine.gate;

import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.OPENED;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.at;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.go;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApproverNotificationsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final GatePolicy POLICY = GatePolicyBuilder.of(Gates.policy("pm/prj", "qa"))
            .reminders(new Reminders(
                    List.of(HOUR.multipliedBy(4), HOUR),
                    Optional.of(new Reminders.Escalation(HOUR.multipliedBy(8), "head"))))
            .build();

    private static ApproverNotifications calls(GatePolicy policy, Duration after, Vote... votes) {
        GateRound round = new GateRound(policy, OPENED, List.of(votes));
        return new ApproverNotifications(round, Gates.standing(policy, after, votes));
    }

    private static List<String> due(GatePolicy policy, Duration after, Vote... votes) {
        return calls(policy, after, votes).due(OPENED.plus(after)).stream()
                .map(call -> call.key() + " " + call.role())
                .toList();
    }

    @Test
    void callsEveryRoleThatCanHelpWhenTheGateOpens() {
        assertThat(due(POLICY, Duration.ZERO)).containsExactly("opened-0 pm", "opened-0 prj", "opened-0 qa");
    }

    @Test
    void remindsOnlyThoseWhoHaveNotVoted() {
        assertThat(due(POLICY, HOUR, go("ann", "pm"))).containsExactly("opened-0 qa", "reminder-1 qa");
    }

    @Test
    void makesUpForTheLatestReminderOnlyWhenNobodyLookedForLong() {
        assertThat(due(POLICY, HOUR.multipliedBy(5), go("ann", "pm"))).containsExactly("opened-0 qa", "reminder-2 qa");
    }

    @Test
    void callsAnotherRoleInTheEnd() {
        assertThat(due(POLICY, HOUR.multipliedBy(8), go("ann", "pm"))).contains("escalation-0 head");
        assertThat(due(POLICY, HOUR.multipliedBy(8).minusMillis(1), go("ann", "pm")))
                .doesNotContain("escalation-0 head");
    }

    @Test
    void callsNobodyWhenAllApprovalsAreThere() {
        assertThat(due(POLICY, HOUR.multipliedBy(9), go("ann", "pm"), go("ben", "qa")))
                .isEmpty();
        assertThat(calls(POLICY, MINUTE, go("ann", "pm"), go("ben", "qa")).next(OPENED.plus(MINUTE)))
                .isEmpty();
    }

    @Test
    void asksAgainWhenAGoBecameTooOld() {
        GatePolicy policy =
                GatePolicyBuilder.of(POLICY).approvalLifetime(Optional.of(HOUR)).build();
        Vote[] votes = {at(Duration.ZERO, go("ann", "pm")), at(MINUTE, go("ben", "qa"))};
        assertThat(due(policy, HOUR, votes))
                .contains("expired-0 pm", "expired-0 prj")
                .doesNotContain("expired-1 qa");
        assertThat(due(policy, HOUR.plus(MINUTE), votes)).contains("expired-1 qa");
    }

    @Test
    void knowsHowLongItIsUntilTheNextCall() {
        assertThat(calls(POLICY, MINUTE).next(OPENED.plus(MINUTE))).contains(HOUR.minus(MINUTE));
        assertThat(calls(POLICY, HOUR).next(OPENED.plus(HOUR))).contains(HOUR.multipliedBy(3));
        assertThat(calls(POLICY, HOUR).next(OPENED.plus(HOUR.multipliedBy(8)))).isEmpty();
    }

    @Test
    void refusesRemindersAtOnce() {
        assertThatThrownBy(() -> new Reminders(List.of(Duration.ZERO), Optional.empty()))
                .hasMessage("Expected a reminder after more than zero, found PT0S");
    }
}
