package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.actions.RestClient.Reply;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicyBuilder;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** A Go from a time on, and requests for changes, over REST. */
@InSharedJenkins
class AnswersAtGateTest {
    private static final String NOTES = "release-notes";

    private static JenkinsRule jenkins;
    private RunningBuild running;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
    }

    @BeforeEach
    void openGate() throws Exception {
        running = RunningBuild.start(jenkins);
        running.append(new ReleaseEvent.ItemSigned(
                NOTES, ItemAction.COMPLETE, List.of("product-manager"), Optional.empty(), List.of()));
        running.append(Events.gate("production", Events.QA));
    }

    @AfterEach
    void endBuild() throws Exception {
        running.close();
    }

    @Test
    void aGoIsRecordedAtOnceAndCountsLater() throws Exception {
        Instant from = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
        Reply reply = say(
                "qa",
                "go",
                "from",
                from.atZone(ZoneId.of("+05:30")).toOffsetDateTime().toString());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("status").asText()).isEqualTo("WAITING");
        assertThat(reply.json().path("waitingFor").toString())
                .isEqualTo("[\"the Go of qa, which counts from " + from + " on\"]");
        assertThat(reply.json().path("votes").get(0).path("from").asText()).isEqualTo(from.toString());
        assertThat(say("qa", "go", "from", from.toString()).status()).isEqualTo(409);
        assertThat(say("qa", "go").json().path("status").asText()).isEqualTo("GO");
    }

    @Test
    void aLocalTimeNeedsItsZone() throws Exception {
        ZoneId zone = ZoneId.of("Asia/Kolkata");
        LocalDateTime local = LocalDateTime.now(zone).plusHours(3).truncatedTo(ChronoUnit.MINUTES);
        assertThat(say("qa", "go", "from", local.toString()).error()).contains("with an offset");
        assertThat(say("qa", "go", "from", local.toString(), "zone", "Asia/Kolkatta")
                        .error())
                .contains("Asia/Kolkata");
        assertThat(say("qa", "go", "from", local.toString(), "zone", zone.getId())
                        .status())
                .isEqualTo(200);
        assertThat(gate().votes().get(0).from()).contains(local.atZone(zone).toInstant());
    }

    @Test
    void aLocalTimeThatComesTwiceOrNeverIsRefused() throws Exception {
        for (String time : List.of("2027-10-31T02:30", "2027-03-28T02:30")) {
            assertThat(say("qa", "go", "from", time, "zone", "Europe/Berlin").error())
                    .contains("clocks change");
        }
    }

    @Test
    void theTimeLiesAheadButNotTooFar() throws Exception {
        Instant now = Instant.now();
        assertThat(say("qa", "go", "from", now.minusSeconds(1).toString()).error())
                .contains("in the future");
        assertThat(say("qa", "go", "from", now.plus(Duration.ofDays(8)).toString())
                        .error())
                .contains("at most 7d");
        assertThat(say("qa", "go", "from", "tomorrow").error()).contains("found 'tomorrow'");
        assertThat(gate().votes()).isEmpty();
    }

    @Test
    void theTimeLiesBeforeTheGateTimesOut() throws Exception {
        running.append(Events.gate(
                "production",
                2,
                "Now?",
                GatePolicyBuilder.of(Events.policy(Events.QA))
                        .timeout(Optional.of(Duration.ofHours(1)))
                        .build()));
        assertThat(say("qa", "go", "from", Instant.now().plusSeconds(7200).toString())
                        .error())
                .contains("times out");
        assertThat(say("qa", "go", "from", Instant.now().plusSeconds(1800).toString())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anApproverRequestsChangesOfAnItem() throws Exception {
        assertThat(request("qa", NOTES, " ").error()).contains("what has to change");
        assertThat(request("qa", "go-no-go", "Again").error())
                .contains("'go-no-go'")
                .contains(NOTES);
        Reply reply = request("qa", NOTES, "Name the new limit");
        assertThat(reply.json().path("status").asText()).isEqualTo("WAITING");
        assertThat(reply.json().path("waitingFor").toString()).contains("requested by qa: Name the new limit");
        assertThat(reply.json().path("votes").get(0).path("choice").asText()).isEqualTo("REQUEST_CHANGES");
        assertThat(reply.json().path("votes").get(0).path("item").asText()).isEqualTo(NOTES);
        assertThat(item().status()).isEqualTo(ItemStatus.PENDING);
        assertThat(request("qa", NOTES, "Name the new limit").status()).isEqualTo(409);

        assertThat(RestClient.of(jenkins, "pm")
                        .post(running.page() + "items/" + NOTES + "/complete")
                        .status())
                .isEqualTo(200);
        assertThat(request("qa", NOTES, "Not that one").status()).isEqualTo(200);
        assertThat(item().status()).isEqualTo(ItemStatus.PENDING);
        assertThat(say("qa", "withdraw", "comment", "Seen").status()).isEqualTo(200);
        assertThat(item().status()).isEqualTo(ItemStatus.PASSED);
        assertThat(gate().votes())
                .extracting(Vote::choice)
                .containsExactly(Choice.REQUEST_CHANGES, Choice.REQUEST_CHANGES, Choice.WITHDRAW);
        assertThat(say("qa", "withdraw").status()).isEqualTo(409);
    }

    @Test
    void aGoOfSomebodyElseDoesNotOpenTheGateMeanwhile() throws Exception {
        request("qa", NOTES, "Name the new limit");
        assertThat(say("both", "go").json().path("status").asText()).isEqualTo("WAITING");
        assertThat(say("qa", "go").status()).isEqualTo(200);
    }

    // security.md: S2
    @Test
    void onlyWhoMayVoteRequestsChanges() throws Exception {
        for (String user : List.of("reader", "qa-reader", "keen", "devops")) {
            assertThat(request(user, NOTES, "No").status()).as(user).isEqualTo(403);
        }
        assertThat(item().status()).isEqualTo(ItemStatus.PASSED);
        assertThat(gate().votes()).isEmpty();
    }

    @Test
    void thePageTellsAndOffersBoth() throws Exception {
        request("qa", NOTES, "Name the <b>new</b> limit");
        say("both", "go", "from", Instant.now().plusSeconds(7200).toString());
        String page = RestClient.of(jenkins, "qa").get(running.page()).text();
        assertThat(page)
                .contains("Changes requested", "Name the &lt;b", "#item-" + NOTES)
                .contains("Go from ", "value=\"" + ZoneId.systemDefault().getId() + "\"")
                .contains("gates/production/requestChanges", "gates/production/withdraw", "name=\"from\"")
                .contains("value=\"staging-smoke-tests\"")
                .doesNotContain("<b>new</b>", "value=\"go-no-go\"");
    }

    private Reply request(String user, String item, String comment) throws Exception {
        return say(user, "requestChanges", "item", item, "comment", comment);
    }

    private Reply say(String user, String action, String... parameters) throws Exception {
        return RestClient.of(jenkins, user).post(running.page() + "gates/production/" + action, parameters);
    }

    private GateState gate() throws IOException {
        return running.record().state().gate("production").orElseThrow();
    }

    private ItemState item() throws IOException {
        return running.record().state().item(NOTES).orElseThrow();
    }
}
