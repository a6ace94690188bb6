package io.jenkins.plugins.releasechecklist.actions;

import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.io.IOException;

/** A record with something of everything that the page shows. */
public final class RichRecord {
    private RichRecord() {}

    public static void fill(RunningBuild running) throws IOException {
        running.append(
                Events.started("r1", "smokeTest", "staging"),
                Events.check("r1", "health", "https://staging.example.com/health", 84),
                Events.failedCheck("r1", "db", "db.example.com:5432", "connection refused"),
                Events.failed("r1", "1 of 2 checks failed"));
        running.append(
                Events.gate("production", Events.PRODUCT, Events.QA),
                Events.compared("production", "2.3.0"),
                Events.vote("production", "qa", "qa", Choice.GO, "Fine"));
        running.append(
                Events.started("v1", "postDeployVerify", "production"),
                Events.samples("v1", Events.sample("health", 1, 70, ""), Events.sample("health", 2, 900, "too slow")),
                Events.judged("v1", Verdict.FAIL, 2, 0.5, 219, "p95 too high"),
                Events.failed("v1", "p95 too high"));
        running.append(Events.notes(Events.releaseNotes("Faster checkout")));
        running.append(Events.delivery("d1", "stakeholders", DeliveryStatus.DELIVERED, "200"));
    }
}
