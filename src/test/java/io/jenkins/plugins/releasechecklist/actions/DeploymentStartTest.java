package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.builds.history.DeploymentRequest;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Who may promote a release and roll one back, by page and REST API. Nothing leaves the queue meanwhile. */
@InSharedJenkins
class DeploymentStartTest {
    private JenkinsRule jenkins;
    private FreeStyleProject job;

    /** {@code devops} may build and approve, {@code boss} may build alone, {@code pm} may approve alone. */
    @BeforeEach
    void moveIn(JenkinsRule rule) throws Exception {
        jenkins = rule;
        People.moveIn(rule);
        ((MockAuthorizationStrategy) rule.jenkins.getAuthorizationStrategy())
                .grant(Item.BUILD)
                .everywhere()
                .to("devops", "boss");
        job = rule.createFreeStyleProject("shop");
        ReleaseHistory.write(job, 4);
        rule.jenkins.doQuietDown();
    }

    @AfterEach
    void goOn() {
        jenkins.jenkins.getQueue().clear();
        jenkins.jenkins.doCancelQuietDown();
    }

    private RestClient.Reply rollBack(String user, String... parameters) throws Exception {
        return RestClient.of(jenkins, user).post("job/shop/releases/rollback/start", parameters);
    }

    private RunningBuild ended() throws Exception {
        jenkins.jenkins.doCancelQuietDown();
        RunningBuild running = RunningBuild.start(jenkins);
        running.end();
        running.append(Actor.SYSTEM, new ReleaseEvent.BuildEnded("SUCCESS"));
        jenkins.jenkins.doQuietDown();
        return running;
    }

    // security.md: S51
    @Test
    void promotesForWhoeverMayBuild() throws Exception {
        RunningBuild release = ended();
        String address = release.page() + "promotion/start";
        assertThat(RestClient.of(jenkins, "pm").post(address, "environment", "production"))
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(403))
                .satisfies(refused -> assertThat(refused.error()).contains("pm is missing the permission", "Build"));
        assertThat(RestClient.of(jenkins, "boss")
                        .get(address + "?environment=production")
                        .status())
                .isEqualTo(404);
        assertThat(RestClient.of(jenkins, "boss")
                        .post(address + "?environment=production")
                        .status())
                .isEqualTo(400);
        assertThat(DeploymentRequest.queued(release.build().getParent())).isEmpty();
        assertThat(page("pm", release.page())).doesNotContain("Promote to");
        assertThat(page("boss", release.page())).contains("Promote to staging");

        RestClient.Reply done = RestClient.of(jenkins, "boss").post(address, "environment", "Production ");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().path("url").asText()).startsWith("queue/item/");
        assertThat(DeploymentRequest.queued(release.build().getParent()))
                .singleElement()
                .satisfies(request -> assertThat(request.actor().id()).isEqualTo("boss"));
        assertThat(page("reader", release.page())).contains("Promotion of 2.4.0 (#1) to production: in the queue");
        assertThat(RestClient.of(jenkins, "boss")
                        .post(address, "environment", "production")
                        .status())
                .isEqualTo(409);
        assertThat(RestClient.of(jenkins, "boss")
                        .post(address, "environment", "moon")
                        .error())
                .contains("moon", "production");
        assertThat(RestClient.of(jenkins, "boss").post(address).status()).isEqualTo(400);
    }

    // security.md: S51
    @Test
    void rollsBackForWhoeverMayBuildAndApprove() throws Exception {
        for (String user : new String[] {"boss", "pm", "reader"}) {
            RestClient.Reply refused = rollBack(user, "environment", "production", "build", "5", "reason", "slow");
            assertThat(refused.status()).as(user).isEqualTo(403);
            assertThat(page(user, "job/shop/releases/")).doesNotContain("Roll back production");
        }
        assertThat(RestClient.of(jenkins, "devops")
                        .get("job/shop/releases/rollback/start?environment=production&build=5&reason=slow")
                        .status())
                .isEqualTo(404);
        assertThat(rollBack("devops", "environment", "production", "build", "5").error())
                .isEqualTo("The parameter reason is missing");
        assertThat(rollBack("devops", "environment", "production", "build", "x", "reason", "slow")
                        .error())
                .isEqualTo("Expected the number of a build, found 'x'");
        assertThat(rollBack("devops", "environment", "production", "build", "20", "reason", "slow")
                        .error())
                .contains("build");
        assertThat(rollBack("devops", "environment", "moon", "build", "5", "reason", "slow")
                        .status())
                .isEqualTo(409);
        assertThat(DeploymentRequest.queued(job)).isEmpty();

        assertThat(page("devops", "job/shop/releases/")).contains("Roll back production");
        RestClient.Reply done = rollBack("devops", "environment", "production", "build", "5", "reason", "slow");
        assertThat(done.json().path("request").asText()).isEqualTo("Rollback of production from 1.4.0 to 1.1.0");
        assertThat(page("reader", "job/shop/releases/"))
                .contains("Rollback of production from 1.4.0 to 1.1.0: in the queue");
    }

    @Test
    void tellsWhoIsRefusedInABrowserWhy() throws Exception {
        RestClient.Reply refused = RestClient.of(jenkins, "boss").postAsBrowser("job/shop/releases/rollback/start");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("boss is missing the permission Release Checklist/Approve", "/releases/");
    }

    private String page(String user, String path) throws Exception {
        return RestClient.of(jenkins, user).get(path, "Accept", "text/html").text();
    }
}
