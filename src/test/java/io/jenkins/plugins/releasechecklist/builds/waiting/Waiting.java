package io.jenkins.plugins.releasechecklist.builds.waiting;

import static org.awaitility.Awaitility.await;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jvnet.hudson.test.JenkinsRule;

/** Builds that wait for people. They have ended as far as Jenkins knows, which is no matter to the index. */
public final class Waiting {
    static final String HANDOFF = "support-handoff";
    private static final Actor STEP = Actor.step("releaseChecklist");

    private Waiting() {}

    /** The next build of a job, which is made where there is none, with an open record of version 2.4.0. */
    static FreeStyleBuild opened(JenkinsRule rule, String name) throws Exception {
        FreeStyleProject there = rule.jenkins.getItemByFullName(name, FreeStyleProject.class);
        FreeStyleProject job = there == null ? rule.createFreeStyleProject(name) : there;
        FreeStyleBuild build = rule.buildAndAssertSuccess(job);
        BuildRecords.open(
                build,
                STEP,
                new ReleaseDetails(
                        Optional.of("Shop"),
                        Optional.of("2.4.0"),
                        Optional.of(ReleaseType.MINOR),
                        Optional.empty(),
                        Optional.empty()));
        return build;
    }

    /** The same with everything done but the handoff to support. */
    static FreeStyleBuild running(JenkinsRule rule, String name) throws Exception {
        FreeStyleBuild build = opened(rule, name);
        List<ReleaseEvent> events = new ArrayList<>();
        for (Item item : Templates.octoacme().items()) {
            if (!item.id().equals(HANDOFF)) {
                events.add(new ReleaseEvent.ItemMarked(item.id(), ItemStatus.PASSED, Optional.empty(), List.of()));
            }
        }
        append(build, events.toArray(ReleaseEvent[]::new));
        return build;
    }

    /** The same after the end of the build. */
    static FreeStyleBuild released(JenkinsRule rule, String name) throws Exception {
        FreeStyleBuild build = running(rule, name);
        append(build, new ReleaseEvent.BuildEnded("SUCCESS"));
        return build;
    }

    public static void append(Run<?, ?> build, ReleaseEvent... events) throws IOException {
        build.getAction(RecordPointer.class).record().append(STEP, events);
    }

    static void gate(Run<?, ?> build, String id, int round) throws IOException {
        append(
                build,
                new ReleaseEvent.GateOpened(
                        id, round, id + round, Optional.of("production"), Optional.empty(), GatePolicy.NONE));
    }

    static void settle(Run<?, ?> build, String id, int round) throws IOException {
        append(build, new ReleaseEvent.GateSettled(id, round, GateStatus.GO, "fine", false));
    }

    static void sign(Run<?, ?> build, String user, String item, String... roles) throws IOException {
        build.getAction(RecordPointer.class)
                .record()
                .append(
                        Actor.user(user, user),
                        new ReleaseEvent.ItemSigned(
                                item, ItemAction.COMPLETE, List.of(roles), Optional.empty(), List.of()));
    }

    /** Where things wait: {@code job#number: gate, item, ...}. */
    static List<String> index() {
        return WaitingIndex.get().all().stream()
                .filter(build -> !build.gates().isEmpty() || !build.signOffs().isEmpty())
                .map(Waiting::text)
                .sorted()
                .toList();
    }

    /** The same, once no record is read any more. */
    static List<String> wholeIndex() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> WaitingIndex.get().whole().isDone());
        return index();
    }

    private static String text(WaitingBuild build) {
        List<String> what = new ArrayList<>(
                build.gates().stream().map(gate -> gate.id() + gate.round()).toList());
        build.signOffs().forEach(item -> what.add(item.item()));
        return build.job() + "#" + build.number() + ": " + String.join(", ", what);
    }
}
