package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Run;
import hudson.security.AuthorizationStrategy;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * One Jenkins for all tests, because starting one takes longer than most of them. Every test has jobs of its own, a
 * shop of its own, and the configuration that {@link #configure} sets anew: one person for each role, checks on the controller
 * allowed, no channels, no protected environments.
 */
@InSharedJenkins
public abstract class OneJenkins {
    private static JenkinsRule rule;
    private static int jobs;
    private Shop shop;

    @BeforeAll
    static void moveIn(JenkinsRule shared) {
        rule = shared;
    }

    @BeforeEach
    void configure() throws IOException {
        rule.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        Releasing.people(rule);
        Releasing.allowControllerProbes();
        ReleaseChecklistConfiguration.get().setChannels(List.of());
        ReleaseChecklistConfiguration.get().setAudiences(List.of());
        ReleaseChecklistConfiguration.get().setEnvironments(List.of());
        ReleaseChecklistConfiguration.get().setTemplates(List.of());
        shop = new Shop();
    }

    @AfterEach
    void closeShop() {
        shop.close();
    }

    public static JenkinsRule rule() {
        return rule;
    }

    public Shop shop() {
        return shop;
    }

    public static WorkflowJob job(String script) throws Exception {
        jobs++;
        return Releasing.pipeline(rule, "job" + jobs, script);
    }

    public static WorkflowRun start(String script) throws Exception {
        return job(script).scheduleBuild2(0).waitForStart();
    }

    /** Runs the Pipeline and expects that it ends so. */
    public static WorkflowRun run(Result expected, String script) throws Exception {
        return end(expected, start(script));
    }

    public static WorkflowRun succeed(String script) throws Exception {
        return run(Result.SUCCESS, script);
    }

    /** Waits for the end of the build and of its record. */
    public static WorkflowRun end(Result expected, WorkflowRun run) throws Exception {
        rule.assertBuildStatus(expected, rule.waitForCompletion(run));
        if (BuildRecords.of(run).isPresent()) {
            Releasing.awaitRelease(
                    run,
                    release -> release.ended().isPresent() || release.opened().isEmpty());
        }
        return run;
    }

    /** Expects a failure with all of these words and without a stack trace, both in scripted and in Declarative Pipeline. */
    public static void refuse(String steps, String... words) throws Exception {
        assertExplained(run(Result.FAILURE, steps), words);
        assertExplained(run(Result.FAILURE, declarative(steps)), words);
    }

    public static String declarative(String steps) {
        return "pipeline { agent none; stages { stage('Release') { steps {\n" + steps + "\n} } } }";
    }

    public static WorkflowRun assertExplained(WorkflowRun run, String... words) throws IOException {
        assertThat(JenkinsRule.getLog(run)).contains(words).doesNotContain("\tat ");
        return run;
    }

    public static Release release(Run<?, ?> run) throws IOException {
        return Releasing.release(run);
    }

    static ItemState item(Run<?, ?> run, String id) throws IOException {
        return release(run).item(id).orElseThrow();
    }

    static ItemStatus status(Run<?, ?> run, String item) throws IOException {
        return item(run, item).status();
    }

    /** The last run of the step. */
    public static RunState lastRun(Run<?, ?> run, String step) throws IOException {
        Optional<RunState> last = release(run).runs().stream()
                .filter(one -> one.step().equals(step))
                .reduce((earlier, later) -> later);
        return last.orElseThrow();
    }

    /** The record as it lies on the disk. */
    public static String recorded(Run<?, ?> run) throws IOException {
        return Files.readString(run.getRootDir().toPath().resolve("release-checklist/events.jsonl"));
    }
}
