package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.Part;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignKinds;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a plan can add to a template, and that it can take nothing away. */
class ExtensionReaderTest {
    static final Template CORPORATE = Template.of("corporate", Template.SYSTEM, """
            title: Corporate releases
            environments: [staging, production]
            releasedBy: deploy
            sections:
            - id: before
              title: Before
              items:
              - {id: review, title: Review, owners: [qa], signOff: {anyOf: [qa]}, requiredFor: [minor, major], parts: [Code]}
            - id: rollout
              title: Rollout
              items:
              - {id: decide, title: Decide, owners: [product-manager], completedBy: [{step: releaseGate, environment: production}]}
              - {id: deploy, title: Deploy, owners: [devops], completedBy: [{step: withChecklistItem}]}
            """);

    private static Plan plan(String checklist) {
        String text = "template: corporate\n" + (checklist.isEmpty() ? "" : "checklist:\n" + checklist.indent(2));
        Templates templates = Templates.BUILT_IN.and(List.of(CORPORATE));
        return PlanReader.read(text, "plan.yaml", templates, Templates.octoacme(), ForeignKinds.NONE);
    }

    private static List<String> mistakes(String checklist) {
        return Mistakes.of(() -> plan(checklist)).stream()
                .map(message -> message.replaceFirst("^plan.yaml:\\d+:\\d+: ", ""))
                .toList();
    }

    @Test
    void followsTheTemplateAlone() {
        Plan plan = plan("");
        assertThat(plan.template()).contains("corporate");
        assertThat(plan.ownChecklist()).isFalse();
        assertThat(plan.checklist()).isEqualTo(Templates.read(CORPORATE));
    }

    @Test
    void addsSectionsItemsAndPartsBehindWhatIsThere() {
        Checklist checklist = plan("""
                environments: {production: prod-eu, load: load}
                sections:
                - id: rollout
                  items:
                  - {id: migrate, title: Migrate, owners: [devops], completedBy: [{step: smokeTest, environment: load}]}
                - id: before
                  items:
                  - {id: review, parts: [Dependencies]}
                - id: after
                  title: After
                  items:
                  - {id: thank, title: Thank everybody, owners: [qa]}
                responsibilities: [{roles: [qa], duties: [Look]}]
                resources: [{title: Wiki}]
                """).checklist();

        assertThat(checklist.sections()).extracting(Section::id).containsExactly("before", "rollout", "after");
        assertThat(checklist.items())
                .extracting(Item::id)
                .containsExactly("review", "decide", "deploy", "migrate", "thank");
        assertThat(checklist.item("review").orElseThrow().parts())
                .extracting(Part::id)
                .containsExactly("code", "dependencies");
        assertThat(checklist.responsibilities()).hasSize(1);
        assertThat(checklist.resources()).hasSize(1);
        assertThat(checklist.inTeamsWords().item("decide").orElseThrow().completedBy())
                .containsExactly(new Completion.ByStep("releaseGate", Optional.of("prod-eu")));
        assertThat(checklist.environments())
                .isEqualTo(Map.of("staging", "staging", "production", "prod-eu", "load", "load"));
    }

    @Test
    void hasSeveralEnvironmentsWhereTheTemplateHasOne() {
        Checklist checklist = plan("""
                environments: {production: [prod-eu, prod-us]}
                sections:
                - id: rollout
                  items:
                  - {id: tell-us, title: Tell America, owners: [devops], completedBy: [{step: smokeTest, environment: prod-us}]}
                  - {id: deploy, parts: [Flags]}
                """).checklist().inTeamsWords();

        assertThat(checklist.items())
                .extracting(Item::id)
                .containsExactly(
                        "review", "decide-prod-eu", "deploy-prod-eu", "decide-prod-us", "deploy-prod-us", "tell-us");
        assertThat(checklist.item("deploy-prod-us").orElseThrow().parts())
                .extracting(Part::id)
                .containsExactly("flags");
        assertThat(checklist.targets()).containsExactly("prod-eu", "prod-us");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[eu, eu]      | each of the environments once, found \"eu\" again",
                "[eu, staging] | another name for each environment of the template corporate",
                "[]            | at least one of the environments, found an empty list",
                "[eu 1, eu-1]  | found 'decide-eu-1' twice"
            })
    void hasEachOfThemOnce(String names, String mistake) {
        assertThat(mistakes("environments: {production: " + names + "}"))
                .singleElement()
                .asString()
                .contains(mistake);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "title: Mine | title: expected no title here (the template corporate says it), found \"Mine\"",
                "id: mine | id: expected no id here (the template corporate says it), found \"mine\"",
                "releasedBy: review | releasedBy: expected no releasedBy here (the template corporate says it), found \"review\"",
            })
    void cannotRenameTheTemplateNorSayWhenTheReleaseIsOut(String key, String mistake) {
        assertThat(mistakes(key)).containsExactly("checklist." + mistake);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "title: Checked     | \"Checked\"",
                "owners: [devops]   | a list",
                "requiredFor: []    | a list",
                "ifApplicable: true | true",
                "impliedBy: [{step: smokeTest}] | a list",
                "completedBy: [{step: checklistItem}] | a list",
                "signOff: {anyOf: [devops]} | a mapping"
            })
    void cannotRedefineAnItem(String change, String found) {
        String key = change.substring(0, change.indexOf(':'));
        assertThat(mistakes("sections: [{id: before, items: [{id: review, parts: [a], " + change + "}]}]"))
                .containsExactly("checklist.sections[0].items[0]." + key + ": expected no " + key
                        + " here (the item review is one of the template corporate, to which a plan can add parts), found "
                        + found);
    }

    @Test
    void cannotRenameASectionNorHideItUntilAnIncident() {
        String item = "items: [{id: a, title: A, owners: [qa]}]";
        assertThat(mistakes("sections: [{id: before, title: Later, incident: true, " + item + "}]"))
                .containsExactly(
                        "checklist.sections[0].title: expected no title here (the section before is one of the template"
                                + " corporate, to which a plan can add items), found \"Later\"",
                        "checklist.sections[0].incident: expected no incident here (the section before is one of the"
                                + " template corporate, to which a plan can add items), found true");
    }

    @Test
    void cannotMoveAnItemNorGiveItsIdToAnything() {
        String moved =
                "checklist.sections[0].items[0].id: expected the item in the section of the template corporate that"
                        + " has it, found it in ";
        assertThat(mistakes("sections: [{id: rollout, items: [{id: review, parts: [a]}]}]"))
                .containsExactly(moved + "the section rollout");
        assertThat(mistakes("sections: [{id: new, title: New, items: [{id: review, parts: [a]}]}]"))
                .containsExactly(moved + "a section of the plan");
        assertThat(mistakes("sections: [{id: review, title: New, items: [{id: a, title: A, owners: [qa]}]}]"))
                .singleElement()
                .asString()
                .contains("every id of a section or item once", "'review' twice");
        assertThat(mistakes("sections: [{id: new, title: New, items: [{id: before, title: A, owners: [qa]}]}]"))
                .singleElement()
                .asString()
                .contains("'before' twice");
        assertThat(mistakes("sections: [{id: before, items: [{id: review, parts: [a]}, {id: review, parts: [b]}]}]"))
                .singleElement()
                .asString()
                .contains("every id once in the checklist");
    }

    @Test
    void canCallOnlyEnvironmentsOfTheTemplateOtherwise() {
        assertThat(mistakes("environments: {prodution: prod-eu}"))
                .containsExactly("checklist.environments.prodution: expected an environment of the template corporate"
                        + " (staging, production), found \"prodution\"; did you mean \"production\"?");
        for (String same : List.of("{staging: Production}", "{staging: live, production: live}")) {
            assertThat(mistakes("environments: " + same))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "checklist.environments: expected another name for each environment of the template corporate");
        }
        assertThat(plan("environments: {staging: production, production: staging}")
                        .checklist()
                        .environments())
                .isEqualTo(Map.of("staging", "production", "production", "staging"));
    }

    @Test
    void saysWhatIsWrongWithATemplateThatCannotBeRead() {
        Templates templates = Templates.BUILT_IN.and(List.of(Template.of("old", Template.SYSTEM, "title: [")));
        assertThatThrownBy(() -> PlanReader.read(
                        "template: old", "plan.yaml", templates, Templates.octoacme(), ForeignKinds.NONE))
                .hasMessageContaining("plan.yaml:1:11: template: old.yaml:1:9");
    }

    @Test
    void aNameThatIsTakenStaysWhatItIs() {
        Template folder = Template.of("corporate", Template.folder("shops"), "title: Weak");
        Template octoacme = Template.of("octoacme", Template.SYSTEM, "title: Weak");
        Templates templates = Templates.BUILT_IN.and(List.of(CORPORATE, folder, octoacme));
        assertThat(templates.named("corporate")).contains(CORPORATE);
        assertThat(templates.named("octoacme")).isEqualTo(Templates.BUILT_IN.named("octoacme"));
    }

    private static IntStream sixteenPlans() {
        return IntStream.range(0, 16);
    }

    /** Whatever a plan adds where, the template's items stay as they are, and in their order. */
    @ParameterizedTest
    @MethodSource("sixteenPlans")
    void keepsEveryItemOfTheTemplate(int plan) {
        int more = plan & 1;
        boolean part = (plan & 2) != 0;
        boolean section = (plan & 4) != 0;
        boolean renamed = (plan & 8) != 0;
        StringBuilder items = new StringBuilder(part ? "{id: review, parts: [New]}, " : "");
        for (int i = 0; i <= more; i++) {
            items.append("{id: more-" + i + ", title: More, owners: [devops], requiredFor: []}, ");
        }
        String sections = "{id: before, items: [" + items + "]}"
                + (section ? ", {id: new, title: New, items: [{id: x, title: X, owners: [qa]}]}" : "");
        Checklist template = Templates.read(CORPORATE);
        Checklist extended = plan((renamed ? "environments: {production: live}\n" : "") + "sections: [" + sections
                        + "]")
                .checklist();
        List<Item> kept = extended.items().stream()
                .filter(item -> template.item(item.id()).isPresent())
                .map(item -> new Item(
                        item.id(),
                        item.title(),
                        item.owners(),
                        item.completedBy(),
                        item.impliedBy(),
                        item.signOff(),
                        item.requiredFor(),
                        item.ifApplicable(),
                        item.parts().stream()
                                .filter(it -> !it.id().equals("new"))
                                .toList()))
                .toList();
        assertThat(kept).isEqualTo(template.items());
        assertThat(extended.releasedBy()).isEqualTo(template.releasedBy());
    }
}
