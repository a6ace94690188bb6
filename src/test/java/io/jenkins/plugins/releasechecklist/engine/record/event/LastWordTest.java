package io.jenkins.plugins.releasechecklist.engine.record.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicyBuilder;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said about an item itself holds until a step that completes it runs again. */
class LastWordTest {
    private static final String STAGING = "staging-smoke-tests";

    @Test
    void aWordAfterARunHolds() {
        Story story = Story.begin().failed("api", "smokeTest", "staging").signs("boss", ItemAction.WAIVE, STAGING);
        assertThat(story.status(STAGING)).isEqualTo(ItemStatus.SKIPPED);
        assertThat(story.item(STAGING).waived()).isTrue();
    }

    @Test
    void aWordDuringARunHolds() {
        Story story = Story.begin()
                .starts("api", "smokeTest", "staging")
                .signs("ann", ItemAction.FAIL, STAGING, "qa")
                .passes("api");
        assertThat(story.status(STAGING)).isEqualTo(ItemStatus.FAILED);
        assertThat(story.item(STAGING).actor()).contains(Actor.user("ann", "Name of ann"));
    }

    @Test
    void aFailureAfterASignatureDuringARunCounts() {
        Story story = Story.begin()
                .worksOn("ci-and-security", "scan")
                .signs("ann", ItemAction.COMPLETE, "ci-and-security", "devops");
        assertThat(story.status("ci-and-security")).isEqualTo(ItemStatus.PASSED);
        assertThat(story.fails("scan").status("ci-and-security")).isEqualTo(ItemStatus.FAILED);
        assertThat(story.item("ci-and-security").note().map(Phrase::text)).contains("scan failed");
        assertThat(story.signs("ann", ItemAction.COMPLETE, "ci-and-security", "devops")
                        .status("ci-and-security"))
                .isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void whatARollbackMarksHoldsHoweverTheRollbackEnds() {
        Story story = Story.begin()
                .opensIncident()
                .starts("roll", "rollbackRelease", "production")
                .step(
                        "rollbackRelease",
                        new ReleaseEvent.ItemMarked(
                                "incident-response", ItemStatus.PASSED, Optional.of("Notified: on-call"), List.of()))
                .fails("roll");
        assertThat(story.status("incident-response")).isEqualTo(ItemStatus.PASSED);
        assertThat(story.status("rollback")).isEqualTo(ItemStatus.FAILED);
    }

    @Test
    void aRunThatIsCutOffAfterASignatureFailsItsItem() {
        Story story = Story.begin()
                .worksOn("ci-and-security", "scan")
                .signs("ann", ItemAction.COMPLETE, "ci-and-security", "devops")
                .buildEnds("ABORTED");
        assertThat(story.status("ci-and-security")).isEqualTo(ItemStatus.FAILED);
    }

    @Test
    void aNoGoAfterAWaiverDuringTheGateCounts() {
        Story story = Story.begin().opensGate("g", 1, "production").signs("boss", ItemAction.WAIVE, "go-no-go");
        assertThat(story.status("go-no-go")).isEqualTo(ItemStatus.SKIPPED);
        assertThat(story.settles("g", 1, GateStatus.NO_GO).status("go-no-go")).isEqualTo(ItemStatus.FAILED);
    }

    /** What can be said about an item, each with what it says; a run or a gate says nothing before it began. */
    private enum Word {
        SIGNED(story -> story.signs("ann", ItemAction.COMPLETE, STAGING, "qa")),
        DECLARED_FAILED(story -> story.signs("ann", ItemAction.FAIL, STAGING, "qa")),
        MARKED(story -> story.marks(STAGING, ItemStatus.PASSED)),
        API_STARTS(story -> story.starts("api", "smokeTest", "staging")),
        API_PASSES(story -> story.passes("api")),
        API_FAILS(story -> story.fails("api")),
        BROWSER_STARTS(story -> story.starts("browser", "withSmokeTest", "staging")),
        BROWSER_FAILS(story -> story.fails("browser"));

        private final UnaryOperator<Story> told;

        Word(UnaryOperator<Story> told) {
            this.told = told;
        }

        private boolean isHeardAfter(List<Word> before) {
            return switch (this) {
                case API_STARTS -> !before.contains(API_STARTS);
                case BROWSER_STARTS -> !before.contains(BROWSER_STARTS);
                case API_PASSES, API_FAILS ->
                    before.contains(API_STARTS) && !before.contains(API_PASSES) && !before.contains(API_FAILS);
                case BROWSER_FAILS -> before.contains(BROWSER_STARTS) && !before.contains(BROWSER_FAILS);
                case SIGNED, DECLARED_FAILED, MARKED -> true;
            };
        }

        private boolean isFailure() {
            return this == DECLARED_FAILED || this == API_FAILS || this == BROWSER_FAILS;
        }
    }

    /** Every order of up to five words. */
    private static void tell(List<Word> said, Consumer<List<Word>> judge) {
        if (!said.isEmpty()) {
            judge.accept(said);
        }
        if (said.size() < 5) {
            for (Word next : Word.values()) {
                if (next.isHeardAfter(said)) {
                    List<Word> more = new ArrayList<>(said);
                    more.add(next);
                    tell(more, judge);
                }
            }
        }
    }

    @Test
    void inNoOrderDoesAnItemPassWhoseLastWordIsAFailure() {
        AtomicInteger failures = new AtomicInteger();
        tell(List.of(), said -> {
            if (said.get(said.size() - 1).isFailure()) {
                failures.incrementAndGet();
                Story story = Story.begin();
                said.forEach(word -> word.told.apply(story));
                assertThat(story.status(STAGING)).as(said.toString()).isNotEqualTo(ItemStatus.PASSED);
            }
        });
        assertThat(failures).hasValueGreaterThan(1_000);
    }

    @Test
    void aLaterRunSpeaksForItself() {
        Story story = Story.begin().signs("boss", ItemAction.WAIVE, STAGING).starts("api", "smokeTest", "staging");
        assertThat(story.status(STAGING)).isEqualTo(ItemStatus.RUNNING);
        assertThat(story.item(STAGING).waived()).isFalse();
        assertThat(story.fails("api").status(STAGING)).isEqualTo(ItemStatus.FAILED);
    }

    @Test
    void aLaterRunOfOneNameBringsBackWhatTheOthersSaid() {
        Story story = Story.begin()
                .failed("browser", "withSmokeTest", "staging")
                .signs("boss", ItemAction.WAIVE, STAGING)
                .passed("api", "smokeTest", "staging");
        assertThat(story.status(STAGING)).isEqualTo(ItemStatus.FAILED);
    }

    @Test
    void aRunOfAnotherItemDoesNotMatter() {
        Story story = Story.begin()
                .signs("boss", ItemAction.WAIVE, STAGING)
                .passed("verify", "postDeployVerify", "production");
        assertThat(story.status(STAGING)).isEqualTo(ItemStatus.SKIPPED);
    }

    @Test
    void aReopenedItemIsOpenAlthoughItsRunPassedUntilItRunsAgain() {
        Story story =
                Story.begin().passed("api", "smokeTest", "staging").signs("ann", ItemAction.REOPEN, STAGING, "qa");
        assertThat(story.status(STAGING)).isEqualTo(ItemStatus.PENDING);
        assertThat(story.passed("api#2", "smokeTest", "staging").status(STAGING))
                .isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void aReopenedDeploymentIsNoLongerImplied() {
        Story story = Story.begin()
                .passed("verify", "postDeployVerify", "production")
                .signs("ann", ItemAction.REOPEN, "deploy-production", "devops");
        assertThat(story.status("deploy-production")).isEqualTo(ItemStatus.PENDING);
    }

    @Test
    void aWaivedDecisionWaitsAgainWhenItsGateOpens() {
        Story story = Story.begin().signs("boss", ItemAction.WAIVE, "go-no-go").opensGate("g", 1, "production");
        assertThat(story.status("go-no-go")).isEqualTo(ItemStatus.WAITING);
        assertThat(story.settles("g", 1, GateStatus.GO).status("go-no-go")).isEqualTo(ItemStatus.PASSED);
    }

    @Test
    void theLastOfSeveralWordsHolds() {
        Story story = Story.begin()
                .marks("monitoring", ItemStatus.RUNNING)
                .marks("monitoring", ItemStatus.FAILED)
                .signs("ann", ItemAction.COMPLETE, "monitoring", "devops");
        assertThat(story.status("monitoring")).isEqualTo(ItemStatus.PASSED);
        assertThat(story.marks("monitoring", ItemStatus.SKIPPED).status("monitoring"))
                .isEqualTo(ItemStatus.SKIPPED);
    }

    @ParameterizedTest
    @EnumSource(
            value = ItemStatus.class,
            names = {"PASSED", "SKIPPED", "NOT_APPLICABLE"})
    void anInheritedItemIsWhatItWasInTheOrigin(ItemStatus status) {
        Actor ann = Actor.user("ann", "Ann");
        Inherited inherited = new Inherited(
                STAGING,
                status,
                status == ItemStatus.SKIPPED,
                Optional.of(ann),
                Optional.of(Story.START),
                Optional.of("in build 41"),
                List.of("https://example.com"),
                List.of(),
                List.of());
        Story story = Story.begin()
                .step("releaseChecklist", new ReleaseEvent.ItemsInherited(List.of(inherited), Optional.empty()));
        ItemState item = story.item(STAGING);
        assertThat(item.status()).isEqualTo(status);
        assertThat(item.inherited()).isTrue();
        assertThat(item.waived()).isEqualTo(status == ItemStatus.SKIPPED);
        assertThat(item.actor()).contains(ann);
        assertThat(item.at()).contains(Story.START);
        assertThat(item.note().map(Phrase::text)).contains("in build 41");
        assertThat(item.evidence()).containsExactly("https://example.com");
    }

    @Test
    void whatOtherRolesSignedInTheOriginDoesNotMeetARule() {
        assertThat(openAfterSignatureFor("devops")).isEqualTo(1);
        assertThat(openAfterSignatureFor("product-manager")).isZero();
    }

    @Test
    void thatAnItemDoesNotApplyIsForItsOwnRolesToSay() {
        for (String role : List.of("qa", "devops")) {
            int open = role.equals("devops") ? 0 : 1;
            Story here = Story.begin().signs("ann", ItemAction.NOT_APPLICABLE, "backup", role);
            assertThat(here.status("backup")).isEqualTo(ItemStatus.NOT_APPLICABLE);
            assertThat(open(here, "backup")).as(role).isEqualTo(open);
            assertThat(open(inheriting("backup", ItemStatus.NOT_APPLICABLE, role), "backup"))
                    .as(role)
                    .isEqualTo(open);
        }
    }

    private static int openAfterSignatureFor(String role) {
        return open(inheriting("acceptance-criteria", ItemStatus.PASSED, role), "acceptance-criteria");
    }

    private static Story inheriting(String item, ItemStatus status, String role) {
        Actor ann = Actor.user("ann", "Ann");
        Inherited inherited = new Inherited(
                item,
                status,
                false,
                Optional.of(ann),
                Optional.of(Story.START),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(new Inherited.SignedRole(role, ann)));
        return Story.begin()
                .step("releaseChecklist", new ReleaseEvent.ItemsInherited(List.of(inherited), Optional.empty()));
    }

    /** A restart skips the stage, and the gate of a later one does not ask for it again. */
    @Test
    void whatAStepDidInTheOriginMeetsARuleWhereTheItemNamesTheStep() {
        assertThat(open(doneInOriginBy("smokeTest"), STAGING)).isZero();
        assertThat(open(doneInOriginBy("checklistItem"), STAGING)).isEqualTo(1);
    }

    private static Story doneInOriginBy(String step) {
        Inherited inherited = new Inherited(
                STAGING,
                ItemStatus.PASSED,
                false,
                Optional.of(Actor.step(step)),
                Optional.of(Story.START),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
        return Story.begin()
                .step("releaseChecklist", new ReleaseEvent.ItemsInherited(List.of(inherited), Optional.empty()));
    }

    /** How many items a gate waits for that requires this one. */
    private static int open(Story story, String item) {
        GatePolicy policy =
                GatePolicyBuilder.of(GatePolicy.NONE).requires(List.of(item)).build();
        Release release = story.opensGate("production", 1, "production", policy).release();
        return release.openItems(release.gate("production").orElseThrow()).size();
    }

    @Test
    void anInheritedItemThatRunsAgainIsThisBuildsOwn() {
        Inherited inherited = new Inherited(
                STAGING,
                ItemStatus.PASSED,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of());
        Story story = Story.begin()
                .step("releaseChecklist", new ReleaseEvent.ItemsInherited(List.of(inherited), Optional.empty()))
                .failed("api", "smokeTest", "staging");
        assertThat(story.status(STAGING)).isEqualTo(ItemStatus.FAILED);
        assertThat(story.item(STAGING).inherited()).isFalse();
    }
}
