package io.jenkins.plugins.releasechecklist.engine.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemTest {
    @Test
    void isRequiredForTheTypesThatItNames() {
        Item backup = Templates.octoacme().item("backup").orElseThrow();
        assertThat(backup.isRequiredFor(ReleaseType.MAJOR)).isTrue();
        assertThat(backup.isRequiredFor(ReleaseType.MINOR)).isFalse();
        assertThat(backup.isRequiredFor(ReleaseType.PATCH)).isFalse();
    }

    @Test
    void isSpokenForByThoseWhoSignItOrElseByItsOwners() {
        assertThat(Templates.octoacme().item("support-handoff").orElseThrow().speakers())
                .containsExactly("devops", "support");
        assertThat(Templates.octoacme().item("backup").orElseThrow().speakers()).containsExactly("devops");
    }

    @Test
    void cannotBeSignedByNobody() {
        assertThatThrownBy(() -> new SignOff(List.of(), Quorum.ANY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A sign-off needs at least one role, found none");
    }

    @ParameterizedTest
    @CsvSource({
        "smokeTest, staging, true",
        "smokeTest, production, false",
        "smokeTest, , false",
        "withSmokeTest, staging, false"
    })
    void aStepInAnEnvironmentCompletesOnlyThere(String step, String environment, boolean expected) {
        assertThat(new Completion.ByStep("smokeTest", Optional.of("staging"))
                        .covers(step, Optional.ofNullable(environment)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"announceRelease, production, true", "announceRelease, , true", "smokeTest, production, false"})
    void aStepWithoutAnEnvironmentCompletesEverywhere(String step, String environment, boolean expected) {
        assertThat(new Completion.ByStep("announceRelease", Optional.empty())
                        .covers(step, Optional.ofNullable(environment)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"production, true", "staging, false", ", false"})
    void theGateOfAnEnvironmentDecidesItsGoAndItsWindow(String environment, boolean expected) {
        Optional<String> gate = Optional.ofNullable(environment);
        assertThat(new Completion.ByStep("releaseGate", Optional.of("production")).isDecidedByGateIn(gate))
                .isEqualTo(expected);
        assertThat(new Completion.ByWindow("production").isDecidedByGateIn(gate))
                .isEqualTo(expected);
        assertThat(new Completion.ByPlan(PlanPart.NOTES).isDecidedByGateIn(gate))
                .isFalse();
        assertThat(new Completion.ByStep("smokeTest", Optional.of("production")).isDecidedByGateIn(gate))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING, false",
        "RUNNING, false",
        "WAITING, false",
        "PASSED, true",
        "FAILED, false",
        "SKIPPED, true",
        "NOT_APPLICABLE, true"
    })
    void isSettledWellWhenNothingMoreIsExpected(ItemStatus status, boolean expected) {
        assertThat(status.isSettledWell()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "IN_PROGRESS, false",
        "WAITING_FOR_DECISION, false",
        "REJECTED, false",
        "FAILED, false",
        "ROLLED_BACK, false",
        "RELEASED_WITH_OPEN_ITEMS, true",
        "RELEASED, true"
    })
    void aReleaseIsOutWithOrWithoutOpenItems(ReleaseStatus status, boolean expected) {
        assertThat(status.isReleased()).isEqualTo(expected);
    }
}
