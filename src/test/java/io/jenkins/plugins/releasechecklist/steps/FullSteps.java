package io.jenkins.plugins.releasechecklist.steps;

import io.jenkins.plugins.releasechecklist.checks.HttpReleaseCheck;
import io.jenkins.plugins.releasechecklist.checks.TcpReleaseCheck;
import io.jenkins.plugins.releasechecklist.checks.TlsReleaseCheck;
import java.util.List;

/** Every step with every parameter. */
final class FullSteps {
    private FullSteps() {}

    static ReleaseChecklistStep checklist() {
        ReleaseChecklistStep step = new ReleaseChecklistStep();
        step.setName("OctoAcme Shop");
        step.setVersion("2.4.0");
        step.setType("minor");
        step.setPlan("release-plan.yaml");
        step.setTemplate("octoacme");
        step.setArtifacts("[{\"digest\":\"sha256:" + "0a".repeat(32) + "\",\"name\":\"shop.jar\"}]");
        step.setCredentials("[\"shop-probe\"]");
        return step;
    }

    static ChecklistItemStep item(String evidence) {
        ChecklistItemStep step = new ChecklistItemStep("backup");
        step.setStatus("SKIPPED");
        step.setNote("nothing to lose");
        step.setEvidence(evidence);
        return step;
    }

    static SmokeTestStep smokeTest() {
        SmokeTestStep step = new SmokeTestStep();
        step.setEnvironment("staging");
        step.setName("api");
        step.setConcurrency(10);
        step.setTimeout("5s");
        step.setRetryFor("1m");
        step.setOnFailure("unstable");
        step.setJunit("reports/*.xml");
        HttpReleaseCheck http = new HttpReleaseCheck("https://staging.example.com/health");
        http.setStatus("200");
        TlsReleaseCheck tls = new TlsReleaseCheck("staging.example.com:443");
        tls.setMinValidity("14d");
        step.setChecks(List.of(http, new TcpReleaseCheck("db.staging.example.com:5432"), tls));
        return step;
    }

    static WithSmokeTestStep smokeTestOfOnesOwn() {
        WithSmokeTestStep step = new WithSmokeTestStep();
        step.setEnvironment("staging");
        step.setName("browser");
        step.setJunit("reports/smoke-*.xml");
        return step;
    }

    static ReleaseGateStep gate() {
        ReleaseGateStep step = new ReleaseGateStep();
        step.setEnvironment("production");
        step.setId("go-live");
        step.setMessage("Release?");
        step.setApprovals("{\"product-manager\":1,\"qa\":2}");
        step.setVeto(false);
        step.setRequires("[\"pre-release\",\"staging-smoke-tests\"]");
        step.setWindow("{\"days\":[\"MON\"],\"from\":\"09:00\",\"to\":\"16:00\",\"zone\":\"Europe/Berlin\"}");
        step.setTimeout("24h");
        step.setOnTimeout("fail");
        step.setForbidSelfApproval(true);
        return step;
    }

    static PostDeployVerifyStep verification() {
        PostDeployVerifyStep step = new PostDeployVerifyStep();
        step.setEnvironment("production");
        step.setName("shop");
        step.setDuration("5m");
        step.setInterval("10s");
        step.setSuccessRate(">= 99%");
        step.setP50("<= 200ms");
        step.setP95("<= 800ms");
        step.setP99("<= baseline + 10%");
        step.setConsecutiveFailures(5);
        step.setMetrics(
                "[{\"jsonPath\":\"$.queue\",\"name\":\"queue\",\"pass\":\"<= 100\",\"url\":\"https://www.example.com/status\"}]");
        step.setBaseline(true);
        step.setVersion("{\"jsonPath\":\"$.version\",\"url\":\"https://www.example.com/version\"}");
        step.setOnFailure("continue");
        step.setOnInconclusive("pass");
        step.setChecks(List.of(new TcpReleaseCheck("www.example.com:443")));
        return step;
    }

    static AnnounceReleaseStep announcement(String notes, String channels) {
        AnnounceReleaseStep step = new AnnounceReleaseStep();
        step.setNotes(notes);
        step.setChannels(channels);
        step.setNotesFile("docs/release-notes.md");
        step.setAudiences("[\"support\",\"on-call\"]");
        step.setAttach("dist/*.pdf, handoff.md");
        step.setOnFailure("unstable");
        step.setDryRun(true);
        return step;
    }

    static RollbackReleaseStep rollback() {
        RollbackReleaseStep step = new RollbackReleaseStep();
        step.setEnvironment("production");
        step.setReason("Checkout is broken");
        step.setVerify(false);
        step.setChecks(List.of(new TcpReleaseCheck("www.example.com:443")));
        step.setRetryFor("30s");
        step.setAudiences("[\"stakeholders\",\"support\"]");
        step.setForce(true);
        return step;
    }
}
