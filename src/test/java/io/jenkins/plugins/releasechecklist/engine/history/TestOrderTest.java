package io.jenkins.plugins.releasechecklist.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests before, between and after attempts to deploy, in every order: they count for what they tested. */
class TestOrderTest {
    private static final String DEPLOYMENT = "deploy-production";
    private static final String VERIFICATION = "post-deploy-verification";
    private static final String PRODUCTION = "production";

    /** What can happen in production, each in two events. */
    private enum Act {
        GO,
        NO_GO,
        DEPLOY,
        FAIL_TO_DEPLOY,
        SMOKE,
        FAILED_SMOKE,
        VERIFY,
        FAILED_VERIFY,
        ROLL_BACK,
        /** No test of a release. */
        MEASURE;

        static final List<Act> TESTS = List.of(SMOKE, FAILED_SMOKE, VERIFY, FAILED_VERIFY);
        static final List<Act> ATTEMPTS = List.of(GO, NO_GO, DEPLOY, FAIL_TO_DEPLOY);

        Story tell(Story story) {
            String id = "#" + story.events().size();
            int round = story.events().size();
            return switch (this) {
                case GO -> story.opensGate(PRODUCTION, round, PRODUCTION).settles(PRODUCTION, round, GateStatus.GO);
                case NO_GO ->
                    story.opensGate(PRODUCTION, round, PRODUCTION).settles(PRODUCTION, round, GateStatus.NO_GO);
                case DEPLOY -> story.worksOn(DEPLOYMENT, "deploy" + id).passes("deploy" + id);
                case FAIL_TO_DEPLOY -> story.worksOn(DEPLOYMENT, "deploy" + id).fails("deploy" + id);
                case SMOKE -> story.passed("smoke" + id, "smokeTest", PRODUCTION);
                case FAILED_SMOKE -> story.failed("smoke" + id, "smokeTest", PRODUCTION);
                case VERIFY -> story.passed("verify" + id, "postDeployVerify", PRODUCTION);
                case FAILED_VERIFY -> story.failed("verify" + id, "postDeployVerify", PRODUCTION);
                case ROLL_BACK -> story.passed("back" + id, "rollbackRelease", PRODUCTION);
                case MEASURE -> story.passed("measure" + id, "baseline", PRODUCTION);
            };
        }
    }

    private static Story story(List<Act> acts) {
        Story story = Story.begin();
        acts.forEach(act -> act.tell(story));
        return story;
    }

    private static ReleaseLine line(Release release) {
        return ReleaseLine.of(History.build(7), Story.START, Duration.ofHours(1), release);
    }

    /** Every list of so many acts at most. */
    private static Stream<List<Act>> upTo(int length) {
        return length == 0 ? Stream.of(List.of()) : Stream.concat(upTo(length - 1), lists(length));
    }

    private static Stream<List<Act>> lists(int length) {
        return length == 0
                ? Stream.of(List.of())
                : lists(length - 1)
                        .flatMap(list -> Stream.of(Act.values()).map(act -> {
                            List<Act> longer = new ArrayList<>(list);
                            longer.add(act);
                            return longer;
                        }));
    }

    /** A test between those acts leaves no trace but its own run, as if something had been measured in its time. */
    private static void assertUnheard(List<Act> before, List<Act> after) {
        for (Act test : Act.TESTS) {
            Release with = story(Stream.of(before, List.of(test), after)
                            .flatMap(List::stream)
                            .toList())
                    .release();
            Release without = story(Stream.of(before, List.of(Act.MEASURE), after)
                            .flatMap(List::stream)
                            .toList())
                    .release();
            String what = before + " " + test + " " + after;
            assertThat(with.items()).as(what).isEqualTo(without.items());
            assertThat(with.status()).as(what).isEqualTo(without.status());
            assertThat(line(with)).as(what).isEqualTo(line(without));
            assertThat(with.mayBeIn(PRODUCTION)).as(what).isEqualTo(without.mayBeIn(PRODUCTION));
            assertThat(with.runs().stream().filter(with::isPreFlight)).as(what).isNotEmpty();
        }
    }

    @Test
    void whatIsTestedBeforeTheFirstAttemptSaysNothingOfTheRelease() {
        for (Act attempt : Act.ATTEMPTS) {
            upTo(2).forEach(rest -> {
                List<Act> after = new ArrayList<>(List.of(attempt));
                after.addAll(rest);
                assertUnheard(List.of(), after);
                assertUnheard(List.of(Act.SMOKE), after);
            });
        }
    }

    @Test
    void whatIsTestedBetweenARollbackAndTheNextAttemptSaysNothingOfTheRelease() {
        List<Act> before = List.of(Act.GO, Act.DEPLOY, Act.FAILED_VERIFY, Act.ROLL_BACK);
        for (Act attempt : Act.ATTEMPTS) {
            upTo(2).forEach(rest -> {
                List<Act> after = new ArrayList<>(List.of(attempt));
                after.addAll(rest);
                assertUnheard(before, after);
            });
        }
    }

    @Test
    void whatIsTestedAfterADeploymentFailedDoesNotHideThat() {
        assertUnheard(List.of(Act.GO, Act.FAIL_TO_DEPLOY), List.of());
        assertUnheard(List.of(Act.FAIL_TO_DEPLOY), List.of());
        upTo(2).forEach(rest -> {
            List<Act> after = new ArrayList<>(List.of(Act.DEPLOY));
            after.addAll(rest);
            assertUnheard(List.of(Act.GO, Act.FAIL_TO_DEPLOY), after);
        });
        Release release = story(List.of(Act.GO, Act.FAIL_TO_DEPLOY, Act.VERIFY)).release();
        List<ReleaseLine> lines = List.of(History.good(6), line(release));
        assertThat(EnvironmentStatus.of(lines).get(0).running().orElseThrow().build())
                .isEqualTo(History.build(6));
        assertThat(EnvironmentStatus.of(lines).get(0).failed()).isPresent();
    }

    @Test
    void aTestAfterTheDeploymentCounts() {
        for (List<Act> before : List.of(
                List.of(Act.DEPLOY),
                List.of(Act.GO),
                List.of(Act.GO, Act.DEPLOY),
                List.of(Act.SMOKE, Act.GO, Act.SMOKE, Act.DEPLOY),
                List.of(Act.FAIL_TO_DEPLOY, Act.DEPLOY),
                List.of(Act.DEPLOY, Act.FAILED_VERIFY, Act.ROLL_BACK, Act.DEPLOY))) {
            List<Act> acts = new ArrayList<>(before);
            acts.add(Act.VERIFY);
            Story story = story(acts);
            assertThat(story.status(VERIFICATION)).as(acts.toString()).isEqualTo(ItemStatus.PASSED);
            assertThat(story.status(DEPLOYMENT)).as(acts.toString()).isEqualTo(ItemStatus.PASSED);
            assertThat(line(story.release())
                            .environment(PRODUCTION)
                            .orElseThrow()
                            .good())
                    .as(acts.toString())
                    .isTrue();
        }
    }

    @Test
    void whatTheBlockOfARollbackTestsIsWhatItBringsBack() {
        Story story = story(List.of(Act.GO, Act.DEPLOY, Act.FAILED_VERIFY))
                .starts("back", "rollbackRelease", PRODUCTION)
                .passed("verify#2", "postDeployVerify", PRODUCTION)
                .passes("back");
        assertThat(story.release().status()).isEqualTo(ReleaseStatus.ROLLED_BACK);
        assertThat(story.status(VERIFICATION)).isEqualTo(ItemStatus.FAILED);
        assertThat(line(story.release()).environment(PRODUCTION).orElseThrow().good())
                .isFalse();
    }

    @Test
    void aVerificationThatSawTheVersionShowsThatAFailedDeploymentCameThere() {
        Story story = story(List.of(Act.GO, Act.FAIL_TO_DEPLOY))
                .starts("verify", "postDeployVerify", PRODUCTION)
                .step(
                        "postDeployVerify",
                        new ReleaseEvent.VerificationJudged(
                                "verify",
                                new Judgement(
                                        Verdict.PASS,
                                        List.of(),
                                        40,
                                        1,
                                        Optional.empty(),
                                        Optional.of("2.4.0"),
                                        List.of(),
                                        Optional.empty())))
                .step("postDeployVerify", new ReleaseEvent.RunFinished("verify", Outcome.PASSED, Optional.empty()));
        assertThat(story.status(VERIFICATION)).isEqualTo(ItemStatus.PASSED);
        assertThat(line(story.release()).environment(PRODUCTION).orElseThrow().good())
                .isTrue();
    }

    @Test
    void aSmokeTestAloneIsNoDeploymentWhereTheChecklistHasAnItemForThat() {
        ReleaseLine line = line(story(List.of(Act.SMOKE)).buildEnds("SUCCESS").release());
        assertThat(line.environment(PRODUCTION).orElseThrow().deployed()).isEmpty();
        assertThat(Deployment.of(List.of(History.good(6), line)))
                .extracting(Deployment::build)
                .containsExactly(6);
        assertThat(EnvironmentStatus.of(List.of(History.good(6), line))
                        .get(0)
                        .running()
                        .orElseThrow()
                        .build())
                .isEqualTo(History.build(6));
    }

    @Test
    void aStepThatSaysThatTheReleaseIsDeployedSaysItOfWhatCameAfterTheGo() {
        Story story = story(List.of(Act.SMOKE, Act.GO, Act.VERIFY))
                .starts("mark", "checklistItem", Optional.empty(), Optional.of(DEPLOYMENT))
                .marks(DEPLOYMENT, ItemStatus.PASSED)
                .passes("mark");
        assertThat(story.status(VERIFICATION)).isEqualTo(ItemStatus.PASSED);
        assertThat(story.release().tests(PRODUCTION)).hasSize(1);
    }
}
