package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes the files that a release begins with, and nothing over what is there. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = {
            "Writes release-plan.yaml with a word about each part, a Jenkinsfile if there is none, and a line in .gitignore.",
            "Asks what your environments are called, unless the options say it."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the files are written", "2:there is a release plan already, or a file cannot be written"},
        footer = {
            "",
            "Examples:",
            "  release-checklist init",
            "  release-checklist init --staging uat --production prod --application 'OctoAcme Shop' shop"
        })
final class InitCommand implements Callable<Integer> {
    /** The file that commands take for the plan when none is named. */
    static final String PLAN = "release-plan.yaml";

    private static final String SCHEMA =
            "https://raw.githubusercontent.com/jenkinsci/release-checklist-plugin/main/docs/release-plan.schema.json";
    private static final String IGNORED = "release-rehearsal/";

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "The repository of what is released. Default: this folder.")
    private Path folder;

    @Option(
            names = {"-a", "--application"},
            paramLabel = "NAME",
            description = "What is released. Default: the name of the folder.")
    private Optional<String> application = Optional.empty();

    @Option(names = "--staging", paramLabel = "NAME", description = "What you call the environment for the last tests.")
    private Optional<String> staging = Optional.empty();

    @Option(names = "--production", paramLabel = "NAME", description = "What you call the environment of your users.")
    private Optional<String> production = Optional.empty();

    @ParentCommand
    private ReleaseChecklistTool tool;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path plan = folder.resolve(PLAN);
        if (Files.exists(plan)) {
            throw wrong(plan + " is there already. Try: release-checklist lint " + plan);
        }
        BufferedReader answers = tool.input();
        String first = name("--staging", staging, "the environment for the last tests", "staging", answers);
        String last = name("--production", production, "the environment of your users", "production", answers);
        if (Ids.slug(first).equals(Ids.slug(last))) {
            throw wrong("expected two environments, found '" + first + "' and '" + last + "'");
        }
        Files.createDirectories(folder);
        Files.writeString(plan, plan(first, last));
        tell("Wrote " + plan);
        Path jenkinsfile = folder.resolve("Jenkinsfile");
        if (Files.exists(jenkinsfile)) {
            tell(jenkinsfile + " is there already and stays as it is. The steps of a release are in"
                    + " docs/jenkinsfile.md");
        } else {
            Files.writeString(jenkinsfile, jenkinsfile(first, last));
            tell("Wrote " + jenkinsfile);
        }
        ignore(folder.resolve(".gitignore"));
        tell("Next: put your addresses into " + plan + ", then");
        tell("  release-checklist lint " + plan);
        tell("  release-checklist rehearse " + plan + " --version 1.0.0 --serve");
        return ReleaseChecklistTool.FINE;
    }

    private String name(String option, Optional<String> said, String what, String usual, BufferedReader answers)
            throws IOException {
        String name = said.orElse("");
        if (said.isEmpty()) {
            PrintWriter out = spec.commandLine().getOut();
            out.print("What do you call " + what + "? [" + usual + "] ");
            out.flush();
            name = Optional.ofNullable(answers.readLine())
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .orElse(usual);
            if (!tool.style().live()) {
                out.println(name);
            }
        }
        try {
            return EnvironmentName.require(name);
        } catch (IllegalArgumentException e) {
            throw wrong(option + ": " + e.getMessage());
        }
    }

    private void ignore(Path file) throws IOException {
        List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
        if (!lines.contains(IGNORED)) {
            boolean open = Files.exists(file)
                    && Files.size(file) > 0
                    && !Files.readString(file).endsWith("\n");
            Files.writeString(
                    file, (open ? "\n" : "") + IGNORED + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            tell("Added " + IGNORED + " to " + file);
        }
    }

    private void tell(String line) {
        spec.commandLine().getOut().println(line);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private String plan(String first, String last) {
        boolean usual = first.equals("staging") && last.equals("production");
        String called = usual ? "" : """
                # What you call the environments of the template.
                checklist:
                  environments: {staging: %s, production: %s}
                """.formatted(quoted(first), quoted(last));
        String name = application.orElseGet(
                () -> Optional.ofNullable(folder.toAbsolutePath().normalize().getFileName())
                        .map(Path::toString)
                        .orElse("Application"));
        return """
                # yaml-language-server: $schema=%1$s
                # What one release of this application needs. Every key: docs/jenkinsfile.md#the-release-plan
                application: %2$s
                # The checklist that releases follow: OctoAcme's Release & Deployment Guide.
                template: octoacme
                %3$s# How the release is taken back: text, or a link.
                rollback: "Deploy the version before"
                notes:
                  summary: "What is new, in a sentence"
                  changes: ["A change that users notice"]
                environments:
                  %4$s:
                    # The smoke tests after the deployment to %4$s.
                    checks:
                      - httpCheck: "https://staging.example.com/health"
                  %5$s:
                    # Who has to say Go, and what has to be done before.
                    gate:
                      approvals:
                        - {anyOf: [product-manager, project-manager]}
                        - {role: qa}
                      requires: [pre-release, staging-smoke-tests]
                    # When it may be deployed; leave it out for any time.
                    # window: {days: [MON, TUE, WED, THU], from: "09:00", to: "16:00", zone: Europe/Berlin}
                    checks:
                      - httpCheck: {name: health, url: "https://www.example.com/health", maxLatency: 2s}
                    # How long it is observed after the deployment, and what counts as well.
                    verify:
                      duration: 10m
                      interval: 15s
                      successRate: ">= 99%%"
                      # Where the running system says its version.
                      # version: {url: "https://www.example.com/version", jsonPath: "$.version"}
                # Whom to tell: channels and audiences that your administrator set up.
                # announce: [{audience: stakeholders}, {audience: support}]
                """.formatted(SCHEMA, quoted(name), called, quoted(first), quoted(last));
    }

    private static String jenkinsfile(String first, String last) {
        return """
                pipeline {
                  agent none
                  parameters { string(name: 'VERSION', description: 'The version to release, such as 2.4.0') }
                  stages {
                    stage('Staging') {
                      agent any
                      steps {
                        releaseChecklist version: params.VERSION, plan: 'release-plan.yaml'
                        sh './deploy.sh %3$s'
                        smokeTest environment: '%1$s'
                      }
                    }
                    stage('Go / no-go') { steps { releaseGate environment: '%2$s' } }
                    stage('Production') {
                      agent any
                      steps {
                        withChecklistItem('deploy-production') { sh './deploy.sh %4$s' }
                        postDeployVerify environment: '%2$s'
                      }
                      post { unsuccessful { rollbackRelease(environment: '%2$s') { sh './deploy.sh %4$s $ROLLBACK_VERSION' } } }
                    }
                    stage('Announce') { steps { announceRelease() } }
                  }
                }
                """.formatted(inGroovy(first), inGroovy(last), inGroovy(inShell(first)), inGroovy(inShell(last)));
    }

    /** As YAML and JSON write text that could be read as something else. */
    private static String quoted(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9-]*") && !text.matches("(?i)y|n|yes|no|on|off|true|false|null")
                ? text
                : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String inShell(String text) {
        return text.matches("[A-Za-z0-9._-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String inGroovy(String text) {
        return text.replace("\\", "\\\\").replace("'", "\\'");
    }
}
