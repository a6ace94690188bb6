package io.jenkins.plugins.releasechecklist.actions;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.record.event.ActionItem;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

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

    /**
     * A release that went out, failed there and was rolled back by a build that has ended since.
     *
     * @param measured what its verification v1 saw
     */
    public static void rollBack(RunningBuild running, ReleaseEvent... measured) throws Exception {
        running.append(
                new ReleaseEvent.ItemMarked("deploy-production", ItemStatus.PASSED, Optional.empty(), List.of()),
                Events.started("v1", "postDeployVerify", "production"));
        running.append(measured);
        running.append(
                Events.failed("v1", "errors was 25% at 12:00:03 UTC (limit <= 1%)"),
                new ReleaseEvent.IncidentOpened(
                        Optional.of("production"), "errors was 25% at 12:00:03 UTC (limit <= 1%)"),
                new ReleaseEvent.RunStarted(
                        "back",
                        "rollbackRelease",
                        "rollback-release-production",
                        Optional.of("production"),
                        Optional.empty()),
                new ReleaseEvent.RollbackTargeted(
                        "back", "production", "2.3.0", new BuildRef("shop", 6, "job/shop/6/")),
                Events.check("back", "health", "https://example.com/health", 31),
                Events.passed("back"));
        running.end();
    }

    /** What people did about it afterwards. */
    public static void resolve(RunningBuild running) throws Exception {
        running.append(
                Actor.user("devops", "Dora DevOps"),
                new ReleaseEvent.ItemSigned(
                        "root-cause",
                        ItemAction.COMPLETE,
                        List.of("devops"),
                        Optional.of("The pool was too small"),
                        List.of()),
                new ReleaseEvent.ActionItemsRecorded(
                        List.of(new ActionItem("Alert on the pool", Optional.of("Dora"), Optional.empty()))),
                new ReleaseEvent.ItemSigned(
                        "action-items", ItemAction.COMPLETE, List.of("product-manager"), Optional.empty(), List.of()),
                new ReleaseEvent.IncidentEnded());
    }
}
