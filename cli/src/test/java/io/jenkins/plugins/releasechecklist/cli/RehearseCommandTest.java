package io.jenkins.plugins.releasechecklist.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RehearseCommandTest {
    @TempDir
    private Path folder;

    private Path plan;

    @BeforeEach
    void writeAPlan() throws IOException {
        plan = Files.writeString(folder.resolve("plan.yaml"), "environments: {staging: {}, production: {}}");
    }

    @Test
    void rehearsesTheDemoWithoutAPlan() {
        Path output = folder.resolve("deep/in/rehearsal");

        ToolRun run = ToolRun.of("rehearse", "--demo", "--yes", "--verify-for", "100ms", "--output", output);

        assertThat(run.out()).contains("PASS: ").contains("The record of the rehearsal is in " + output);
        assertThat(run.out().strip()).endsWith("The report: " + output.resolve("report.html"));
        assertThat(output.resolve("report.html")).content().contains("<h1>OctoAcme Shop 2.4.0 ");
        assertThat(output.resolve("checklist.txt")).content().contains("[x] Go / no-go decision: passed");
        assertThat(run.exitCode()).isZero();
        assertThat(ToolRun.of("verify", output).exitCode()).isZero();
    }

    @Test
    void goesThroughEveryRegionOfOneRelease() throws IOException {
        Files.writeString(plan, """
                template: octoacme
                checklist: {environments: {production: [eu, us]}}
                announce: [{audience: support}]
                environments: {staging: {}, eu: {}, us: {gate: {requires: [deploy-production-eu]}}}
                """);

        ToolRun all = ToolRun.of("rehearse", plan, "--yes", "--version", "1.0.0", "--output", folder.resolve("all"));
        ToolRun one = ToolRun.of(
                "rehearse",
                plan,
                "--yes",
                "--version",
                "1.0.0",
                "--environment",
                "eu",
                "--output",
                folder.resolve("eu"));

        assertThat(all.out()).contains("[x] Go / no-go decision (eu): passed", "[x] Deploy to production (us): passed");
        assertThat(all.exitCode()).isZero();
        assertThat(folder.resolve("all/report.html")).content().contains("Released to eu, us.");
        assertThat(one.out())
                .contains("[ ] Go / no-go decision (us): pending", "Released in 1 of 2: eu", "Not rehearsed: us");
        assertThat(one.exitCode()).isZero();
        assertThat(folder.resolve("eu/report.html")).content().contains("Released in 1 of 2: eu.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "y\n", "y\ny\n", "\n", "maybe"})
    void takesSilenceForNoGo(String answers) {
        Path output = folder.resolve("silent");

        ToolRun run = ToolRun.answering(answers, "rehearse", "--demo", "--output", output);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("nobody answered '", "'; give --yes to have every question answered with yes");
        assertThat(run.out()).doesNotContain("Go: ");
        assertThat(output.resolve("report.html")).content().contains("aborted");
    }

    @Test
    void readsTheAnswersThatAreSentToIt() {
        ToolRun run = ToolRun.answering(
                "y\nyes\nn\nToo late on a Friday\n", "rehearse", "--demo", "--output", folder.resolve("no-go"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("go? [y/n] n", "Why not? Too late on a Friday", "No-go by Rehearsal as");
    }

    @Test
    void saysInRecordAndReportThatNobodyWasAsked() throws IOException {
        Path output = folder.resolve("yes");

        ToolRun run = ToolRun.of("rehearse", "--demo", "--yes", "--verify-for", "100ms", "--output", output);

        assertThat(run.out()).contains("go? yes (--yes)");
        String record = Files.readString(output.resolve("events.jsonl"));
        assertThat(record.lines().filter(line -> line.contains("\"voteCast\"") || line.contains("\"itemSigned\"")))
                .isNotEmpty()
                .allMatch(line -> line.contains("Nobody was asked (--yes)"));
        assertThat(output.resolve("report.html")).content().contains("Nobody was asked (--yes)");
    }

    @Test
    void callsARehearsalOneEverywhere() throws IOException {
        Path output = folder.resolve("marked");
        rehearse("--yes", "--output", output.toString());

        assertThat(output.resolve("checklist.txt")).content().startsWith("Rehearsal: nothing was deployed or sent.\n");
        assertThat(output.resolve("report.html"))
                .content()
                .contains("<title>Rehearsal: ", "<p class=\"warning\">Rehearsal: nothing was deployed or sent.</p>");
        assertThat(ToolRun.of("report", output, "--format", "md").out())
                .contains("**Rehearsal: nothing was deployed or sent.**");
        assertThat(ToolRun.of("report", output, "--format", "json").out()).contains("\"rehearsal\": true");
        assertThat(ToolRun.of("report", output, "--format", "csv").out().lines())
                .first()
                .matches(line -> line.endsWith(",rehearsal"));
        assertThat(ToolRun.of("verify", output).out())
                .containsPattern("Build rehearsal #1, started by .+, last event 2")
                .contains("Rehearsal: nothing was deployed or sent.");
    }

    @Test
    void goesThroughTheNamedEnvironmentsOnly() {
        ToolRun run = rehearse("--environment", "staging");

        assertThat(run.out()).contains("The plan checks nothing in staging.").doesNotContain("production.");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void suggestsTheEnvironmentThatWasMeant() {
        ToolRun run = rehearse("--environment", "stagin");

        assertThat(run.err())
                .contains("expected one of [staging, production], found 'stagin'; did you mean 'staging'?");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void needsAVersionWithAPlan() {
        assertThat(ToolRun.of("rehearse", plan).err()).contains("Missing required option: '--version=VERSION'");
    }

    @Test
    void takesTheVersionOfTheReleaseByItsShortName() throws IOException {
        Path output = folder.resolve("short");

        ToolRun run = ToolRun.of("rehearse", plan, "--version", "3.1.0", "--yes", "--output", output);

        assertThat(run.exitCode()).isZero();
        assertThat(output.resolve("report.html")).content().contains("3.1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "2.4\n0"})
    void refusesAVersionBeforeAnythingIsDone(String version) {
        Path output = folder.resolve("never");

        ToolRun run = ToolRun.of("rehearse", plan, "--version", version, "--yes", "--output", output);

        assertThat(run.err()).contains("--version: expected a version such as 2.4.0, found ");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(output).doesNotExist();
    }

    @Test
    void takesAnEmptyFolderAndAVersionWithoutItsBlanks() throws IOException {
        Path output = Files.createDirectory(folder.resolve("empty"));

        ToolRun run = ToolRun.of("rehearse", plan, "--version", " 3.1.0 ", "--yes", "--output", output);

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("Rehearsing the release 3.1.0.");
        assertThat(output.resolve("report.html")).exists();
    }

    @Test
    void sendsTheCredentialsOfAVariable() throws IOException {
        List<String> sent = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            sent.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(200, -1);
        });
        server.start();
        try {
            Files.writeString(
                    plan,
                    "environments: {staging: {checks: [{httpCheck: {url: 'http://localhost:"
                            + server.getAddress().getPort() + "/', credentialsId: tok}}]}}");

            ToolRun run = rehearse("--credentials", "tok=env:HOME");

            assertThat(run.exitCode()).isZero();
            assertThat(sent).containsOnly("Bearer " + System.getenv("HOME"));
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"tok=env:NO_SUCH_VARIABLE_1, NO_SUCH_VARIABLE_1", "tok=s3cret, with the name of an environment variable"
    })
    void refusesCredentialsThatAreNotThere(String option, String words) {
        ToolRun run = rehearse("--credentials", option);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(words).doesNotContain("s3cret");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void leavesARecordAndAReportWhenItIsStopped() throws IOException, InterruptedException {
        Path output = folder.resolve("stopped");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath(),
                        ReleaseChecklistTool.class.getName(),
                        "rehearse",
                        "--demo",
                        "--output",
                        output.toString())
                .redirectErrorStream(true)
                .start();
        StringBuilder told = new StringBuilder();
        try (Reader out = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
            for (int c = 0; c >= 0 && !told.toString().endsWith("[y/n] "); ) {
                c = out.read();
                told.append((char) c);
            }
            process.toHandle().destroy();
            StringWriter rest = new StringWriter();
            out.transferTo(rest);
            told.append(rest);
        }
        process.waitFor();

        assertThat(told).contains("Interrupted. The record so far, and the report, are in " + output);
        assertThat(output.resolve("report.html")).content().contains("Rehearsal: nothing was deployed or sent.");
        assertThat(ToolRun.of("verify", output).exitCode()).isZero();
    }

    private static String classPath() {
        return RehearseCommandTest.class.getClassLoader() instanceof URLClassLoader loader
                ? Stream.of(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(File.pathSeparator))
                : System.getProperty("java.class.path");
    }

    @Test
    void refusesAFolderThatIsThereAlready() {
        ToolRun run = ToolRun.of("rehearse", plan, "--release-version", "1.0.0", "--output", folder);

        assertThat(run.err()).contains("--output: expected a folder that does not exist yet");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void refusesAVerificationOfNoTime() {
        assertThat(rehearse("--verify-for", "0s").err()).contains("expected a duration of more than zero");
        assertThat(rehearse("--retry-for", "0s").err()).doesNotContain("expected a duration");
        assertThat(rehearse("--verify-for", "soon").err()).contains("--verify-for");
    }

    @Test
    void tellsTheMistakesOfThePlan() throws IOException {
        Files.writeString(plan, "environment: {}");

        ToolRun run = rehearse();

        assertThat(run.err()).contains(":1:1: environment: unknown key");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    private ToolRun rehearse(String... more) {
        List<Object> arguments = new ArrayList<>(List.of("rehearse", plan, "--release-version", "1.0.0"));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--output")) {
            arguments.addAll(List.of("--output", folder.resolve("output")));
        }
        return ToolRun.of(arguments.toArray());
    }
}
