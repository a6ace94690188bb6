package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.actions.RestClient.Reply;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@InSharedJenkins
class DamagedRecordTest {
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
        running.append(
                Events.gate("production", Events.PRODUCT, Events.QA),
                Events.vote("production", "qa", "qa", Choice.GO, "Fine"));
    }

    @AfterEach
    void endBuild() throws Exception {
        running.close();
    }

    @Test
    void aLineThatIsNoEventIsToldAndClosesTheGates() throws Exception {
        Files.writeString(file(), Files.readString(file()).replace("voteCast\",\"actor", "voteCast\",actor"));

        String page = page();
        assertThat(page).contains("record damaged at event 3").contains("its gates are closed");
        assertThat(page).doesNotContain("name=\"vote-production\"").doesNotContain("name=\"sign");
        assertThat(get("api/json").json().path("damage").asText()).startsWith("record damaged at event 3");
        assertThat(get("events").json().size()).isEqualTo(2);
        assertThat(get("../").text()).contains("record damaged at event 3");

        Reply vote = RestClient.of(jenkins, "pm").post(running.page() + "gates/production/go");
        assertThat(vote.status()).isEqualTo(409);
        assertThat(vote.error()).contains("record damaged at event 3");
        Reply sign = RestClient.of(jenkins, "pm").post(running.page() + "items/acceptance-criteria/complete");
        assertThat(sign.status()).isEqualTo(409);
    }

    // security.md: S35
    @Test
    void aForgedVoteIsToldByTheHashChain() throws Exception {
        Files.writeString(file(), Files.readString(file()).replace("\"Ship it?\"", "\"Drop it\""));

        assertThat(page()).contains("record damaged at event 2").contains("hash");
        assertThat(get("api/json").json().path("damage").asText()).startsWith("record damaged at event 2");
        Reply vote = RestClient.of(jenkins, "pm").post(running.page() + "gates/production/go");
        assertThat(vote.status()).isEqualTo(409);
    }

    /** No event tells of it, so that the parts of the page that are kept for a minute may be those of before. */
    @Test
    void aForgeryIsToldToWhoeverLookedAMomentAgo() throws Exception {
        assertThat(page()).doesNotContain("record damaged");
        Files.writeString(file(), Files.readString(file()).replace("\"Ship it?\"", "\"Drop it\""));

        assertThat(page()).contains("record damaged at event 2");
    }

    @Test
    void theRawRecordCanStillBeHad() throws Exception {
        Files.writeString(file(), "nonsense\n", StandardOpenOption.APPEND);
        assertThat(get("record.jsonl").text()).endsWith("nonsense\n");
    }

    @Test
    void aTornLastLineIsToldAndDoesNotCount() throws Exception {
        Files.writeString(file(), "{\"seq\":4,\"at\":", StandardOpenOption.APPEND);
        assertThat(page()).contains("was cut off when Jenkins stopped").contains("name=\"vote-production\"");
        Reply vote = RestClient.of(jenkins, "pm").post(running.page() + "gates/production/go");
        assertThat(vote.status()).isEqualTo(200);
    }

    @Test
    void aRecordThatIsGoneIsNotAnEmptyOne() throws Exception {
        Files.delete(file());
        assertThat(page()).contains("record damaged at event 1").doesNotContain("name=\"sign");

        FreeStyleBuild other = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        other.addAction(new RecordPointer());
        assertThat(RestClient.of(jenkins, "pm")
                        .get(other.getUrl() + "release-checklist/")
                        .text())
                .contains("is missing or empty")
                .contains("Record damaged")
                .doesNotContain("name=\"sign");
    }

    @Test
    void aRecordThatCannotBeReadLeavesTheMainPageOfTheBuildReadable() throws Exception {
        Path saved = Files.move(file(), file().resolveSibling("saved"));
        Files.createDirectory(file());
        assertThat(get("../").text()).contains("Cannot read the record");
        Files.delete(file());
        Files.move(saved, file());
    }

    private Path file() {
        return running.build().getRootDir().toPath().resolve("release-checklist/events.jsonl");
    }

    private String page() throws Exception {
        return RestClient.of(jenkins, "pm")
                .get(running.page(), "Accept", "text/html")
                .text();
    }

    private Reply get(String path) throws Exception {
        return RestClient.of(jenkins, "reader").get(running.page() + path);
    }
}
