package io.jenkins.plugins.releasechecklist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releasechecklist.cli.rehearsal.DemoService;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.PlanReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LintCommandTest {
    @TempDir
    private Path folder;

    @Test
    void acceptsThePlanOfTheDemo() throws IOException {
        try (DemoService demo = DemoService.start("2.4.0")) {
            Path plan = write("release-plan.yaml", demo.plan().text());

            ToolRun run = ToolRun.of("lint", plan);

            assertThat(run.out()).isEqualToIgnoringNewLines(plan + ": no mistakes");
            assertThat(run.exitCode()).isZero();
        }
    }

    @Test
    void tellsEveryMistakeOfEveryPlanWithItsPosition() throws IOException {
        Path first = write("first.yaml", "aplication: Shop\nrollback: [no text]\n");
        Path second = write("second.yaml", "announce: {channel: support}\n");

        ToolRun run = ToolRun.of("lint", first, second);

        assertThat(run.out().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith(first + ":1:1: ") && line.contains("did you mean \"application\"?"))
                .anyMatch(line -> line.startsWith(first + ":2:11: "))
                .anyMatch(line -> line.startsWith(second + ":1:11: "));
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void readsReleaseNotes() throws IOException {
        Path notes = write("CHANGELOG.md", "# Changelog\n\n## 2.4.0\n\n### Added\n\n- Form\n\n## 2.3.9\n\n- Totals\n");

        ToolRun fine = ToolRun.of("lint", "--release", "2.4.0", notes);
        ToolRun wrong = ToolRun.of("lint", "--release", "2.5.0", notes);

        assertThat(fine.exitCode()).isZero();
        assertThat(fine.out()).isEqualToIgnoringNewLines(notes + ": no mistakes");
        assertThat(fine.err()).startsWith(notes + ": \"Added\" (line 5) go along under \"Notable changes\".");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.out())
                .isEqualToIgnoringNewLines(
                        notes + ": expected a section for 2.5.0 in this change log, found 2.4.0, 2.3.9");
    }

    @Test
    void tellsThatAGateDemandsWhatComesAfterIt() throws IOException {
        Path plan = write("plan.yaml", "environments:\n  production:\n    gate:\n      requires: [deployment]\n");

        ToolRun run = ToolRun.of("lint", plan);

        assertThat(run.out())
                .startsWith(plan + ":4:18: environments.production.gate.requires[0]: ")
                .contains("deploy-production");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "environments: {staging: {checks: [{httpCheck: {url: 'https://h/', headers: {Authorization: Bearer abc}}}]}} | a secret in a plan",
                "environments: {staging: {checks: [{httpCheck: {url: 'https://h/', headers: {X-Api-Key: abc}}}]}} | a secret in a plan",
                "environments: {staging: {checks: [{httpCheck: {url: 'https://h/', headers: {cookie: a=b}}}]}} | a secret in a plan",
                "environments: {staging: {checks: [{httpCheck: {url: 'https://h/', headers: {DD-API-KEY: abc}}}]}} | a secret in a plan",
                "environments: {staging: {checks: [{commandCheck: 'curl -H \"Authorization: Bearer abc\" h'}]}} | a command with a secret in it",
                "environments: {production: {gate: {requires: [staging-smoke-tests]}}, staging: {checks: [{tcpCheck: 'h:1'}]}} | in the plan staging comes after production",
                "environments: {production: {checks: [{httpCheck: 'https://h/?token=abc'}]}} | an address with a secret in it",
                "environments: {production: {checks: [{httpCheck: 'https://h/?a=1&api_key=abc'}]}} | an address with a secret in it",
                "environments: {uat: {}, prod: {}} | no environment is called production, where",
                "environments: {uat: {}, prod: {}} | checklist: {environments: {production: prod}}",
                "environments: {staging: {}} | checklist: {environments: {production: NAME}}",
                "environments: {production: {gate: {approvals: {qaa: 1}}}} | did you mean \"qa\"?",
                "environments: {production: {gate: {requires: [staging-smoke-tests]}}} | the plan has no checks for it in staging"
            })
    void warnsOfWhatIsHardlyMeant(String text, String words) throws IOException {
        Path plan = write("plan.yaml", text);

        ToolRun run = ToolRun.of("lint", plan);

        assertThat(run.out())
                .contains(plan + ":1:")
                .contains(": warning: ")
                .contains(words)
                .doesNotContain("abc");
        assertThat(run.out()).contains(plan + ": no mistakes");
        assertThat(run.exitCode()).isZero();
        assertThat(ToolRun.of("lint", "-f", "github", plan).out()).startsWith("::warning file=");
        assertThat(ToolRun.of("lint", "-f", "json", plan).out()).contains("\"kind\": \"warning\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environments: {staging: {}, production: {}}",
                "{template: octoacme, checklist: {environments: {staging: uat, production: prod}}, environments: {uat: {}, prod: {}}}",
                "{x-health: &h {httpCheck: 'https://h/health'}, environments: {production: {checks: [*h]}}}",
                "environments: {production: {checks: [{httpCheck: 'https://h/?q=token'}]}}",
                "environments: {production: {checks: [{commandCheck: 'curl -H \"Authorization: Bearer $TOKEN\" h'}]}}"
            })
    void warnsOfNothingThatIsWellMeant(String text) throws IOException {
        assertThat(ToolRun.of("lint", write("plan.yaml", text)).out().lines()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${STAGING_URL}/health", "$STAGING_URL/health", "{{ staging.url }}/health"})
    void saysThatAPlanKnowsNoVariables(String url) throws IOException {
        Path plan = write("plan.yaml", "environments: {production: {checks: [{httpCheck: '" + url + "'}]}}");

        assertThat(ToolRun.of("lint", plan).out()).contains("A plan knows no variables such as ${NAME}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'environments:\n  staging:\n    checks:\n      - httpCheck:\n        name: a\n        url: https://h/' | :4:9: environments.staging.checks[0].httpCheck: expected the keys of httpCheck below it",
                "'environments:\n  staging:\n    checks:\n      - commandCheck:\n        command: a' | indented by two more",
                "'application: \"Shop\nrollback: x\n' | (it began at 1:14)",
                "'announce: [\n  {channel: a\n' | (it began at 2:3)",
                "'environments\n  staging:\n    checks: []' | :2:10: not valid YAML: mapping values are not allowed here; expected a colon after"
            })
    void saysInOneMistakeWhereASlipBegan(String text, String words) throws IOException {
        ToolRun run = ToolRun.of("lint", write("plan.yaml", text));

        assertThat(run.out().lines()).singleElement().asString().contains(words);
    }

    @Test
    void readsTheStandardInput() {
        ToolRun run = ToolRun.answering("aplication: Shop\n", "lint", "-");

        assertThat(run.out()).startsWith("standard input:1:1: aplication: unknown key");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void showsTheLineAndThePlaceInColours() throws IOException {
        Path plan = write("plan.yaml", "rollback: x\naplication: Shop\n");

        assertThat(ToolRun.of("lint", "--color", "always", plan).out().lines())
                .anyMatch(line -> line.equals("  aplication: Shop"))
                .anyMatch(line -> line.equals("  \u001b[31m^\u001b[0m"))
                .endsWith("1 mistake and 0 warnings in 1 plan");
    }

    @Test
    void tellsProgramsOfAFileThatIsNotThere() {
        ToolRun run = ToolRun.of("lint", "--format", "github", folder.resolve("gone.yaml"));

        assertThat(run.out()).startsWith("::error file=").contains("found no such file");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(ToolRun.of("lint", folder).err()).contains("expected a release plan, found a folder");
    }

    @Test
    void tellsMistakesAsJson() throws IOException {
        Path plan = write("plan.yaml", "aplication: Shop\nrollback: [no text]\n");

        ToolRun run = ToolRun.of("lint", "--format", "json", plan);

        JsonNode problems = new ObjectMapper().readTree(run.out());
        assertThat(problems).hasSize(2);
        assertThat(problems.get(0).path("file").textValue()).isEqualTo(plan.toString());
        assertThat(problems.get(0).path("line").intValue()).isEqualTo(1);
        assertThat(problems.get(0).path("suggestion").textValue()).isEqualTo("application");
        assertThat(problems.get(1).path("line").intValue()).isEqualTo(2);
        assertThat(problems.get(1).path("column").intValue()).isEqualTo(11);
        assertThat(problems.get(1).path("message").textValue()).startsWith("rollback: expected");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(ToolRun.of("lint", "--format", "json", write("good.yaml", "application: Shop\n"))
                        .out()
                        .strip())
                .isEqualTo("[ ]");
    }

    @Test
    void tellsMistakesAsCommandsOfGitHubThatNothingInThePlanCanBreak() throws IOException {
        Path plan = write("50%,plan.yaml", "rollback: {\"a\\n::error::b%\": 1}\n");

        ToolRun run = ToolRun.of("lint", "--format=github", plan);

        assertThat(run.out().lines())
                .singleElement()
                .asString()
                .startsWith("::error file=" + plan.getParent()
                        + "/50%25%2Cplan.yaml,line=1,col=11,title=Release plan::rollback: expected");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void tellsEachOfTwentyMistakesAtItsLine() throws IOException {
        String text;
        try (InputStream file = PlanReader.class.getResourceAsStream("twenty-mistakes.yaml")) {
            text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> lines = text.lines().toList();

        ToolRun run = ToolRun.of("lint", "--format", "json", write("plan.yaml", text));

        JsonNode problems = new ObjectMapper().readTree(run.out());
        assertThat(problems)
                .hasSize(20)
                .allSatisfy(problem -> assertThat(lines.get(problem.path("line").intValue() - 1))
                        .contains("# wrong"));
        assertThat(problems.findValuesAsText("line")).doesNotHaveDuplicates();
    }

    @Test
    void readsTemplatesAndPlansThatNameThem() throws IOException {
        Path template = write(
                "corporate.yaml",
                "title: Corporate\nreleasedBy: a\nsections: [{id: s, title: S, items: [{id: a, title: A, owners: [qa]}]}]\n");
        Path plan = write(
                "plan.yml",
                "template: corporate\nchecklist: {sections: [{id: s, items: [{id: b, title: B, owners: [qa]}]}]}\n");

        assertThat(ToolRun.of("lint", "--template", template).exitCode()).isZero();
        assertThat(ToolRun.of("lint", "--template", plan).out()).contains("plan.yml:1:1: template: unknown key");
        assertThat(ToolRun.of("lint", "--templates", template.getParent(), plan).exitCode())
                .isZero();
        assertThat(ToolRun.of("lint", plan).out())
                .contains("plan.yml:1:11: template: expected a template (octoacme), found \"corporate\"");
        write("Not a name.yaml", "");
        ToolRun wrong = ToolRun.of("lint", "--templates", template.getParent(), plan);
        assertThat(wrong.err()).contains("--templates: name of a template: expected lower-case letters");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(ToolRun.of("lint", "--templates", template.resolveSibling("none"), plan)
                        .err())
                .contains("--templates: expected a folder that can be read", "none");
    }

    @Test
    void acceptsTheKindsOfOtherPluginsThatAreNamed() throws IOException {
        Path plan = write("plan.yaml", "environments: {live: {checks: [{queueCheck: a}, {topicCheck: {name: b}}]}}");

        assertThat(ToolRun.of("lint", "--check-kind", "queueCheck", "--check-kind=topicCheck", plan)
                        .exitCode())
                .isZero();
        assertThat(ToolRun.of("lint", "--check-kind", "queueCheck", plan).out())
                .contains("checks[1].topicCheck: unknown key")
                .contains("commandCheck, queueCheck");
        ToolRun wrong = ToolRun.of("lint", "--check-kind", "queue", plan);
        assertThat(wrong.err())
                .contains("--check-kind: expected the symbol of a kind of check, such as queueCheck, found 'queue'");
        assertThat(wrong.exitCode()).isEqualTo(2);
    }

    @Test
    void saysWhichFileIsNotThere() {
        ToolRun run = ToolRun.of("lint", folder.resolve("plan.yaml"));

        assertThat(run.err()).contains("plan.yaml: expected a release plan, found no such file");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void saysThatAFileIsNotText() throws IOException {
        Path file = Files.write(folder.resolve("plan.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        ToolRun run = ToolRun.of("lint", file);

        assertThat(run.err()).contains("expected text in UTF-8");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
