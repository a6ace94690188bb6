package io.jenkins.plugins.releasechecklist.actions;

import static io.jenkins.plugins.releasechecklist.actions.Shown.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;

@InSharedJenkins
class PastPageTest {
    private static JenkinsRule jenkins;
    private RunningBuild running;

    @BeforeAll
    static void moveIn(JenkinsRule rule) {
        jenkins = rule;
        People.moveIn(rule);
    }

    @BeforeEach
    void decide() throws Exception {
        running = RunningBuild.start(jenkins);
        running.append(Events.gate("production", Events.PRODUCT, Events.QA));
        running.append(Events.vote("production", "qa", "qa", Choice.GO, "Fine by the testers"));
        running.append(new ReleaseEvent.GateSettled("production", 1, GateStatus.NO_GO, "Not this week", false));
    }

    @AfterEach
    void endBuild() throws Exception {
        running.close();
    }

    @Test
    void showsTheReleaseAsItStoodAfterAnEvent() throws Exception {
        HtmlPage asked = page("?at=2");
        assertThat(text(asked, "#rc-past")).contains("as it stood after event 2", "Event before", "Next event");
        assertThat(text(asked, "#gate-production")).contains("Waiting").doesNotContain("Fine by the testers");
        assertThat(text(asked, "#timeline")).contains("#2").doesNotContain("#3");

        assertThat(text(page("?at=3"), "#gate-production")).contains("Waiting", "Fine by the testers");
        assertThat(text(page("?at=4"), "#rc-past")).doesNotContain("Next event");
        assertThat(text(page("?at=4"), "#gate-production")).contains("Not this week");
        assertThat(page("").getElementById("rc-past")).isNull();
        assertThat(page("?at=nonsense").getElementById("rc-past")).isNull();
    }

    @Test
    void offersNothingAndAsksForNoNews() throws Exception {
        running.append(Events.gate("staging", Events.QA, Events.PRODUCT));
        assertThat(page("").querySelectorAll("#rc-page form")).isNotEmpty();

        HtmlPage past = page("?at=5");

        assertThat(past.querySelectorAll("#rc-page form, #rc-page button")).isEmpty();
        assertThat(past.getElementById("rc-page").getAttribute("data-pace")).isEqualTo("over");
        assertThat(past.getElementById("rc-page").getAttribute("data-past")).isEqualTo("true");
    }

    @Test
    void leadsFromTheTimelineToEachMomentAndStaysThere() throws Exception {
        assertThat(page("").getAnchorByHref("?at=3").getTextContent()).isEqualTo("#3");
        HtmlPage past = page("?at=3");
        assertThat(past.getAnchorByHref("?at=2").getTextContent()).isEqualTo("Event before");
        assertThat(past.getElementById("timeline-decisions").getAttribute("href"))
                .isEqualTo("?show=decisions&at=3#timeline");
    }

    @Test
    void isToldToProgramsToo() throws Exception {
        RestClient reader = RestClient.of(jenkins, "reader");
        String api = running.page() + "api/json?at=";

        assertThat(reader.get(api + 2).json().at("/gates/0/votes").size()).isZero();
        assertThat(reader.get(api + 3).json().at("/gates/0/votes").size()).isEqualTo(1);
        assertThat(reader.get(api + 3).json().at("/gates/0/status").asText()).isEqualTo("WAITING");
        assertThat(reader.get(api + 4).json().at("/gates/0/status").asText()).isEqualTo("NO_GO");
        for (String wrong : new String[] {"0", "5", "x", "-1"}) {
            assertThat(reader.get(api + wrong).status()).as(wrong).isEqualTo(400);
        }
        assertThat(reader.get(api + 5).error())
                .isEqualTo("Expected the number of an event in \"at\" (1 to 4), found \"5\"");
    }

    private HtmlPage page(String query) throws Exception {
        return Shown.by(jenkins, "pm").goTo(running.page() + query);
    }
}
