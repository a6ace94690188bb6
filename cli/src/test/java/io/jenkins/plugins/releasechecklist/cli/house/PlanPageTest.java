package io.jenkins.plugins.releasechecklist.cli.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jenkins.plugins.releasechecklist.engine.plan.PlanMapping;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignKinds;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.PlanReader;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlanPageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Za-z0-9]+)` \\|");

    @ParameterizedTest
    @EnumSource(PlanMapping.class)
    void tellsEveryKeyOfThePlanAndNoOther(PlanMapping mapping) throws IOException {
        assertThat(sections())
                .as("a table in docs/plan.md with the keys of %s, and those alone", mapping.what())
                .contains(Set.copyOf(mapping.keys()));
    }

    @Test
    void beginsWithAPlanThatIsRight() throws IOException {
        String page = page();
        int start = page.indexOf("```yaml\n") + "```yaml\n".length();
        String plan = page.substring(start, page.indexOf("```", start));

        assertThatCode(() -> PlanReader.lint(plan, "docs/plan.md", Templates.BUILT_IN, ForeignKinds.of(List.of())))
                .doesNotThrowAnyException();
    }

    @Test
    void everyPlanOfTheCookbookIsRight() throws IOException {
        List<String> plans = Pattern.compile("(?ms)^```yaml\n(.*?)^```")
                .matcher(Files.readString(Page.ROOT.resolve("docs/cookbook.md")))
                .results()
                .map(block -> block.group(1))
                .toList();

        assertThat(plans)
                .hasSizeGreaterThan(1)
                .allSatisfy(plan ->
                        PlanReader.lint(plan, "docs/cookbook.md", Templates.BUILT_IN, ForeignKinds.of(List.of())));
    }

    private static List<Set<String>> sections() throws IOException {
        return List.of(page().split("(?m)^## ")).stream()
                .map(section ->
                        ROW.matcher(section).results().map(row -> row.group(1)).collect(Collectors.toSet()))
                .toList();
    }

    private static String page() throws IOException {
        return Files.readString(Page.ROOT.resolve("docs/plan.md"));
    }
}
