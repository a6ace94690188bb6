package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.ExtensionList;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.releasechecklist.actions.RestClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A secret of {@code withCredentials} in what steps are given: it stays out of whatever is kept and shown. */
class SecretsTest extends OneJenkins {
    private static final String SECRET = "s3cr3t-t0ken-of-the-shop";
    private static final String DIGEST = "sha256:" + "0a".repeat(32);

    @BeforeEach
    void store() {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .removeIf(credentials -> credentials instanceof StringCredentialsImpl);
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "secret", "", Secret.fromString(SECRET)));
    }

    /** Every text of every step, one at a time, beside what the step needs to begin; and a plan full of it. */
    // security.md: S22
    @Test
    void noneOfThemIsKeptOrShown() throws Exception {
        WorkflowRun run = end(Result.ABORTED, start(bound("""
                node {
                  writeFile file: 'plan.yaml', text: "application: shop\\nnotes: {summary: \\"key ${T}\\"}"
                  writeFile file: "notes-${T}.md", text: 'Faster'
                  releaseChecklist name: "Shop ${T}", version: "night-${T}", artifacts: ["img-${T}": '%s']
                  catchError { releaseChecklist plan: 'plan.yaml' }
                  def branches = [:]
                  %s
                  parallel branches
                }
                """.formatted(DIGEST, String.join("\n", branches())))));

        assertThat(release(run).application()).hasValue("Shop ****");
        assertThat(release(run).version()).hasValue("night-****");
        assertThat(release(run).details().artifacts()).extracting("name").containsExactly("img-****");
        assertThat(release(run).plan()).isEmpty();
        assertThat(release(run).runs()).extracting("name").contains("x-****", "x-****");
        assertThat(recorded(run)).contains("h-****");
        assertNowhere(run);
    }

    @Test
    void aPlanWithOneIsRefusedWithItsLine() throws Exception {
        for (String steps : List.of(
                "releaseChecklist version: '2.4.0', plan: 'plan.yaml'",
                "releaseChecklist version: '2.4.0', plan: \"plan-${T}.yaml\"")) {
            WorkflowRun run = run(
                    Result.FAILURE,
                    bound(
                            "node { writeFile file: 'plan.yaml', text: \"application: shop\\r\\n\\r\\nnotes: {summary: '${T}'}\"; "
                                    + steps + " }"));
            assertExplained(
                    run,
                    steps.contains("${T}") ? "plan: expected text without a secret" : "plan.yaml: expected",
                    steps.contains("${T}") ? "found 'plan-****.yaml'" : "found one in line 3");
            assertNowhere(run);
        }
    }

    /** Hidden, it would not be the name of the rules any more; and a version of its own would follow another type. */
    // security.md: S23
    @Test
    void whatRulesGoByIsRefused() throws Exception {
        for (String steps : List.of(
                "releaseGate environment: \"${T}\"",
                "smokeTest environment: \"${T}\", checks: [tcpCheck('localhost:1')]",
                "rollbackRelease(environment: \"${T}\") { }",
                "releaseGate environment: 'production', approvals: [(T): 1]",
                "releaseGate environment: 'production', requires: [T]",
                "releaseGate environment: 'production', window: [from: T, to: '16:00', zone: 'UTC']",
                "releaseChecklist version: \"3.0.0-${T}\"",
                "releaseChecklist version: '3.0.0', artifacts: [img: \"sha256:${T}\"]")) {
            WorkflowRun run = run(Result.FAILURE, bound(steps));
            assertExplained(run, "expected", "****");
            assertNowhere(run);
        }
    }

    private static String bound(String steps) {
        return "withCredentials([string(credentialsId: 'secret', variable: 'T')]) {\n" + steps + "\n}";
    }

    /** A branch for each text parameter of each step of the plugin, with a secret in it. */
    private List<String> branches() throws IOException {
        String check = "[httpCheck(name: \"h-${T}\", url: \"" + shop().url() + "/none?key=${T}\")]";
        String unreached = "retryFor: '0s', checks: " + check;
        Map<String, String> needed = new TreeMap<>(Map.of(
                "releaseChecklist", "",
                "smokeTest", unreached,
                "withSmokeTest", "",
                "postDeployVerify", "duration: '20s', interval: '20s', checks: " + check,
                "releaseGate", "timeout: '1s'",
                "announceRelease", "dryRun: true",
                "checklistItem", "id: 'backup'",
                "withChecklistItem", "id: 'backup'",
                "rollbackRelease", "environment: 'production'"));
        List<String> branches = new ArrayList<>();
        for (StepDescriptor step : ExtensionList.lookup(StepDescriptor.class)) {
            if (ReleaseStep.class.isAssignableFrom(step.clazz)) {
                String name = step.getFunctionName();
                assertThat(needed).as("what each step needs").containsKey(name);
                for (DescribableParameter parameter :
                        DescribableModel.of(step.clazz).getParameters()) {
                    if (parameter.getErasedType() == String.class || parameter.getErasedType() == Object.class) {
                        branches.addAll(branches(step, parameter, needed.get(name)));
                    }
                }
            }
        }
        assertThat(branches).hasSizeGreaterThan(50);
        return branches;
    }

    private static List<String> branches(StepDescriptor step, DescribableParameter described, String needed) {
        List<String> branches = new ArrayList<>();
        String parameter = described.getName();
        List<String> values = List.of("\"x-${T}\"", "[\"x-${T}\": 1]", "[\"x-${T}\"]");
        boolean structured = ((ReleaseStepDescriptor) step).structured().containsKey(parameter);
        for (String value : structured ? values : values.subList(0, 1)) {
            Map<String, String> arguments = new LinkedHashMap<>();
            for (String argument : needed.isEmpty() ? new String[0] : needed.split(", (?=\\w+: )", 3)) {
                arguments.put(argument.substring(0, argument.indexOf(':')), argument);
            }
            if (step.getFunctionName().equals("releaseGate")) {
                arguments.put("id", "id: 'gate-" + parameter.toLowerCase() + value.length() + "'");
            }
            arguments.put(parameter, parameter + ": " + value);
            branches.add("branches['%s %s %d'] = { catchError { %s(%s)%s } }"
                    .formatted(
                            step.getFunctionName(),
                            parameter,
                            value.length(),
                            step.getFunctionName(),
                            String.join(", ", arguments.values()),
                            step.takesImplicitBlockArgument() ? " { }" : ""));
        }
        return branches;
    }

    private static void assertNowhere(WorkflowRun run) throws Exception {
        try (Stream<Path> files = Files.walk(run.getParent().getRootDir().toPath())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // Pipeline itself keeps the arguments of steps, and hides secrets in them but not in the keys of maps.
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                                .replaceAll("(?s)<cps.a.ArgumentsActionImpl.*?</cps.a.ArgumentsActionImpl>", ""))
                        .as(file.toString())
                        .doesNotContain(SECRET);
            }
        }
        RestClient reader = RestClient.of(rule(), "pm");
        List<String> pages = new ArrayList<>(List.of("", "releases/", "releases/api/json", "releases/releases.csv"));
        Stream.of("", "consoleText", "api/json?depth=3", "release-checklist/")
                .map(page -> run.getNumber() + "/" + page)
                .forEach(pages::add);
        Stream.of("content", "api/json", "events?after=0", "report.html", "report.md", "report.json", "report.csv")
                .map(page -> run.getNumber() + "/release-checklist/" + page)
                .forEach(pages::add);
        for (String page : pages) {
            assertThat(reader.get(run.getParent().getUrl() + page).text())
                    .as(page)
                    .doesNotContain(SECRET);
        }
    }
}
