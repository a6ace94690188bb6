package io.jenkins.plugins.releasechecklist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitCommandTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "staging, production",
        "uat, prod",
        "no, yes",
        "EU Test, EU \"live\"",
        "1.10, 2.0",
        "prod-eu-test, prod-eu"
    })
    void writesAPlanOfTheseEnvironmentsThatIsRight(String staging, String production) throws IOException {
        ToolRun run = ToolRun.of("init", "--staging", staging, "--production", production, folder.resolve("the shop"));

        assertThat(run.exitCode()).isZero();
        Path plan = folder.resolve("the shop/release-plan.yaml");
        assertThat(plan)
                .content()
                .startsWith("# yaml-language-server: $schema=https://")
                .contains("application: \"the shop\"");
        assertThat(ToolRun.of("lint", plan).out().strip()).isEqualTo(plan + ": no mistakes");
        assertThat(folder.resolve("the shop/Jenkinsfile")).content().contains("releaseGate environment: '");
        assertThat(folder.resolve("the shop/.gitignore")).hasContent("release-rehearsal/\n");
    }

    @Test
    void handsNamesWithBlanksToTheShellAsOneWord() throws IOException {
        ToolRun.of("init", "--staging", "EU Test", "--production", "live", folder);

        assertThat(folder.resolve("Jenkinsfile"))
                .content()
                .contains(
                        "sh './deploy.sh \\'eu test\\''", "smokeTest environment: 'eu test'", "sh './deploy.sh live'");
    }

    @Test
    void asksForTheNamesOfTheEnvironments() throws IOException {
        ToolRun run = ToolRun.answering("uat\n\n", "init", folder);

        assertThat(run.out()).contains("What do you call the environment for the last tests? [staging] uat");
        assertThat(folder.resolve("release-plan.yaml"))
                .content()
                .contains("environments: {staging: uat, production: production}", "  uat:\n");
    }

    @Test
    void writesOverNothing() throws IOException {
        Files.writeString(folder.resolve("Jenkinsfile"), "mine");
        Files.writeString(folder.resolve(".gitignore"), "target/");

        assertThat(ToolRun.of("init", folder).out()).contains("Jenkinsfile is there already and stays as it is");
        assertThat(folder.resolve("Jenkinsfile")).hasContent("mine");
        assertThat(folder.resolve(".gitignore")).hasContent("target/\nrelease-rehearsal/\n");
        ToolRun again = ToolRun.of("init", folder);
        assertThat(again.exitCode()).isEqualTo(2);
        assertThat(again.err()).contains("release-plan.yaml is there already");
    }

    @ParameterizedTest
    @CsvSource({"prod, prod", "Prod EU, prod-eu", "'', production"})
    void refusesNamesThatAreNoTwoEnvironments(String staging, String production) {
        ToolRun run = ToolRun.of("init", "--staging", staging, "--production", production, folder.resolve("new"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("expected");
        assertThat(folder.resolve("new")).doesNotExist();
    }
}
