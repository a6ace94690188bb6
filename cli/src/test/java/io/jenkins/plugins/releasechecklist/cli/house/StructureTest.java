package io.jenkins.plugins.releasechecklist.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What every package and every name keeps to. */
class StructureTest {
    private static final int MOST_TYPES = 30;
    private static final int MOST_TYPES_AT_THE_MEDIAN = 8;

    private final SourceTree tree = SourceTree.read();

    @Test
    void hasNoPackageThatNobodyCanOversee() {
        assertThat(tree.typesByPackage())
                .as("A package with more than %d types wants to become two, each named by its subject", MOST_TYPES)
                .isNotEmpty()
                .allSatisfy((room, types) -> assertThat(types).hasSizeLessThanOrEqualTo(MOST_TYPES));
    }

    @Test
    void hasPackagesOfAFewTypes() {
        List<Integer> sizes =
                tree.typesByPackage().values().stream().map(List::size).sorted().toList();
        assertThat(sizes.get(sizes.size() / 2))
                .as("types in a package, median")
                .isLessThanOrEqualTo(MOST_TYPES_AT_THE_MEDIAN);
    }

    @Test
    void givesNoNameTwice() {
        assertThat(tree.sources().stream()
                        .collect(Collectors.groupingBy(SourceTree.Source::name, Collectors.counting()))
                        .entrySet())
                .as("Names of top-level types with their number")
                .allMatch(name -> name.getValue() == 1);
    }

    @Test
    void keepsJenkinsOutOfTheEngine() {
        assertThat(tree.sources().stream()
                        .filter(source -> source.room().startsWith("engine"))
                        .collect(Collectors.toMap(Function.identity(), SourceTree.Source::imports)))
                .isNotEmpty()
                .allSatisfy((source, imports) -> assertThat(imports)
                        .as("imports of %s", source.name())
                        .noneMatch(name ->
                                name.matches("(hudson|jenkins|org\\.kohsuke|org\\.jenkinsci|com\\.cloudbees)\\..*"))
                        .noneMatch(name -> name.matches(SourceTree.BASE.replace(".", "\\.")
                                + "\\.(builds|checks|steps|actions|config|evidence|cli)\\b.*")));
    }
}
