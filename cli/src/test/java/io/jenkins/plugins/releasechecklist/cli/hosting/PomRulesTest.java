package io.jenkins.plugins.releasechecklist.cli.hosting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the hosting checker requires of the pom: its MavenVerifier, as of August 2026. */
class PomRulesTest {
    private Pom pom;

    @BeforeEach
    void read() throws IOException {
        pom = Repository.pom();
    }

    @Test
    void hasTheGroupOfPlugins() {
        assertThat(pom.text("groupId")).isEqualTo("io.jenkins.plugins");
    }

    @Test
    void hasAnArtifactIdThatThePluginSiteTakes() {
        String artifactId = pom.text("artifactId");
        assertThat(artifactId).isLowerCase().doesNotContain("jenkins").hasSizeLessThan(37);
        assertThat(pom.text("groupId") + artifactId).hasSizeLessThan(100);
    }

    @Test
    void hasANameWithoutJenkins() {
        assertThat(pom.text("name")).isNotBlank().doesNotContainIgnoringCase("jenkins");
    }

    @Test
    void pointsToTheRepositoryThatItWillHave() {
        assertThat(pom.resolve(pom.text("url")))
                .isEqualTo("https://github.com/jenkinsci/" + pom.text("artifactId") + "-plugin");
    }

    @Test
    void namesALicense() {
        assertThat(pom.all("licenses/license/name")).isNotEmpty();
    }

    @Test
    void saysWhereItsSourcesAre() {
        assertThat(pom.text("scm/connection"))
                .isNotBlank()
                .doesNotStartWith("scm:git:git:")
                .doesNotStartWith("scm:git:http:");
        for (String other : List.of("url", "developerConnection", "tag")) {
            assertThat(pom.text("scm/" + other)).as(other).isNotBlank();
        }
    }

    @Test
    void leavesDevelopersToTheUpdateSite() {
        assertThat(pom.all("developers")).isEmpty();
    }

    @Test
    void hasAParentOfToday() {
        assertThat(pom.text("parent/groupId")).isEqualTo("org.jenkins-ci.plugins");
        assertThat(Version.parse(pom.text("parent/version")))
                .isGreaterThanOrEqualTo(Version.parse("6.2211.v27f680c93c53"));
    }

    @Test
    void needsAJenkinsOfToday() {
        assertThat(pom.properties()).containsKeys("jenkins.baseline", "jenkins.version");
        assertThat(pom.properties().get("jenkins.version")).startsWith("${jenkins.baseline}.");
        assertThat(Version.parse(pom.resolve("${jenkins.version}"))).isGreaterThanOrEqualTo(Version.parse("2.541.3"));
    }

    /** The BOM has to follow the baseline; as long as it does not, contributors are told which lines are left to change. */
    @Test
    void takesTheBomOfTheBaselineOrSaysWhatIsLeftToChange() throws IOException {
        Pom bom = pom.all("dependencyManagement/dependencies/dependency")
                .filter(managed -> managed.text("groupId").equals("io.jenkins.tools.bom"))
                .findFirst()
                .orElseThrow();
        assertThat(bom.text("type") + " " + bom.text("scope")).isEqualTo("pom import");
        String line = bom.text("artifactId");
        if (!pom.resolve(line).equals("bom-" + pom.properties().get("jenkins.baseline") + ".x")) {
            assertThat(Repository.text("CONTRIBUTING.md")).contains("`" + line + "`", "`bom-${jenkins.baseline}.x`");
        }
    }

    @Test
    void leavesTheVersionsOfPluginsToTheBom() {
        assertThat(pom.all("dependencies/dependency")
                        .filter(dependency -> dependency.text("groupId").matches("io\\.jenkins.*|org\\.jenkins.*"))
                        .filter(dependency -> !dependency.text("version").isEmpty())
                        .map(dependency -> dependency.text("artifactId")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.level", "maven.compiler.source", "maven.compiler.target", "maven.compiler.release"})
    void leavesTheLevelOfJavaToTheParent(String property) {
        assertThat(pom.properties()).doesNotContainKey(property);
    }

    @ParameterizedTest
    @CsvSource({
        "hpi.strictBundledArtifacts, true",
        "ban-commons-lang-2.skip, false",
        "ban-deprecated-stapler.skip, false",
        "ban-junit4-imports.skip, false",
        "banObsoleteDependencyOverrides.skip, false",
        "changelist, 999999-SNAPSHOT"
    })
    void setsTheProperty(String name, String value) {
        assertThat(pom.properties()).containsEntry(name, value);
    }

    @Test
    void isVersionedByItsCommits() {
        assertThat(pom.text("version")).isEqualTo("${changelist}");
    }

    @Test
    void reachesRepositoriesByHttps() {
        assertThat(Stream.of("repositories/repository/url", "pluginRepositories/pluginRepository/url")
                        .flatMap(pom::all)
                        .map(url -> url.element().getTextContent()))
                .hasSize(2)
                .allMatch(url -> url.startsWith("https://"));
    }

    /** A library that an API plugin has must come from there; these are the ones that the checker knows. */
    @Test
    void takesLibrariesFromApiPlugins() {
        assertThat(pom.all("dependencies/dependency")
                        .filter(dependency -> List.of("", "compile").contains(dependency.text("scope")))
                        .map(dependency -> dependency.text("groupId") + ":" + dependency.text("artifactId")))
                .noneMatch(
                        name -> name.matches(
                                "org\\.apache\\.commons:commons-(lang3?|text|compress|math3)|org\\.json:json"
                                        + "|com\\.jayway\\.jsonpath:json-path|com\\.google\\.code\\.gson:gson|org\\.yaml:snakeyaml"
                                        + "|com\\.fasterxml\\.jackson\\.core:jackson-(core|databind)|com\\.sun\\.xml\\.bind:jaxb-impl"
                                        + "|org\\.jsoup:jsoup|joda-time:joda-time|org\\.ow2\\.asm:asm|net\\.bytebuddy:byte-buddy"
                                        + "|com\\.github\\.ben-manes\\.caffeine:caffeine|com\\.github\\.mwiede:jsch"
                                        + "|org\\.bouncycastle:bc(pkix|prov|util)-jdk18on|org\\.apache\\.httpcomponents:httpclient"
                                        + "|org\\.apache\\.httpcomponents\\.client5:httpclient5|com\\.squareup\\.okhttp3:okhttp"
                                        + "|jakarta\\.(activation|mail):jakarta\\..*-api|com\\.sun\\.(activation|mail):javax\\..*"));
    }
}
