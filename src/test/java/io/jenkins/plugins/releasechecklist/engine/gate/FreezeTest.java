package io.jenkins.plugins.releasechecklist.engine.gate;

import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.approvals;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.go;
import static io.jenkins.plugins.releasechecklist.engine.gate.Gates.lacks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Freeze;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreezeTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant DURING = Instant.parse("2026-12-24T12:00:00Z");
    private static final Instant AFTER = Instant.parse("2027-01-03T23:00:00Z");

    private static Freeze freeze(Freeze.Exemption... exemptions) {
        return new Freeze(
                LocalDateTime.of(2026, 12, 20, 0, 0),
                LocalDateTime.of(2027, 1, 4, 0, 0),
                BERLIN,
                "end of the year",
                List.of(exemptions));
    }

    private static GateStanding standing(GatePolicy policy, ReleaseType type, Instant now, Vote... votes) {
        return new GateRound(policy, Gates.OPENED, List.of(votes))
                .judge(
                        new GateContext(List.of(), Set.of(type), List.of(), Participants.NOBODY, false),
                        approval -> OptionalInt.empty(),
                        now);
    }

    private static GatePolicy frozen(Freeze freeze, String... approvals) {
        return GatePolicyBuilder.of(Gates.policy(approvals))
                .schedule(new Schedule(List.of(), List.of(freeze)))
                .build();
    }

    /** A patch may pass, and what could be a minor release as well may not. */
    // security.md: S21
    @Test
    void holdsWhatCanBeOfATypeThatItDoesNotExempt() {
        GatePolicy policy = frozen(freeze(new Freeze.Exemption(ReleaseType.PATCH, 0, Optional.empty())), "qa");
        GateRound round = new GateRound(policy, Gates.OPENED, List.of(Gates.go("ann", "qa")));
        GateContext claimed = new GateContext(
                List.of(), Set.of(ReleaseType.PATCH, ReleaseType.MINOR), List.of(), Participants.NOBODY, false);
        assertThat(round.judge(claimed, approval -> OptionalInt.empty(), DURING).outcome())
                .isEmpty();
        assertThat(standing(policy, ReleaseType.PATCH, DURING, Gates.go("ann", "qa"))
                        .outcome())
                .isPresent();
    }

    @Test
    void isOnFromItsBeginningToJustBeforeItsEndInItsOwnZone() {
        Freeze freeze = freeze();
        assertThat(freeze.isOn(Instant.parse("2026-12-19T22:59:59Z"))).isFalse();
        assertThat(freeze.isOn(Instant.parse("2026-12-19T23:00:00Z"))).isTrue();
        assertThat(freeze.isOn(AFTER.minusMillis(1))).isTrue();
        assertThat(freeze.isOn(AFTER)).isFalse();
    }

    @Test
    void beginsAndEndsAtTheJumpWhenItsHourIsSkipped() {
        Freeze freeze = new Freeze(
                LocalDateTime.of(2026, 3, 29, 2, 30), LocalDateTime.of(2026, 3, 29, 4, 0), BERLIN, "move", List.of());
        assertThat(freeze.next(Instant.EPOCH))
                .contains(new Freeze.Occurrence(
                        Instant.parse("2026-03-29T01:00:00Z"), Instant.parse("2026-03-29T02:00:00Z")));
    }

    @Test
    void keepsAGateClosedAndSaysWhy() {
        GateStanding standing = standing(frozen(freeze(), "qa"), ReleaseType.MINOR, DURING, go("ann", "qa"));
        assertThat(standing.outcome()).isEmpty();
        assertThat(lacks(standing))
                .containsExactly(
                        "the end of the freeze (2026-12-20T00:00 to 2027-01-04T00:00 Europe/Berlin: end of the year)");
        assertThat(standing(frozen(freeze(), "qa"), ReleaseType.MINOR, AFTER, go("ann", "qa"))
                        .outcome())
                .isPresent();
    }

    @Test
    void letsAnExemptTypePassForOneMoreApproval() {
        GatePolicy policy = frozen(freeze(new Freeze.Exemption(ReleaseType.PATCH, 1, Optional.empty())), "qa");
        assertThat(standing(policy, ReleaseType.MINOR, DURING, go("ann", "qa"), go("ben", "qa"))
                        .outcome())
                .isEmpty();
        assertThat(lacks(standing(policy, ReleaseType.PATCH, DURING, go("ann", "qa"))))
                .containsExactly("Go by qa");
        assertThat(standing(policy, ReleaseType.PATCH, DURING, go("ann", "qa"), go("ben", "qa"))
                        .outcome())
                .isPresent();
        assertThat(standing(policy, ReleaseType.PATCH, AFTER, go("ann", "qa")).outcome())
                .isPresent();
    }

    @Test
    void canAskForAnApprovalByAnotherRole() {
        GatePolicy policy = frozen(freeze(new Freeze.Exemption(ReleaseType.PATCH, 1, Optional.of("cto"))), "qa");
        assertThat(lacks(standing(policy, ReleaseType.PATCH, DURING, go("ann", "qa"), go("ben", "qa"))))
                .containsExactly("Go by cto");
        assertThat(standing(policy, ReleaseType.PATCH, DURING, go("ann", "qa"), go("eve", "cto"))
                        .outcome())
                .isPresent();
    }

    @Test
    void cannotBePassedForAnApprovalThatNobodyCouldGive() {
        GatePolicy policy = frozen(freeze(new Freeze.Exemption(ReleaseType.PATCH, 1, Optional.empty())));
        assertThat(standing(policy, ReleaseType.PATCH, DURING).outcome()).isEmpty();
    }

    @Test
    void letsAnExemptTypePassForNothingWhereThatIsSaid() {
        GatePolicy policy = frozen(freeze(new Freeze.Exemption(ReleaseType.PATCH, 0, Optional.empty())), "qa");
        assertThat(standing(policy, ReleaseType.PATCH, DURING, go("ann", "qa")).outcome())
                .isPresent();
        assertThat(new GateRound(policy, Gates.OPENED, List.of()).approvals(Set.of(ReleaseType.PATCH), DURING))
                .isEqualTo(approvals("qa"));
    }

    @Test
    void refusesWhatCannotBe() {
        LocalDateTime noon = LocalDateTime.of(2026, 12, 20, 12, 0);
        assertThatThrownBy(() -> new Freeze(noon, noon, BERLIN, "why", List.of()))
                .hasMessage("A freeze has to end after it begins, found 2026-12-20T12:00 to 2026-12-20T12:00");
        assertThatThrownBy(() -> new Freeze(noon, noon.plusDays(1), BERLIN, " ", List.of()))
                .hasMessage("A freeze needs a reason, found blank text");
        Freeze.Exemption patch = new Freeze.Exemption(ReleaseType.PATCH, 1, Optional.empty());
        assertThatThrownBy(() -> freeze(patch, patch)).hasMessageContaining("exempt a release type once only");
        assertThatThrownBy(() -> new Freeze.Exemption(ReleaseType.PATCH, 51, Optional.empty()))
                .hasMessage("Expected 0 to 50 more approvals for a patch in a freeze, found 51");
    }
}
