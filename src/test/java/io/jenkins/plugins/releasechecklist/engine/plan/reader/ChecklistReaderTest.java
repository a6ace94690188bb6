package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.PlanPart;
import io.jenkins.plugins.releasechecklist.engine.checklist.Quorum;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.checklist.ResourceLink;
import io.jenkins.plugins.releasechecklist.engine.checklist.Responsibility;
import io.jenkins.plugins.releasechecklist.engine.checklist.SignOff;
import io.jenkins.plugins.releasechecklist.engine.plan.Plans;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChecklistReaderTest {
    private static final String ITEM = "{id: deploy, title: Deploy, owners: [devops]}";

    /** A checklist with one item, which is the given one. */
    private static String withItem(String item) {
        return "title: Two lines\nenvironments: [live]\nreleasedBy: deploy\nsections:\n- id: work\n  title: Work\n "
                + " items:\n  - "
                + item + "\n  - " + ITEM + "\n";
    }

    private static Item item(String keys) {
        return ChecklistReader.read(withItem("{id: a, title: A, owners: [qa], " + keys + "}"), "team.yaml")
                .item("a")
                .orElseThrow();
    }

    private static List<String> itemMistakes(String keys) {
        return Mistakes.inChecklist(withItem("{id: a, title: A, owners: [qa], " + keys + "}")).stream()
                .map(message -> message.replaceFirst("^team.yaml:8:\\d+: sections\\[0\\]\\.items\\[0\\]\\.?", ""))
                .toList();
    }

    @Test
    void readsAWholeChecklist() {
        Checklist read = Plans.read(Texts.file("every-key.yaml"), "plan.yaml").checklist();
        assertThat(read.environments()).isEqualTo(Map.of("live", "eu-prod"));
        Checklist checklist = read.inTeamsWords();
        assertThat(checklist.id()).isEqualTo("two-lines");
        assertThat(checklist.title()).isEqualTo("Two lines");
        assertThat(checklist.releasedBy()).isEqualTo("deploy");
        assertThat(checklist.item("deploy"))
                .contains(new Item(
                        "deploy",
                        "Deploy",
                        List.of("devops"),
                        List.of(
                                new Completion.ByStep("withChecklistItem", Optional.empty()),
                                new Completion.ByStep("smokeTest", Optional.of("eu-prod")),
                                new Completion.ByPlan(PlanPart.CHECKS),
                                new Completion.ByWindow("eu-prod")),
                        List.of(new Completion.ByStep("postDeployVerify", Optional.of("eu-prod"))),
                        Optional.of(new SignOff(List.of("devops", "qa"), Quorum.ALL)),
                        Set.of(ReleaseType.MINOR, ReleaseType.MAJOR),
                        true,
                        List.of()));
        assertThat(checklist.responsibilities())
                .containsExactly(new Responsibility(List.of("devops"), List.of("Deploy")));
        assertThat(checklist.resources())
                .containsExactly(new ResourceLink("Handoff", Optional.of("https://wiki.example.com/handoff#roles")));
    }

    @Test
    void makesTheIdOfTheTitleAndTheEnvironmentsOfTheirNames() {
        Checklist checklist = ChecklistReader.read(withItem("{id: a, title: A, owners: [qa]}"), "team.yaml");
        assertThat(checklist.id()).isEqualTo("two-lines");
        assertThat(checklist.environments()).isEqualTo(Map.of("live", "live"));
    }

    @Test
    void anItemIsRequiredForEveryTypeAndNeedsNothingMore() {
        Item item = item("ifApplicable: false");
        assertThat(item.requiredFor()).containsExactlyInAnyOrder(ReleaseType.values());
        assertThat(item.completedBy()).isEmpty();
        assertThat(item.impliedBy()).isEmpty();
        assertThat(item.signOff()).isEmpty();
        assertThat(item("requiredFor: []").requiredFor()).isEmpty();
    }

    @Test
    void needsTitleReleasedByAndSections() {
        assertThat(Mistakes.inChecklist("{}"))
                .containsExactly(
                        "team.yaml:1:1: title: expected a title, found nothing",
                        "team.yaml:1:1: sections: expected at least one section, found nothing",
                        "team.yaml:1:1: releasedBy: expected the item whose passing means that the release is out,"
                                + " found nothing");
        assertThat(Mistakes.inChecklist("title: T\nreleasedBy: a\nsections: [{}, {id: s, title: S, items: [{}]}]\n"))
                .extracting(message -> message.replaceFirst("^team.yaml:3:\\d+: sections", ""))
                .containsExactly(
                        "[0].id: expected an id, found nothing",
                        "[0].title: expected a title, found nothing",
                        "[0].items: expected at least one item, found nothing",
                        "[1].items[0].id: expected an id, found nothing",
                        "[1].items[0].title: expected a title, found nothing",
                        "[1].items[0].owners: expected the roles that answer for the item, found nothing");
    }

    @Test
    void rejectsEmptyLists() {
        assertThat(Mistakes.inChecklist("title: T\nreleasedBy: a\nsections: []\n"))
                .containsExactly(
                        "team.yaml:3:11: sections: expected at least one of the sections, found an empty" + " list");
        assertThat(Mistakes.inChecklist("title: T\nreleasedBy: a\nsections: [{id: s, title: S, items: []}]\n"))
                .containsExactly("team.yaml:3:37: sections[0].items: expected at least one of the items, found an"
                        + " empty list");
    }

    @Test
    void rejectsAnIdThatIsThereTwiceAmongItemsAndSections() {
        assertThat(Mistakes.inChecklist(withItem("{id: work, title: A, owners: [qa]}\n  - " + ITEM)))
                .containsExactly(
                        "team.yaml:8:10: sections[0].items[0].id: expected every id once in the checklist, found"
                                + " \"work\" again"
                                + " (first on line 5)",
                        "team.yaml:10:10: sections[0].items[2].id: expected every id once in the checklist, found"
                                + " \"deploy\" again"
                                + " (first on line 9)");
    }

    @Test
    void rejectsIdsInAnotherForm() {
        assertThat(Mistakes.inChecklist("id: My List\n" + withItem("{id: Do_It, title: A, owners: [qa]}")))
                .containsExactly(
                        "team.yaml:1:5: id: expected an id of lower-case letters, digits and hyphens, found \"My"
                                + " List\"; did you"
                                + " mean \"my-list\"?",
                        "team.yaml:9:10: sections[0].items[0].id: expected an id of lower-case letters, digits and"
                                + " hyphens, found"
                                + " \"Do_It\"; did you mean \"do-it\"?");
    }

    @Test
    void releasedByNamesAnItem() {
        assertThat(Mistakes.inChecklist(
                        "title: T\nreleasedBy: deplyo\nsections: [{id: s, title: S, items: [" + ITEM + "]}]\n"))
                .containsExactly("team.yaml:2:13: releasedBy: expected an item of the checklist (deploy), found"
                        + " \"deplyo\"; did you"
                        + " mean \"deploy\"?");
    }

    @Test
    void completesItemsByStepsThatExistAndEnvironmentsThatTheChecklistNames() {
        assertThat(itemMistakes("completedBy: [{step: smoketest, environment: prod}], impliedBy: [{window: liv}]"))
                .satisfiesExactly(
                        step -> assertThat(step)
                                .startsWith("completedBy[0].step: found \"smoketest\"; did you mean \"smokeTest\"?"
                                        + " Expected a step (releaseChecklist, "),
                        environment -> assertThat(environment)
                                .isEqualTo("completedBy[0].environment: expected an environment that the checklist"
                                        + " names (live),"
                                        + " found \"prod\""),
                        window -> assertThat(window)
                                .isEqualTo("impliedBy[0].window: expected an environment that the checklist names"
                                        + " (live), found"
                                        + " \"liv\"; did you mean \"live\"?"));
        assertThat(itemMistakes("completedBy: [{plan: note}]"))
                .containsExactly("completedBy[0].plan: expected a part of the release plan (notes, rollback,"
                        + " checks), found"
                        + " \"note\"; did you mean \"notes\"?");
    }

    @Test
    void doesNotComplainAboutEnvironmentsWhoseListIsWrong() {
        assertThat(Mistakes.inChecklist(withItem("{id: a, title: A, owners: [qa], completedBy: [{window: x}]}")
                        .replace("[live]", "7")))
                .containsExactly("team.yaml:2:15: environments: expected a list of environments, found 7");
    }

    @Test
    void saysThatAChecklistNamesNoEnvironments() {
        assertThat(Mistakes.inChecklist(withItem("{id: a, title: A, owners: [qa], completedBy: [{window: live}]}")
                        .replace("[live]", "[]")))
                .singleElement()
                .asString()
                .endsWith("expected an environment that the checklist names (there are none), found \"live\"");
    }

    @Test
    void completesItemsInOneWayAtATime() {
        assertThat(itemMistakes("completedBy: [{}, {step: smokeTest, plan: notes}, {plan: notes, environment:"
                        + " live}, smokeTest]"))
                .containsExactly(
                        "completedBy[0]: expected one of the keys step, plan and window, found none of them",
                        "completedBy[1]: expected one of the keys step, plan and window, found step and plan",
                        "completedBy[2].environment: expected an environment only beside a step, found no step",
                        "completedBy[3]: expected what completes the item (a mapping with the keys step,"
                                + " environment, plan, window),"
                                + " found \"smokeTest\"");
        assertThat(itemMistakes("completedBy: [{plan: notes}, {plan: notes}]"))
                .containsExactly("completedBy[1]: expected each of the ways to complete the item once, found a"
                        + " mapping again (first"
                        + " on line 8)");
    }

    @Test
    void rejectsWrongSignOffs() {
        assertThat(itemMistakes("signOff: {}"))
                .containsExactly("signOff: expected either anyOf or allOf, found" + " neither");
        assertThat(itemMistakes("signOff: {anyOf: [qa], allOf: [qa]}"))
                .containsExactly("signOff: expected either anyOf or allOf, found both");
        assertThat(itemMistakes("signOff: {allOf: []}"))
                .containsExactly("signOff.allOf: expected at least one of the roles, found an empty list");
        assertThat(itemMistakes("signOff: qa"))
                .containsExactly("signOff: expected a sign-off (a mapping with the keys anyOf, allOf), found \"qa\"");
    }

    @Test
    void rejectsWrongTypesAndSwitches() {
        assertThat(itemMistakes("requiredFor: [hotfix, minor, minor], ifApplicable: perhaps, owner: qa"))
                .containsExactly(
                        "requiredFor[0]: expected a release type (patch, minor, major), found \"hotfix\"",
                        "requiredFor[2]: expected each of the release types once, found \"minor\" again (first on"
                                + " line 8)",
                        "ifApplicable: expected true or false, found \"perhaps\"",
                        "owner: unknown key; did you mean \"owners\"? Allowed: id, title, owners, completedBy,"
                                + " impliedBy, signOff,"
                                + " requiredFor, ifApplicable, parts");
    }

    @Test
    void rejectsWrongResponsibilitiesAndResources() {
        String checklist = withItem("{id: a, title: A, owners: [qa]}")
                + "responsibilities: [{}, {roles: [], duties: []}, qa]\nresources: [{}, {title: T, url: wiki}, T]\n";
        assertThat(Mistakes.inChecklist(checklist))
                .extracting(message -> message.replaceFirst("^team.yaml:1[01]:\\d+: ", ""))
                .containsExactly(
                        "responsibilities[0].roles: expected whose responsibility it is, found nothing",
                        "responsibilities[0].duties: expected what is expected of them, found nothing",
                        "responsibilities[1].roles: expected at least one of the roles, found an empty list",
                        "responsibilities[1].duties: expected at least one of the duties, found an empty list",
                        "responsibilities[2]: expected a responsibility (a mapping with the keys roles, duties),"
                                + " found \"qa\"",
                        "resources[0].title: expected a title, found nothing",
                        "resources[1].url: expected an http or https URL such as https://wiki.example.com/handoff,"
                                + " found \"wiki\"",
                        "resources[2]: expected a resource (a mapping with the keys title, url), found \"T\"");
    }

    @Test
    void rejectsWrongEnvironmentNames() {
        String checklist = withItem("{id: a, title: A, owners: [qa]}");
        assertThat(Mistakes.inChecklist(checklist.replace("[live]", "{live: []}")))
                .containsExactly(
                        "team.yaml:2:22: environments.live: expected at least one of the environments, found an empty list");
        assertThat(Mistakes.inChecklist(checklist.replace("[live]", "{' ': x}")))
                .containsExactly(
                        "team.yaml:2:16: environments[\" \"]: expected the name of an environment, found \" \"");
        assertThat(Mistakes.inChecklist(checklist.replace("[live]", "[pr\u043Ed]")))
                .singleElement(as(STRING))
                .startsWith("team.yaml:2:16: environments[0]: expected the name of an environment, found U+043E");
        assertThat(Mistakes.inChecklist(checklist.replace("[live]", "{live: a, Live: b}")))
                .containsExactly("team.yaml:2:25: environments.Live: expected every environment once, found \"Live\""
                        + " again (first on line 2)");
        assertThat(Mistakes.inChecklist(checklist.replace("[live]", "[live, live]")))
                .containsExactly("team.yaml:2:22: environments[1]: expected each of the environments once, found"
                        + " \"live\" again"
                        + " (first on line 2)");
    }
}
