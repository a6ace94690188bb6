package io.jenkins.plugins.releasechecklist.engine.checklist;

import static io.jenkins.plugins.releasechecklist.engine.checklist.Checklists.item;
import static io.jenkins.plugins.releasechecklist.engine.checklist.Checklists.section;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

/** What becomes of a guide's items about one environment where the team has several. */
class CopiedItemsTest {
    private static final Checklist GUIDE = Checklists.of(
            Map.of("staging", "staging", "production", "production"),
            "deploy",
            section(
                    "all",
                    item("window", new Completion.ByWindow("production")),
                    item("test", new Completion.ByStep("smokeTest", Optional.of("staging"))),
                    item("go", new Completion.ByStep("releaseGate", Optional.of("production"))),
                    item("deploy", new Completion.ByStep("withChecklistItem", Optional.empty())),
                    item("announce")));

    private static Checklist with(String... production) {
        return GUIDE.calling(Map.of("production", List.of(production))).inTeamsWords();
    }

    private static List<String> ids(List<Item> items) {
        return items.stream().map(Item::id).toList();
    }

    @Test
    void standTogetherForEachEnvironmentBehindWhatIsAboutNone() {
        Checklist copied = with("eu", "us");
        assertThat(ids(copied.items()))
                .containsExactly(
                        "test", "window-eu", "go-eu", "deploy-eu", "window-us", "go-us", "deploy-us", "announce");
        assertThat(copied.item("go-us").orElseThrow())
                .extracting(Item::title, Item::completedBy)
                .containsExactly("Title of go (us)", List.of(new Completion.ByStep("releaseGate", Optional.of("us"))));
        assertThat(copied.targets()).containsExactly("eu", "us");
        assertThat(ids(copied.releaseItems())).containsExactly("deploy-eu", "deploy-us");
    }

    @Test
    void keepTheIdOfTheGuideWhereThereIsOneEnvironment() {
        assertThat(ids(with("live").items())).isEqualTo(ids(GUIDE.items()));
        assertThat(with("live").targets()).isEmpty();
    }

    @Test
    void areMeantByTheIdOfTheGuideAndAtAGateOnlyItsOwn() {
        Checklist copied = with("eu", "us");
        assertThat(copied.names()).contains("window", "window-eu", "window-us");
        assertThat(ids(copied.itemsNamed("window", Optional.of("staging")))).containsExactly("window-eu", "window-us");
        assertThat(ids(copied.itemsNamed("window", Optional.of("us")))).containsExactly("window-us");
        assertThat(ids(copied.itemsNamed("window-eu", Optional.of("us")))).containsExactly("window-eu");
        assertThat(ids(copied.itemsNamed("all", Optional.of("us"))))
                .containsExactly("test", "window-us", "go-us", "deploy-us", "announce");
    }

    @Test
    void areRefusedWhereTheirIdIsThereAlready() {
        Checklist taken = Checklists.of(
                Map.of("production", "production"),
                "go",
                section("all", item("go", new Completion.ByWindow("production")), item("go-eu")));
        assertThatThrownBy(() -> taken.calling(Map.of("production", List.of("eu", "us"))))
                .hasMessageContaining("found 'go-eu' twice");
    }

    @Test
    void stayWhenARuleOfAnAdministratorSaysOneOfTheNames() {
        Checklist several = GUIDE.calling(Map.of("production", List.of("eu", "us")));
        assertThat(several.ruledBy(Map.of("production", "us")).inTeamsWords()).isEqualTo(with("eu", "us"));
        assertThat(several.ruledBy(Map.of("production", "live")).inTeamsWords()).isEqualTo(with("live"));
    }

    /** Records and Jenkinsfiles name the ids: they must not depend on which environments there are besides. */
    @Property(tries = 200)
    void haveIdsThatDependOnTheirOwnEnvironmentAlone(
            @ForAll @Size(min = 2, max = 6) @UniqueElements
                    List<@AlphaChars @StringLength(min = 1, max = 5) String> drawn) {
        Map<String, String> bySlug = new LinkedHashMap<>();
        drawn.forEach(name -> bySlug.putIfAbsent(Ids.slug(name), "x" + name));
        List<String> names = new ArrayList<>(bySlug.values());
        Checklist copied = with(names.toArray(String[]::new));

        List<String> expected = new ArrayList<>(List.of("test"));
        names.forEach(name -> List.of("window", "go", "deploy")
                .forEach(id -> expected.add(names.size() == 1 ? id : id + "-" + Ids.slug(name))));
        if (names.size() == 1) {
            expected.remove("test");
            expected.add(1, "test");
        }
        expected.add("announce");
        assertThat(ids(copied.items())).containsExactlyElementsOf(expected).doesNotHaveDuplicates();
        assertThat(copied.inTeamsWords()).isEqualTo(copied);
    }
}
