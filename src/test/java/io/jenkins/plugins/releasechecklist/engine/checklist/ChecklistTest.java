package io.jenkins.plugins.releasechecklist.engine.checklist;

import static io.jenkins.plugins.releasechecklist.engine.checklist.Checklists.item;
import static io.jenkins.plugins.releasechecklist.engine.checklist.Checklists.section;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecklistTest {
    @Test
    void findsItemsAndSections() {
        Checklist checklist = Checklists.of("b", section("before", item("a")), section("then", item("b"), item("c")));
        assertThat(checklist.items()).extracting(Item::id).containsExactly("a", "b", "c");
        assertThat(checklist.item("c")).contains(item("c"));
        assertThat(checklist.item("d")).isEmpty();
        assertThat(checklist.section("then")).isPresent();
        assertThat(checklist.section("a")).isEmpty();
    }

    @Test
    void understandsANameInRequiresAsAnItemOrAWholeSection() {
        Checklist checklist = Checklists.of("b", section("before", item("a")), section("then", item("b"), item("c")));
        assertThat(checklist.itemsNamed("a", Optional.empty()))
                .extracting(Item::id)
                .containsExactly("a");
        assertThat(checklist.itemsNamed("then", Optional.empty()))
                .extracting(Item::id)
                .containsExactly("b", "c");
        assertThat(checklist.itemsNamed("other", Optional.empty())).isEmpty();
    }

    @Test
    void rejectsAnItemIdThatComesTwice() {
        assertThatThrownBy(() -> Checklists.of("a", section("one", item("a")), section("two", item("a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected every id of a section or item once in the checklist team, found 'a' twice");
    }

    @Test
    void rejectsAnItemWithTheIdOfASectionBecauseRequiresNamesBoth() {
        assertThatThrownBy(() -> Checklists.of("a", section("one", item("a")), section("a", item("b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected every id of a section or item once in the checklist team, found 'a' twice");
    }

    @Test
    void rejectsAReleasedByThatIsNoItem() {
        assertThatThrownBy(() -> Checklists.of("one", section("one", item("a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected releasedBy of the checklist team to name one of its items [a], found 'one'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Deploy", "go/no-go", "-a", "a b", "ä"})
    void rejectsWhatIsNoId(String id) {
        assertThatThrownBy(() -> item(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("id of an item");
        assertThatThrownBy(() -> section(id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("id of a section");
        assertThatThrownBy(() ->
                        new Checklist(id, "T", Map.of(), "a", List.of(section("s", item("a"))), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("id of a checklist");
    }

    @Test
    void keepsTheOrderOfItsEnvironments() {
        Map<String, String> environments = new LinkedHashMap<>();
        List.of("staging", "production", "canary", "dr", "preview").forEach(name -> environments.put(name, name));
        Checklist checklist = Checklists.of(environments, "a", section("s", item("a")));
        assertThat(checklist.environments().keySet())
                .containsExactly("staging", "production", "canary", "dr", "preview");
    }

    @Test
    void doesNotChangeAfterwards() {
        Map<String, String> environments = new LinkedHashMap<>(Map.of("production", "production"));
        List<Item> items = new ArrayList<>(List.of(item("a")));
        Checklist checklist = Checklists.of(environments, "a", new Section("s", "S", false, items));
        environments.clear();
        items.clear();
        assertThat(checklist.environments()).hasSize(1);
        assertThat(checklist.items()).hasSize(1);
        assertThatThrownBy(() -> checklist.environments().put("a", "b"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> item("a").requiredFor().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void saysTheTeamsNamesOfItsEnvironments() {
        Item item = new Item(
                "a",
                "A",
                List.of("devops"),
                List.of(
                        new Completion.ByStep("smokeTest", Optional.of("production")),
                        new Completion.ByStep("checklistItem", Optional.empty()),
                        new Completion.ByPlan(PlanPart.CHECKS),
                        new Completion.ByWindow("production")),
                List.of(new Completion.ByStep("postDeployVerify", Optional.of("staging"))),
                Optional.empty(),
                Set.of(),
                false,
                List.of());
        Checklist guide = Checklists.of(Map.of("production", "eu-live"), "a", section("s", item));

        Checklist team = guide.inTeamsWords();

        assertThat(team.item("a").orElseThrow().completedBy())
                .containsExactly(
                        new Completion.ByStep("smokeTest", Optional.of("eu-live")),
                        new Completion.ByStep("checklistItem", Optional.empty()),
                        new Completion.ByPlan(PlanPart.CHECKS),
                        new Completion.ByWindow("eu-live"));
        assertThat(team.item("a").orElseThrow().impliedBy())
                .containsExactly(new Completion.ByStep("postDeployVerify", Optional.of("staging")));
        assertThat(team.environments()).isEqualTo(Map.of("eu-live", "eu-live"));
    }

    @Test
    void saysTheTeamsNamesOnlyOnceAlsoWhenTheyAreTheGuidesWordsForOtherPlaces() {
        Map<String, String> swapped = Map.of("staging", "production", "production", "staging");
        Checklist team = Checklists.of(swapped, "a", section("s", item("a", new Completion.ByWindow("production"))))
                .inTeamsWords();
        assertThat(team.item("a").orElseThrow().completedBy()).containsExactly(new Completion.ByWindow("staging"));
        assertThat(team.inTeamsWords()).isEqualTo(team);
    }
}
