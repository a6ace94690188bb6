package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hudson.model.Label;
import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may be probed by the checks of a step, on the controller and on agents. */
class ProbeTargetsOfStepsTest extends OneJenkins {
    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1", "169.254.0.0/16");
    private static final String WHERE = ", Manage Jenkins > Release Checklist)";

    private final ReleaseChecklistConfiguration configuration = ReleaseChecklistConfiguration.get();

    @BeforeEach
    void asInANewJenkins() {
        configuration.setControllerDeniedTargets(LOOPBACK);
    }

    @AfterEach
    void allowEverything() {
        configuration.setAllowedTargets(List.of());
        configuration.setDeniedTargets(List.of());
    }

    private String smokeTest(String path) {
        return "smokeTest name: 'targets', onFailure: 'continue', retryFor: '0s', checks: [httpCheck(url: '"
                + shop().url() + path + "')]";
    }

    private static CheckResult check(WorkflowRun run) throws Exception {
        return lastRun(run, "smokeTest").checks().get(0);
    }

    // security.md: S24
    @Test
    void refusesTheLoopbackOfTheController() throws Exception {
        WorkflowRun run = succeed(smokeTest("/health"));

        String refusal =
                "connecting to 127.0.0.1 is not allowed: the rule 127.0.0.0/8 denies it (controllerDeniedTargets"
                        + WHERE;
        assertThat(check(run).error()).isEqualTo(refusal);
        assertThat(check(run).attempts()).isEqualTo(1);
        assertExplained(run, refusal);
        WorkflowRun verified = run(
                Result.FAILURE,
                "postDeployVerify duration: '5s', interval: '5s', checks: [httpCheck('" + shop().url() + "/health')]");
        assertExplained(verified, refusal);
        assertThat(shop().authorizations()).isEmpty();
    }

    @Test
    void refusesItOnTheBuiltInNodeAsWell() throws Exception {
        WorkflowRun run = succeed("node('built-in') { " + smokeTest("/health") + " }");
        assertThat(check(run).error()).contains("controllerDeniedTargets");
        assertThat(shop().authorizations()).isEmpty();
    }

    @Test
    void leavesTheLoopbackOfAgentsToThem() throws Exception {
        rule().createOnlineSlave(Label.get("free"));
        WorkflowRun run = succeed("node('free') { " + smokeTest("/health") + " }");
        assertThat(check(run).passed()).isTrue();
    }

    @Test
    void deniesOnAgentsWhatIsDeniedEverywhere() throws Exception {
        rule().createOnlineSlave(Label.get("bound"));
        configuration.setDeniedTargets(List.of("127.0.0.0/8"));
        WorkflowRun denied = succeed("node('bound') { " + smokeTest("/health") + " }");
        assertThat(check(denied).error())
                .isEqualTo("connecting to 127.0.0.1 is not allowed: the rule 127.0.0.0/8 denies it (deniedTargets"
                        + WHERE);

        configuration.setDeniedTargets(List.of());
        configuration.setAllowedTargets(List.of("*.example.com"));
        WorkflowRun other = succeed("node('bound') { " + smokeTest("/health") + " }");
        assertThat(check(other).error())
                .isEqualTo("connecting to 127.0.0.1 is not allowed: no rule allows it (allowedTargets" + WHERE);
        assertThat(shop().authorizations()).isEmpty();
    }

    // security.md: S24
    @Test
    void followsNoRedirectToTheMetadataOfACloud() throws Exception {
        configuration.setControllerDeniedTargets(List.of("169.254.0.0/16"));
        HttpServer shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest/meta-data/");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        shop.start();
        try {
            WorkflowRun run =
                    succeed("smokeTest onFailure: 'continue', retryFor: '0s', checks: [httpCheck('http://127.0.0.1:"
                            + shop.getAddress().getPort() + "/')]");
            assertThat(check(run).error())
                    .isEqualTo("connecting to 169.254.169.254 is not allowed: the rule 169.254.0.0/16 denies it"
                            + " (controllerDeniedTargets" + WHERE);
        } finally {
            shop.stop(0);
        }
    }

    @Test
    void runsNoCheckWhileAListCannotBeRead() throws Exception {
        Path file =
                rule().jenkins.getRootDir().toPath().resolve(ReleaseChecklistConfiguration.class.getName() + ".xml");
        String saved = Files.readString(file);
        Files.writeString(
                file, saved.replace("<deniedTargets/>", "<deniedTargets><line>10.0.0.0/99</line></deniedTargets>"));
        configuration.load();

        refuse(
                "smokeTest checks: [httpCheck('" + shop().url() + "/health')]",
                "The list of allowed check targets cannot be read",
                "deniedTargets, line 1: expected a prefix of /0 to /32, found /99");
        assertThat(shop().authorizations()).isEmpty();
    }
}
