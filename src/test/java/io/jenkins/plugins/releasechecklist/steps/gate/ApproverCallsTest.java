package io.jenkins.plugins.releasechecklist.steps.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.Util;
import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.audience.Audience;
import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.config.environment.Escalation;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import io.jenkins.plugins.releasechecklist.steps.Releasing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is called to a gate, over real HTTP. */
class ApproverCallsTest extends OneJenkins {
    private static final String GATE = "releaseChecklist version: '2.4.0'\n"
            + "releaseGate environment: 'production', approvals: [qa: 1, devops: 1], message: 'Ship it?'";

    @BeforeEach
    void giveChannels() {
        List<Channel> channels = new ArrayList<>();
        List<Role> roles = new ArrayList<>();
        for (String name : List.of("qa", "devops", "product-manager")) {
            channels.add(new WebhookChannel("for-" + name, shop().url() + "/hook/" + name));
            Role role = new Role(name);
            role.setUsers(List.of(name.equals("product-manager") ? "pm" : name));
            role.setChannel("for-" + name);
            roles.add(role);
        }
        ReleaseChecklistConfiguration.get().setChannels(channels);
        ReleaseChecklistConfiguration.get().setRoles(roles);
        ReleaseChecklistConfiguration.get().setAudiences(List.of());
    }

    private List<String> heard() throws IOException {
        List<String> heard = new ArrayList<>();
        for (int i = 0; i < shop().received().size(); i++) {
            JsonNode message = new ObjectMapper().readTree(shop().received().get(i));
            heard.add(
                    message.path("event").asText() + " " + shop().hooks().get(i).replace("/hook/", "for-"));
        }
        return heard;
    }

    private void awaitMessages(int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> shop().received().size() >= count);
    }

    @Test
    void callsThePeopleOfEachRoleWithALinkToTheGate() throws Exception {
        WorkflowRun run = start(GATE);
        awaitMessages(2);
        assertThat(heard()).containsExactlyInAnyOrder("gate.waiting for-qa", "gate.waiting for-devops");
        JsonNode message = new ObjectMapper().readTree(shop().received().get(0));
        assertThat(message.path("title").asText()).contains("2.4.0 is waiting for a go/no-go decision for production");
        assertThat(message.toString()).contains("Ship it?");
        assertThat(message.path("links").get(0).path("url").asText())
                .endsWith("/" + run.getUrl() + "release-checklist/#gate-production");
        assertThat(message.path("links").findValuesAsText("url").subList(1, 3)).satisfies(urls -> {
            String page = "/release-approvals/open?to=" + Util.rawEncode(run.getUrl() + "release-checklist/#");
            assertThat(urls.get(0)).endsWith(page + "go-production");
            assertThat(urls.get(1)).endsWith(page + "no-go-production");
        });

        Releasing.go(run, "qa", "production");
        Releasing.go(run, "devops", "production");
        end(Result.SUCCESS, run);
        assertThat(shop().received()).hasSize(2);
        assertThat(Releasing.awaitRelease(
                                run,
                                release -> release.deliveries().stream()
                                        .allMatch(delivery -> delivery.status() == DeliveryStatus.DELIVERED))
                        .deliveries())
                .hasSize(2);
    }

    @Test
    void tellsThoseWhoDoAnItemAgainThatChangesAreRequested() throws Exception {
        WorkflowRun run = start(GATE);
        awaitMessages(2);
        Releasing.request(run, "qa", "production", "release-notes");
        awaitMessages(3);
        assertThat(heard().get(2)).isEqualTo("gate.changesRequested for-product-manager");
        assertThat(shop().received().get(2))
                .contains("changes are requested")
                .contains("changes of item release-notes (Release notes drafted), requested by qa: Once more");
        Releasing.sign(run, "pm", "release-notes");
        Releasing.go(run, "qa", "production");
        Releasing.go(run, "devops", "production");
        end(Result.SUCCESS, run);
        assertThat(shop().received()).hasSize(3);
    }

    @Test
    void aRoleWithoutAChannelIsCalledThroughTheAudienceOfItsName() throws Exception {
        ReleaseChecklistConfiguration.get().getRoles().get(0).setChannel("");
        Audience qa = new Audience("qa");
        qa.setChannels(List.of("for-product-manager, for-qa, gone"));
        qa.setIntroduction("Dear *testers*");
        Audience devops = new Audience("devops");
        devops.setChannels(List.of("for-qa"));
        ReleaseChecklistConfiguration.get().setAudiences(List.of(qa, devops));

        WorkflowRun run = start(GATE);
        awaitMessages(3);

        // The channel of the role itself wins over the audience.
        assertThat(heard())
                .containsExactlyInAnyOrder(
                        "gate.waiting for-product-manager", "gate.waiting for-qa", "gate.waiting for-devops");
        assertThat(release(run).deliveries())
                .filteredOn(delivery -> !delivery.channel().equals("for-devops"))
                .allSatisfy(delivery -> {
                    assertThat(delivery.audiences()).containsExactly("qa");
                    assertThat(delivery.message().markdown()).startsWith("Dear *testers*\n\n# ");
                });
        Releasing.go(run, "qa", "production");
        Releasing.go(run, "devops", "production");
        end(Result.SUCCESS, run);
    }

    @Test
    void remindsThoseWhoHaveNotVotedAndCallsOthersInTheEnd() throws Exception {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        production.setReminders("1s, 2s");
        production.setEscalation(new Escalation("3s", "product-manager"));
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
        WorkflowRun run = start(GATE);
        awaitMessages(2);
        Releasing.go(run, "devops", "production");
        // Those who vote late are reminded too, so the number of messages does not tell that the last is there.
        await().atMost(Duration.ofSeconds(30)).until(() -> heard().contains("gate.escalated for-product-manager"));
        Releasing.go(run, "qa", "production");
        end(Result.SUCCESS, run);

        assertThat(heard())
                .contains("gate.waiting for-qa", "gate.waiting for-devops")
                .contains("gate.reminder for-qa", "gate.escalated for-product-manager")
                .filteredOn("gate.reminder for-qa"::equals)
                .hasSize(2);
        assertThat(shop().keys()).doesNotHaveDuplicates();
    }

    @Test
    void asksAgainWhenAGoIsTooOld() throws Exception {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        production.setApprovalLifetime("4s");
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
        WorkflowRun run = start(GATE);
        awaitMessages(2);
        Releasing.go(run, "qa", "production");
        awaitMessages(3);
        assertThat(heard().get(2)).isEqualTo("gate.approvalExpired for-qa");
        Releasing.go(run, "qa", "production");
        Releasing.go(run, "devops", "production");
        end(Result.SUCCESS, run);
    }

    @Test
    void tellsThatAGateWasForced() throws Exception {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        production.setOverrideChannel("for-product-manager");
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
        WorkflowRun run = start(GATE);
        awaitMessages(2);
        Releasing.override(run, "support", "production", "Everybody is on the beach");
        awaitMessages(3);
        assertThat(heard().get(2)).isEqualTo("gate.overridden for-product-manager");
        assertThat(shop().received().get(2)).contains("Forced by support: Everybody is on the beach");
        end(Result.SUCCESS, run);
    }

    @Test
    void aChannelThatCannotBeReachedHoldsNobodyUp() throws Exception {
        shop().answerHooksWith(404);
        WorkflowRun run = start(GATE);
        Releasing.awaitGate(run, "production");
        Releasing.go(run, "qa", "production");
        Releasing.go(run, "devops", "production");
        end(Result.SUCCESS, run);
    }
}
