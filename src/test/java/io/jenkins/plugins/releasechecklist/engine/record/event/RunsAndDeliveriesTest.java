package io.jenkins.plugins.releasechecklist.engine.record.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.record.state.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run and a delivery gather on their way. */
class RunsAndDeliveriesTest {
    private static CheckResult check(String name, boolean passed, int attempts) {
        return new CheckResult(
                name,
                "http",
                "https://example.com",
                passed ? CheckResult.Status.PASSED : CheckResult.Status.FAILED,
                Duration.ofMillis(12),
                attempts,
                passed ? "" : "expected 200, found 503");
    }

    private static Story delivery() {
        return delivery(MessageEvent.RELEASE_ANNOUNCED);
    }

    private static Story delivery(MessageEvent event) {
        Message message = new Message(
                event,
                Story.START,
                "Shop",
                "2.4.0",
                "minor",
                "RELEASED",
                Optional.empty(),
                "mail",
                "Shop 2.4.0 is released",
                "# Notes",
                "<h1>Notes</h1>",
                List.of());
        return Story.begin()
                .step("announceRelease", new ReleaseEvent.DeliveryPlanned("d", "r", "mail", message, List.of()));
    }

    private static Story attempts(Story story, int attempt, boolean inDoubt) {
        return story.step("announceRelease", new ReleaseEvent.DeliveryAttempted("d", attempt, inDoubt));
    }

    private static Story answers(Story story, int attempt, DeliveryAnswer answer, String text) {
        return story.step(
                "announceRelease", new ReleaseEvent.DeliveryAnswered("d", attempt, answer, text, Optional.empty()));
    }

    private static DeliveryState state(Story story) {
        return story.release().deliveries().get(0);
    }

    @Test
    void aRunGathersItsChecksAndACheckThatRanAgainReplacesItsEarlierResult() {
        Story story = Story.begin()
                .starts("api", "smokeTest", "staging")
                .step("smokeTest", new ReleaseEvent.CheckSettled("api", check("health", false, 3)))
                .step("smokeTest", new ReleaseEvent.CheckSettled("api", check("db", true, 1)))
                .step("smokeTest", new ReleaseEvent.CheckSettled("api", check("health", true, 1)));
        RunState run = story.release().run("api").orElseThrow();
        assertThat(run.checks()).containsExactly(check("db", true, 1), check("health", true, 1));
        assertThat(run.isRunning()).isTrue();
        assertThat(run.isPassed()).isFalse();
        assertThat(run.seq()).isEqualTo(2);
        assertThat(run.started()).isEqualTo(Story.START.plusSeconds(120));
    }

    @Test
    void aRunGathersSamplesAndItsVerdict() {
        Sample one = new Sample(Story.START, "health", true, 12, "");
        Sample two = new Sample(Story.START, "db", false, 3, "refused");
        Judgement judgement = new Judgement(
                Verdict.FAIL, List.of("db"), 2, 0.5, Optional.of(12L), Optional.empty(), List.of(), Optional.empty());
        Story story = Story.begin()
                .starts("verify", "postDeployVerify", "production")
                .step("postDeployVerify", new ReleaseEvent.Sampled("verify", List.of(one)))
                .step("postDeployVerify", new ReleaseEvent.Sampled("verify", List.of(two)));
        Release before = story.release();
        story.step("postDeployVerify", new ReleaseEvent.VerificationJudged("verify", judgement))
                .step("postDeployVerify", new ReleaseEvent.Sampled("verify", List.of(one)))
                .fails("verify");
        RunState run = story.release().run("verify").orElseThrow();
        assertThat(run.samples()).containsExactly(one, two, one);
        assertThat(run.judgement()).contains(judgement);
        assertThat(run.reason()).contains("verify failed");
        assertThat(before.run("verify").orElseThrow().samples()).containsExactly(one, two);
        assertThat(before.run("verify").orElseThrow().judgement()).isEmpty();
    }

    @Test
    void anInconclusiveRunAsksPeopleUntilOneAnswers() {
        Judgement doubt = new Judgement(
                Verdict.INCONCLUSIVE,
                List.of("too little"),
                2,
                1,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
        ReleaseEvent.VerdictAsked asked = new ReleaseEvent.VerdictAsked(
                "verify", doubt, List.of("qa"), Participants.NOBODY, Story.START.plusSeconds(3600));
        Story story =
                Story.begin().starts("verify", "postDeployVerify", "production").step("postDeployVerify", asked);
        assertThat(story.release().status()).isEqualTo(ReleaseStatus.WAITING_FOR_DECISION);
        assertThat(story.release().askingRuns()).hasSize(1);

        story.event(Actor.user("ann", "Ann"), answer(VerdictAnswer.LOOK_AGAIN))
                .event(Actor.user("bob", "Bob"), answer(VerdictAnswer.FAIL));
        assertThat(story.release().askingRuns()).isEmpty();
        assertThat(story.release().run("verify").orElseThrow().lastQuestion()).hasValueSatisfying(last -> {
            assertThat(last.isToLookAgain()).isTrue();
            assertThat(last.reply().orElseThrow().by().id()).isEqualTo("ann");
        });

        story.step("postDeployVerify", asked);
        assertThat(story.release().askingRuns()).hasSize(1);
        story.buildEnds("ABORTED");
        assertThat(story.release().askingRuns()).isEmpty();
        assertThat(story.release().run("verify").orElseThrow().questions()).hasSize(2);
    }

    private static ReleaseEvent answer(VerdictAnswer answer) {
        return new ReleaseEvent.VerdictAnswered(
                "verify",
                answer,
                List.of("qa"),
                Optional.of("because"),
                answer == VerdictAnswer.LOOK_AGAIN ? Optional.of(Duration.ofMinutes(5)) : Optional.empty());
    }

    @Test
    void theVerdictOfAPersonKeepsWhatWasMeasured() {
        Judgement doubt = new Judgement(
                Verdict.INCONCLUSIVE,
                List.of("too little"),
                2,
                1,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
        Judgement decided = doubt.decidedBy(new Person("ann", "Ann"), Verdict.PASS, "tried it");
        assertThat(decided.verdict()).isEqualTo(Verdict.PASS);
        assertThat(decided.reasons())
                .containsExactly("decided by Ann: tried it", "the verification itself was INCONCLUSIVE: too little");
        assertThat(decided.samples()).isEqualTo(2);
        assertThat(decided.decidedBy()).contains(new Person("ann", "Ann"));
    }

    @Test
    void aRollbackKnowsWhereItGoes() {
        ReleaseEvent.RollbackTargeted target = new ReleaseEvent.RollbackTargeted(
                "roll", "production", "2.3.9", new BuildRef("shop", 40, "job/shop/40/"));
        Story story =
                Story.begin().starts("roll", "rollbackRelease", "production").step("rollbackRelease", target);
        assertThat(story.release().run("roll").orElseThrow().target()).contains(target);
    }

    @Test
    void aRunThatStartsTwiceStartedOnce() {
        Story story = Story.begin()
                .starts("api", "smokeTest", "staging")
                .passed("browser", "withSmokeTest", "staging")
                .starts("api", "smokeTest", "staging");
        assertThat(story.release().runs()).extracting(RunState::run).containsExactly("api", "browser");
        assertThat(story.release().run("api").orElseThrow().seq()).isEqualTo(2);
    }

    @Test
    void whatIsSaidAboutARunThatIsNotThereHasNoEffect() {
        Story story = Story.begin()
                .step("smokeTest", new ReleaseEvent.CheckSettled("api", check("health", true, 1)))
                .passes("api");
        assertThat(story.release().runs()).isEmpty();
        assertThat(story.release().run("api")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void aSuccessRateIsAShare(double rate) {
        assertThatThrownBy(() -> new Judgement(
                        Verdict.PASS,
                        List.of(),
                        1,
                        rate,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a success rate from 0 to 1, found " + rate);
    }

    @Test
    void aDeliveryIsPlannedThenAttemptedThenSettled() {
        Story story = delivery();
        assertThat(state(story).status()).isEqualTo(DeliveryStatus.PLANNED);
        assertThat(state(story).attempts()).isZero();
        assertThat(state(attempts(story, 1, false)).status()).isEqualTo(DeliveryStatus.ATTEMPTED);
        assertThat(state(story).attempts()).isEqualTo(1);
        assertThat(state(story).inDoubt()).isFalse();
        answers(story, 1, DeliveryAnswer.DELIVERED, "200");
        assertThat(state(story).status()).isEqualTo(DeliveryStatus.ATTEMPTED);
        story.step(
                "announceRelease", new ReleaseEvent.DeliverySettled("d", DeliveryStatus.DELIVERED, Optional.of("200")));
        assertThat(state(story).status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(state(story).reason()).contains("200");
    }

    @Test
    void anEventForProgramsIsNewsToPeopleUntilItArrived() {
        ReleaseEvent.DeliverySettled arrived =
                new ReleaseEvent.DeliverySettled("d", DeliveryStatus.DELIVERED, Optional.of("202"));
        Story story = delivery(MessageEvent.CD_EVENT);
        assertThat(state(story).isNews()).isTrue();
        assertThat(state(story.step("outbox", arrived)).isNews()).isFalse();
        assertThat(state(delivery().step("announceRelease", arrived)).isNews()).isTrue();
    }

    @Test
    void aDeliveryKeepsEveryAttemptWithItsAnswer() {
        Story story = delivery();
        answers(attempts(story, 1, false), 1, DeliveryAnswer.FAILED, "503");
        attempts(story, 2, true);
        List<DeliveryState.Try> tries = state(story).tries();
        assertThat(tries).hasSize(2);
        assertThat(tries.get(0).answer().map(ReleaseEvent.DeliveryAnswered::text))
                .contains("503");
        assertThat(tries.get(0).answeredAt()).contains(tries.get(0).at().plusSeconds(60));
        assertThat(tries.get(1).answer()).isEmpty();
        assertThat(state(story).inDoubt()).isTrue();
    }

    @Test
    void aDeliveryIsPlannedOnce() {
        Story story = attempts(delivery(), 1, false);
        DeliveryState before = state(story);
        story.step(
                "announceRelease", new ReleaseEvent.DeliveryPlanned("d", "other", "chat", before.message(), List.of()));
        assertThat(story.release().deliveries()).containsExactly(before);
    }

    private static Story settled(DeliveryStatus status) {
        return answers(attempts(delivery(), 1, false), 1, DeliveryAnswer.REFUSED, "404")
                .step("announceRelease", new ReleaseEvent.DeliverySettled("d", status, Optional.of("404")));
    }

    @Test
    void whatFailedIsPlannedAgainWhenSomebodyAsksForIt() {
        Story story =
                settled(DeliveryStatus.FAILED).event(Actor.user("pm", "Pam"), new ReleaseEvent.DeliveryRequested("d"));
        assertThat(state(story).status()).isEqualTo(DeliveryStatus.PLANNED);
        assertThat(state(story).isOpen()).isTrue();
        assertThat(state(story).requestedBy().map(Actor::name)).contains("Pam");
        assertThat(state(story).attempts()).isEqualTo(1);
        assertThat(story.release().openDeliveries()).hasSize(1);
        attempts(story, 2, false);
        assertThat(state(story).tries()).hasSize(2);
        assertThat(state(story).requestedBy()).isPresent();
    }

    @Test
    void whatIsDeliveredIsNotSentAgainHoweverOftenSomebodyAsks() {
        Story story = settled(DeliveryStatus.DELIVERED)
                .event(Actor.user("pm", "Pam"), new ReleaseEvent.DeliveryRequested("d"));
        assertThat(state(story).status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(state(story).requestedBy()).isEmpty();
        assertThat(story.release().openDeliveries()).isEmpty();
    }

    @Test
    void aRunThatWorksSendsItsDeliveriesItself() {
        Story story = delivery().starts("r", "announceRelease", "production");
        assertThat(story.release().openDeliveries()).isEmpty();
        assertThat(story.passes("r").release().openDeliveries()).hasSize(1);
    }

    @Test
    void nobodySendsWhatAnAbortedRunHadPlanned() {
        Story story = delivery().starts("r", "announceRelease", "production");
        story.step(
                "announceRelease",
                new ReleaseEvent.RunFinished("r", Outcome.ABORTED, Optional.of(Phrase.plain("Aborted by Pam"))));
        assertThat(state(story).status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(state(story).reason()).contains("Aborted by Pam");
        assertThat(story.release().openDeliveries()).isEmpty();
    }

    @Test
    void theEndOfTheBuildEndsTheDeliveriesOfItsRunsAndNoOthers() {
        Message message = state(delivery()).message();
        Story story = delivery()
                .starts("r", "announceRelease", "production")
                .step("outbox", new ReleaseEvent.DeliveryPlanned("e", "incident", "mail", message, List.of()))
                .step("jenkins", new ReleaseEvent.BuildEnded("ABORTED"))
                .step("outbox", new ReleaseEvent.DeliveryPlanned("f", "incident", "chat", message, List.of()));
        assertThat(story.release().deliveries())
                .extracting(DeliveryState::status)
                .containsExactly(DeliveryStatus.FAILED, DeliveryStatus.PLANNED, DeliveryStatus.PLANNED);
        assertThat(story.release().openDeliveries())
                .extracting(DeliveryState::delivery)
                .containsExactly("e", "f");
    }

    @Test
    void whatIsSaidAboutADeliveryThatIsNotThereHasNoEffect() {
        Story story = answers(attempts(Story.begin(), 1, false), 1, DeliveryAnswer.DELIVERED, "200");
        assertThat(story.release().deliveries()).isEmpty();
    }
}
