package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemIds;
import io.jenkins.plugins.releasechecklist.engine.checklist.Part;
import io.jenkins.plugins.releasechecklist.engine.plan.Plans;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandoffReaderTest {
    private static final String CHECKLIST = """
            checklist:
              title: Team
              releasedBy: a
              sections: [{id: s, title: S, items: [{id: a, title: A, owners: [qa], parts: %s}]}]
            """;

    private static List<Part> handoff(String yaml) {
        return Plans.read("handoff: " + yaml, "plan.yaml").handoff();
    }

    @Test
    void readsTextsAndTitlesWithAddresses() {
        assertThat(handoff("[Runbook is up to date, {title: Dashboards, url: 'https://grafana.example.com/d/1'}, 42]"))
                .containsExactly(
                        new Part("runbook-is-up-to-date", "Runbook is up to date", Optional.empty()),
                        new Part("dashboards", "Dashboards", Optional.of("https://grafana.example.com/d/1")),
                        new Part("42", "42", Optional.empty()));
        assertThat(handoff("[]")).isEmpty();
        assertThat(Plans.read("{}", "plan.yaml").handoff()).isEmpty();
    }

    @Test
    void tellsPartsApartWhoseTitlesMakeTheSameId() {
        assertThat(Plans.read(CHECKLIST.formatted("['Run book', 'Run-book', 'run book!']"), "plan.yaml")
                        .checklist()
                        .item("a")
                        .orElseThrow()
                        .parts())
                .extracting(Part::id)
                .containsExactly("run-book", "run-book-2", "run-book-3");
    }

    @Test
    void rejectsWhatIsNoPart() {
        assertThat(Mistakes.inPlan("""
                handoff:
                - Runbook
                - Runbook
                - {url: 'https://a.example.com'}
                - {title: Dashboards, url: 'javascript:alert(1)'}
                - {title: Alerts, link: 'https://a.example.com'}
                - ['Nested']
                - ''
                """))
                .containsExactly(
                        "plan.yaml:3:3: handoff[1]: expected each of the parts once, found \"Runbook\" again (first on line"
                                + " 2)",
                        "plan.yaml:4:3: handoff[2].title: expected a title, found nothing",
                        "plan.yaml:5:28: handoff[3].url: expected an http or https URL such as"
                                + " https://wiki.example.com/handoff, found \"javascript:alert(1)\"",
                        "plan.yaml:6:19: handoff[4].link: unknown key. Allowed: title, url",
                        "plan.yaml:7:3: handoff[5]: expected a part: text, or a mapping with the keys title, url, found a"
                                + " list",
                        "plan.yaml:8:3: handoff[6]: expected a part: text, or a mapping with the keys title, url, found \"\"");
    }

    @Test
    void rejectsAHandoffThatTheChecklistDoesNotHave() {
        assertThat(Mistakes.inPlan(CHECKLIST.formatted("[]") + "handoff: [Runbook]\n"))
                .containsExactly("plan.yaml:5:10: handoff: expected a checklist with the item '"
                        + ItemIds.SUPPORT_HANDOFF + "', found one without it");
    }
}
