package io.jenkins.plugins.releasechecklist.steps.gate;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.environment.AttestationCondition;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.VerificationKey;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import io.jenkins.plugins.releasechecklist.steps.Recorded;
import io.jenkins.plugins.releasechecklist.steps.Releasing;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gate waits until every artifact of the release is attested. */
class AttestationConditionTest extends OneJenkins {
    private static final String INTERVAL = "io.jenkins.plugins.releasechecklist.builds.GateCondition.interval";
    private static final String TYPE = "application/vnd.in-toto+json";
    private static final String ONE = "a".repeat(64);
    private static final String OTHER = "b".repeat(64);
    private static final String GATE = "releaseGate environment: 'production', approvals: [qa: 1]";

    private LoopbackServer server;
    private KeyPair key;
    private volatile String secondAnswer = "";

    @BeforeAll
    static void askOften() {
        System.setProperty(INTERVAL, "100ms");
    }

    @AfterAll
    static void askAsEver() {
        System.clearProperty(INTERVAL);
    }

    @BeforeEach
    void open() throws Exception {
        server = new LoopbackServer();
        key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        AttestationCondition condition = new AttestationCondition(
                "provenance",
                server.url("/").replaceFirst("/$", "") + "/{sha256}.json",
                new VerificationKey(key.getPublic()).pem());
        condition.setIssuer("https://ci.example.com");
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        production.setConditions(List.of(condition));
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production));
        server.on("/" + ONE + ".json", 200, attestation(ONE));
        server.on(
                "/" + OTHER + ".json",
                exchange -> LoopbackServer.send(exchange, secondAnswer.isEmpty() ? 404 : 200, secondAnswer));
    }

    @AfterEach
    void close() {
        server.close();
        ReleaseChecklistConfiguration.get().setEnvironments(List.of());
    }

    private String attestation(String sha256) throws Exception {
        byte[] statement = """
                {"_type":"https://in-toto.io/Statement/v1","subject":[{"name":"any","digest":{"sha256":"%s"}}],
                "predicateType":"https://slsa.dev/provenance/v1",
                "predicate":{"runDetails":{"builder":{"id":"https://ci.example.com"}}}}""".formatted(sha256).getBytes(StandardCharsets.UTF_8);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(key.getPrivate());
        signature.update(("DSSEv1 " + TYPE.length() + " " + TYPE + " " + statement.length + " ")
                .getBytes(StandardCharsets.UTF_8));
        signature.update(statement);
        Base64.Encoder base64 = Base64.getEncoder();
        return "{\"payloadType\":\"%s\",\"payload\":\"%s\",\"signatures\":[{\"sig\":\"%s\"}]}"
                .formatted(TYPE, base64.encodeToString(statement), base64.encodeToString(signature.sign()));
    }

    private static void awaitReason(WorkflowRun run, String reason) {
        Releasing.awaitRelease(
                run,
                release -> release.gate("production").orElseThrow().answers().stream()
                        .anyMatch(answer -> answer.reason().equals(reason)));
    }

    // security.md: S54
    @Test
    void waitsUntilEveryArtifactIsAttested() throws Exception {
        WorkflowRun run = start("""
                releaseChecklist version: '2.4.0', artifacts: [[name: 'shop.jar', digest: 'sha256:%s'],
                    [name: 'image', digest: 'sha256:%s']]
                """.formatted(ONE, OTHER) + GATE);
        Releasing.awaitGate(run, "production");
        Releasing.go(run, "qa", "production");
        awaitReason(run, "there is nothing about image yet");

        secondAnswer = attestation(ONE);
        awaitReason(
                run, "the attestation of image: it is about something else: no subject has the digest sha256:" + OTHER);

        secondAnswer = attestation(OTHER);
        end(Result.SUCCESS, run);
        assertThat(Recorded.of(run).all(ReleaseEvent.ConditionAnswered.class))
                .last()
                .satisfies(event -> assertThat(event.answer().reason())
                        .isEqualTo("2 artifacts: SLSA provenance by 'https://ci.example.com', signed with the key "
                                + new VerificationKey(key.getPublic()).id().substring(0, 16)));
    }

    @Test
    void isNotMetByAReleaseThatNamesNothing() throws Exception {
        WorkflowRun run = start("releaseChecklist version: '2.4.0'\n" + GATE);
        Releasing.awaitGate(run, "production");
        Releasing.go(run, "qa", "production");
        awaitReason(run, "this release names no artifacts that could be attested; have releaseChecklist name them");
        run.doStop();
        end(Result.ABORTED, run);
    }
}
