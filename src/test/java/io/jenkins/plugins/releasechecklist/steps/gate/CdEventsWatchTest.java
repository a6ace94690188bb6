package io.jenkins.plugins.releasechecklist.steps.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.channel.CdEventsChannel;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import io.jenkins.plugins.releasechecklist.steps.Releasing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;

/** What a receiver of CDEvents hears of a build, over real HTTP and through the outbox. */
class CdEventsWatchTest extends OneJenkins {

    private List<JsonNode> heard() throws IOException {
        List<JsonNode> heard = new ArrayList<>();
        for (int i = 0; i < shop().received().size(); i++) {
            heard.add(new ObjectMapper().readTree(shop().received().get(i)));
        }
        return heard;
    }

    @Test
    void tellsTheWayOfAnApprovalThroughTheOutbox() throws Exception {
        Role qa = new Role("qa");
        qa.setUsers(List.of("qa"));
        ReleaseChecklistConfiguration.get().setRoles(List.of(qa));
        ReleaseChecklistConfiguration.get().setAudiences(List.of());
        ReleaseChecklistConfiguration.get()
                .setChannels(List.of(new CdEventsChannel("events", shop().url() + "/hook/events")));

        WorkflowRun run =
                start("releaseChecklist version: '2.4.0'\nreleaseGate environment: 'production', approvals: [qa: 1]");
        await().atMost(Duration.ofSeconds(30)).until(() -> !shop().received().isEmpty());
        Releasing.go(run, "qa", "production");
        end(Result.SUCCESS, run);
        await().atMost(Duration.ofSeconds(30)).until(() -> shop().received().size() >= 3);

        List<JsonNode> heard = heard();
        assertThat(heard)
                .extracting(event -> event.path("type").asText())
                .containsExactlyInAnyOrder(
                        "dev.cdevents.approval.created.0.1.0",
                        "dev.cdevents.approval.updated.0.1.0",
                        "dev.cdevents.approval.closed.0.1.0");
        assertThat(heard).allSatisfy(event -> {
            assertThat(event.path("source").asText()).endsWith(run.getUrl() + "release-checklist/");
            assertThat(event.path("id").asText())
                    .isEqualTo(event.at("/data/context/id").asText());
        });
        assertThat(Releasing.awaitRelease(
                                run,
                                release -> release.deliveries().stream()
                                        .allMatch(delivery -> delivery.status() == DeliveryStatus.DELIVERED))
                        .deliveries())
                .hasSize(3);
    }
}
