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
        step.name = "OctoAcme Shop";
        step.version = "2.4.0";
        step.type = "minor";
        step.notesFile = "CHANGELOG.md";
        step.plan = "release-plan.yaml";
        step.template = "octoacme";
        step.artifacts = "[{\"digest\":\"sha256:" + "0a".repeat(32) + "\",\"name\":\"shop.jar\"}]";
        step.credentials = "[\"shop-probe\"]";
        return step;
    }

    static ChecklistItemStep item(String evidence) {
        ChecklistItemStep step = new ChecklistItemStep("backup");
        step.status = "SKIPPED";
        step.note = "nothing to lose";
        step.evidence = evidence;
        return step;
    }

    static SmokeTestStep smokeTest() {
        SmokeTestStep step = new SmokeTestStep();
        step.environment = "staging";
        step.name = "api";
        step.concurrency = 10;
        step.timeout = "5s";
        step.retryFor = "1m";
        step.onFailure = "unstable";
        step.junit = "reports/*.xml";
        HttpReleaseCheck http = new HttpReleaseCheck("https://staging.example.com/health");
        http.setStatus("200");
        TlsReleaseCheck tls = new TlsReleaseCheck("staging.example.com:443");
        tls.setMinValidity("14d");
        step.setChecks(List.of(http, new TcpReleaseCheck("db.staging.example.com:5432"), tls));
        return step;
    }

    static WithSmokeTestStep smokeTestOfOnesOwn() {
        WithSmokeTestStep step = new WithSmokeTestStep();
        step.environment = "staging";
        step.name = "browser";
        step.junit = "reports/smoke-*.xml";
        return step;
    }

    static ReleaseGateStep gate() {
        ReleaseGateStep step = new ReleaseGateStep();
        step.environment = "production";
        step.id = "go-live";
        step.message = "Release?";
        step.approvals = "{\"product-manager\":1,\"qa\":2}";
        step.veto = false;
        step.requires = "[\"pre-release\",\"staging-smoke-tests\"]";
        step.window = "{\"days\":[\"MON\"],\"from\":\"09:00\",\"to\":\"16:00\",\"zone\":\"Europe/Berlin\"}";
        step.timeout = "24h";
        step.onTimeout = "fail";
        step.forbidSelfApproval = true;
        return step;
    }

    static PostDeployVerifyStep verification() {
        PostDeployVerifyStep step = new PostDeployVerifyStep();
        step.environment = "production";
        step.name = "shop";
        step.duration = "5m";
        step.interval = "10s";
        step.successRate = ">= 99%";
        step.p50 = "<= 200ms";
        step.p95 = "<= 800ms";
        step.p99 = "<= baseline + 10%";
        step.consecutiveFailures = 5;
        step.initialDelay = "1m";
        step.metrics =
                "[{\"jsonPath\":\"$.queue\",\"name\":\"queue\",\"pass\":\"<= 100\",\"url\":\"https://www.example.com/status\"}]";
        step.baseline = true;
        step.version = "{\"jsonPath\":\"$.version\",\"url\":\"https://www.example.com/version\"}";
        step.onFailure = "continue";
        step.onInconclusive = "ask";
        step.answerTimeout = "30m";
        step.setChecks(List.of(new TcpReleaseCheck("www.example.com:443")));
        return step;
    }

    static AnnounceReleaseStep announcement(String notes, String channels) {
        AnnounceReleaseStep step = new AnnounceReleaseStep();
        step.notes = notes;
        step.channels = channels;
        step.notesFile = "docs/release-notes.md";
        step.audiences = "[\"support\",\"on-call\"]";
        step.attach = "dist/*.pdf, handoff.md";
        step.onFailure = "unstable";
        step.dryRun = true;
        return step;
    }

    static RollbackReleaseStep rollback() {
        RollbackReleaseStep step = new RollbackReleaseStep();
        step.environment = "production";
        step.reason = "Checkout is broken";
        step.verify = false;
        step.setChecks(List.of(new TcpReleaseCheck("www.example.com:443")));
        step.retryFor = "30s";
        step.audiences = "[\"stakeholders\",\"support\"]";
        step.force = true;
        return step;
    }
}
