package io.jenkins.plugins.releasechecklist.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links of the documentation lead to pages, headings, pictures and types that are there. */
class PagesTest {
    @ParameterizedTest
    @MethodSource("pages")
    void leadsNowhereElse(Page page) {
        assertThat(page.targets()).as("Links and pictures of %s", page).allMatch(page::leadsSomewhere);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void saysWhereItsShortLinksLead(Page page) {
        assertThat(page.definitions())
                .as("Lines [Name]: path at the end of %s", page)
                .containsAll(page.shortLinks());
    }

    @Test
    void leadsFromTheIndexToEveryPage() throws IOException {
        String index = Files.readString(Page.ROOT.resolve("docs/README.md"));
        try (Stream<Path> pages = Files.list(Page.ROOT.resolve("docs"))) {
            assertThat(pages.map(page -> page.getFileName().toString())
                            .filter(page -> page.endsWith(".md") && !page.equals("README.md")))
                    .isNotEmpty()
                    .allMatch(page -> index.contains("](" + page + ")"));
        }
        assertThat(Page.ROOT.resolve("README.md")).content().contains("](docs/README.md)");
    }

    @Test
    void namesWhatIsExportedAsThePageDoes() throws IOException {
        String menu = Files.readString(
                Page.ROOT.resolve("src/main/resources/io/jenkins/plugins/releasechecklist/actions/parts/export.jelly"));

        assertThat(Pattern.compile("\\*Export > ([^*]+)\\*")
                        .matcher(Files.readString(Page.ROOT.resolve("docs/first-release.md")))
                        .results()
                        .map(entry -> "${%" + entry.group(1) + "}"))
                .isNotEmpty()
                .allMatch(menu::contains);
    }

    @Test
    void theTestsThatContributorsAreToldToRunAreThere() throws IOException {
        Set<String> named = Pattern.compile("-Dtest='?(\\w+Test)\\b")
                .matcher(Files.readString(Page.ROOT.resolve("CONTRIBUTING.md")))
                .results()
                .map(test -> test.group(1) + ".java")
                .collect(Collectors.toSet());
        Set<String> files = new HashSet<>();
        for (String folder : List.of("src/test/java", "cli/src/test/java")) {
            try (Stream<Path> tests = Files.walk(Page.ROOT.resolve(folder))) {
                tests.forEach(file -> files.add(file.getFileName().toString()));
            }
        }

        assertThat(named).hasSizeGreaterThan(2).isSubsetOf(files);
    }

    private static List<Page> pages() throws IOException {
        return Page.all();
    }
}
