package io.jenkins.plugins.releasechecklist.cli.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the hosting checker requires of other files: its RequiredFilesVerifier, JellyVerifier and GitHubVerifier. */
class TreeRulesTest {
    private static final Pattern CONFIGURATION = Pattern.compile("\\[platform: '\\w+', jdk: (\\d+)]");

    @Test
    void buildsWithTheJdksOfToday() throws IOException {
        String jenkinsfile =
                Repository.text("Jenkinsfile").replaceAll("(?s)/\\*.*?\\*/", "").strip();
        assertThat(jenkinsfile).startsWith("buildPlugin(").endsWith(")").contains("configurations: [");
        assertThat(CONFIGURATION
                        .matcher(jenkinsfile)
                        .results()
                        .map(MatchResult::group)
                        .count())
                .as("configurations with a platform and a JDK")
                .isEqualTo(
                        Pattern.compile("\\[\\w").matcher(jenkinsfile).results().count());
        assertThat(CONFIGURATION.matcher(jenkinsfile).results().map(found -> found.group(1)))
                .containsExactlyInAnyOrder("21", "25");
    }

    @Test
    void namesTheDevelopersAsOwners() throws IOException {
        assertThat(Repository.lines(".github/CODEOWNERS")).contains("* @jenkinsci/release-checklist-plugin-developers");
    }

    @Test
    void keepsWhatIsBuiltOutOfTheRepository() throws IOException {
        assertThat(Repository.lines(".gitignore")).contains("target/", "work/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "LICENSE",
                ".github/workflows/jenkins-security-scan.yml",
                ".github/renovate.json",
                ".github/workflows/cd.yaml",
                ".mvn/extensions.xml"
            })
    void hasTheFile(String file) {
        assertThat(Repository.has(file)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {".github/release-drafter.yml", ".github/workflows/release-drafter.yml"})
    void leavesTheDraftOfTheReleaseToTheAutomation(String file) {
        assertThat(Repository.has(file)).isFalse();
        assertThat(Repository.has(file.replace(".yml", ".yaml"))).isFalse();
    }

    @Test
    void saysHowReleasesAreNumbered() throws IOException {
        assertThat(Repository.lines(".mvn/maven.config")).contains("-Dchangelist.format=%d.v%s");
    }

    @Test
    void attachesToEveryReleaseTheToolThatThePageOnInstallingFetches() throws IOException {
        assertThat(String.join("\n", Repository.lines(".github/workflows/cd.yaml")))
                .contains("-f cli/pom.xml", "gh release upload \"$TAG\" cli/target/release-checklist.jar");
        assertThat(String.join("\n", Repository.lines("docs/install.md")))
                .contains("/releases/latest/download/release-checklist.jar && java -jar release-checklist.jar ");
    }

    @ParameterizedTest
    @MethodSource("jellyFiles")
    void hasNothingInlineThatAContentSecurityPolicyForbids(Path file) throws IOException {
        Element page = Repository.xml(file);
        assertThat(elements(page, "style")).isEmpty();
        assertThat(elements(page, "script"))
                .allMatch(script -> script.hasAttribute("src")
                        || script.getAttribute("type").equalsIgnoreCase("application/json"));
        assertThat(elements(page, "*"))
                .noneMatch(element -> element.hasAttribute("onclick"))
                .noneMatch(element -> element.hasAttribute("checkUrl") && !element.hasAttribute("checkDependsOn"));
    }

    private static List<Path> jellyFiles() throws IOException {
        return Repository.jellyFiles();
    }

    private static Stream<Element> elements(Element page, String name) {
        NodeList nodes = page.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength()).mapToObj(index -> (Element) nodes.item(index));
    }
}
