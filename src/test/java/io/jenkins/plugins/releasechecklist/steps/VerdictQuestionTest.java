package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.builds.waiting.PersonalWork;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingIndex;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.VerdictAnswer;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.io.IOException;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** An inconclusive verification asks a person. Nothing passes in these, so that there is no latency to judge. */
class VerdictQuestionTest extends OneJenkins {
    private static final String DOUBT = "no sample passed, so there is no latency to judge";

    private String verification(String more) {
        return """
                def seen = postDeployVerify environment: 'production', duration: '2s', interval: '2s', successRate: '>= 0%%',
                    p95: '<= 1s', onInconclusive: 'ask', checks: [httpCheck(name: 'health', url: '%s/health')]%s
                echo "${seen.verdict} ${seen.decidedBy}"
                """.formatted(shop().url(), more);
    }

    private WorkflowRun asking(String more) throws Exception {
        shop().breakDown();
        WorkflowRun run = start(verification(more));
        Releasing.awaitRelease(run, release -> !release.askingRuns().isEmpty());
        return run;
    }

    private static Judgement judgement(WorkflowRun run) throws IOException {
        return lastRun(run, "postDeployVerify").judgement().orElseThrow();
    }

    private static List<PersonalWork.Question> questions(String user) throws IOException {
        try (ACLContext as = ACL.as2(User.getById(user, true).impersonate2())) {
            return PersonalWork.questions(Approver.current(), WaitingIndex.get().all());
        }
    }

    @Test
    void passesByTheWordOfAPerson() throws Exception {
        WorkflowRun run = asking("");
        assertThat(release(run).status()).isEqualTo(ReleaseStatus.WAITING_FOR_DECISION);
        assertThat(questions("qa"))
                .extracting(question -> question.place().path())
                .containsExactly(run.getUrl() + "release-checklist/#run-"
                        + release(run).askingRuns().get(0).run());
        assertThat(questions("support")).isEmpty();

        Releasing.answer(run, "qa", VerdictAnswer.PASS, "Tried it by hand", 0);
        end(Result.SUCCESS, run);

        assertExplained(
                run,
                "[postDeployVerify] INCONCLUSIVE: " + DOUBT + ". Waits 1h for someone to decide: ",
                "[postDeployVerify] PASS: decided by qa: Tried it by hand; the verification itself was INCONCLUSIVE: "
                        + DOUBT);
        assertThat(Releasing.echoes(run)).containsExactly("PASS qa");
        assertThat(judgement(run).verdict()).isEqualTo(Verdict.PASS);
        assertThat(judgement(run).decidedBy())
                .hasValueSatisfying(person -> assertThat(person.id()).isEqualTo("qa"));
        assertThat(judgement(run).samples()).isEqualTo(1);
        assertThat(judgement(run).successRate()).isZero();
        assertThat(status(run, "post-deploy-verification")).isEqualTo(ItemStatus.PASSED);
        assertThat(questions("qa")).isEmpty();
        Recorded recorded = Recorded.of(run);
        recorded.only(ReleaseEvent.VerdictAsked.class);
        assertThat(recorded.only(ReleaseEvent.VerdictAnswered.class).roles()).containsExactly("qa");
        recorded.only(ReleaseEvent.RunFinished.class);
    }

    @Test
    void failsByTheWordOfAPersonWhoSaysWhy() throws Exception {
        WorkflowRun run = asking("");
        assertThatThrownBy(() -> Releasing.answer(run, "qa", VerdictAnswer.FAIL, " ", 0))
                .isInstanceOf(Refusal.class)
                .hasMessage("Add a comment that explains the verdict");
        Releasing.answer(run, "qa", VerdictAnswer.FAIL, "Customers complain", 0);
        end(Result.FAILURE, run);
        assertThat(judgement(run).verdict()).isEqualTo(Verdict.FAIL);
        assertThat(item(run, "post-deploy-verification").note().map(Phrase::text))
                .hasValueSatisfying(note -> assertThat(note).contains("decided by qa: Customers complain"));
        assertThatThrownBy(() -> Releasing.answer(run, "qa", VerdictAnswer.PASS, "Late", 0))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT));
    }

    @Test
    void looksAgainAndJudgesWhatItSeesThen() throws Exception {
        WorkflowRun run = asking("");
        for (int minutes : new int[] {0, 61}) {
            assertThatThrownBy(() -> Releasing.answer(run, "qa", VerdictAnswer.LOOK_AGAIN, null, minutes))
                    .hasMessage("minutes: expected 1 to 60, found " + minutes);
        }
        shop().recover();
        Releasing.answer(run, "qa", VerdictAnswer.LOOK_AGAIN, null, 1);
        Releasing.awaitRelease(run, release -> lastSamples(release) > 1);
        assertThat(release(run).status()).isNotEqualTo(ReleaseStatus.WAITING_FOR_DECISION);
        // A minute is long for a test: what follows from it is tested where time can be set.
        run.doStop();
        end(Result.ABORTED, run);
        assertExplained(run, "[postDeployVerify] qa wants another look: watching for 1m");
    }

    private static int lastSamples(Release release) {
        return release.runs().get(release.runs().size() - 1).samples().size();
    }

    @Test
    void failsWhenNobodyAnswers() throws Exception {
        shop().breakDown();
        WorkflowRun run = run(Result.FAILURE, verification(", answerTimeout: '1s'"));
        assertExplained(run, "[postDeployVerify] INCONCLUSIVE: " + DOUBT + "; nobody decided within 1s");
        assertThat(judgement(run).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judgement(run).decidedBy()).isEmpty();
    }

    @Test
    void refusesAWaitThatIsTooLong() throws Exception {
        refuse(
                "postDeployVerify environment: 'production', onInconclusive: 'ask', answerTimeout: '31d'",
                "answerTimeout: expected 1s to 30d, found 31d");
    }

    @Test
    void endsWithTheBuild() throws Exception {
        WorkflowRun run = asking("");
        run.doStop();
        end(Result.ABORTED, run);
        assertThat(release(run).askingRuns()).isEmpty();
        assertThat(Recorded.of(run).only(ReleaseEvent.RunFinished.class).outcome())
                .isEqualTo(Outcome.ABORTED);
        assertThatThrownBy(() -> Releasing.answer(run, "qa", VerdictAnswer.PASS, "Late", 0))
                .isInstanceOf(Refusal.class);
        assertThat(questions("qa")).isEmpty();
    }

    // security.md: S53
    @Test
    void isNotPassedByWhomTheEnvironmentKeepsFromApproving() throws Exception {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        production.setForbidSelfApproval(true);
        production.setApprovals(List.of(new RequiredApproval("qa")));
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
        ReleaseChecklistConfiguration.get().getRoles().stream()
                .filter(role -> role.getName().equals("qa"))
                .forEach(role -> role.setUsers(List.of("qa", "starter")));
        shop().breakDown();
        WorkflowRun run = job(verification(""))
                .scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("starter")))
                .waitForStart();
        Releasing.awaitRelease(run, release -> !release.askingRuns().isEmpty());

        assertRefused(
                run,
                "starter",
                "starter started this build and cannot approve here, so starter cannot pass the verification either");
        assertRefused(run, "devops", "This answer takes qa; devops holds devops");
        assertRefused(run, "support", "This answer takes qa; support holds support");
        // To fail takes less: nothing goes out by it.
        Releasing.answer(run, "starter", VerdictAnswer.FAIL, "My own build is broken", 0);
        end(Result.FAILURE, run);
    }

    private static void assertRefused(WorkflowRun run, String user, String message) {
        assertThatThrownBy(() -> Releasing.answer(run, user, VerdictAnswer.PASS, "Fine", 0))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FORBIDDEN))
                .hasMessage(message);
    }

    @Test
    void asksNobodyWhatIsCertain() throws Exception {
        shop().breakDown();
        WorkflowRun run = run(Result.FAILURE, verification("").replace(">= 0%", ">= 99%"));
        assertThat(Recorded.of(run).all(ReleaseEvent.VerdictAsked.class)).isEmpty();
    }
}
