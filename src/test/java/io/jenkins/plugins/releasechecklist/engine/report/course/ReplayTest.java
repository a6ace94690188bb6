package io.jenkins.plugins.releasechecklist.engine.report.course;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.plan.EnvironmentPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignKinds;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.PlanReader;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The story is told on Monday, 4 May 2026, from 10:00 UTC on, an event a minute. */
class ReplayTest {
    /** Ann, who started the build, and Bob say Go. */
    private static Story gone() {
        return new Story()
                .step(
                        "releaseChecklist",
                        new ReleaseEvent.Opened(
                                Story.details(Optional.empty(), Optional.empty()),
                                new BuildRef("shop", 42, "job/shop/42/"),
                                List.of(new Person("ann", "Ann")),
                                Optional.empty()))
                .opensGate("production", 1, "production")
                .votes("production", 1, "ann", Choice.GO, "qa")
                .votes("production", 1, "bob", Choice.GO, "product-manager")
                .settles("production", 1, GateStatus.GO);
    }

    private static List<Replay> replayed(Story story, String production) {
        EnvironmentPlan rules = PlanReader.read(
                        "environments: {production: " + production + "}",
                        "rules.yaml",
                        Templates.BUILT_IN,
                        Templates.octoacme(),
                        ForeignKinds.NONE)
                .environments()
                .get("production");
        return Replay.of(
                story.events(),
                Map.of("production", rules.gate().orElse(GatePolicy.NONE).withSchedule(Schedule.of(rules.window()))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{gate: {approvals: {qa: 1}}} |",
                "{gate: {approvals: {qa: 2}}} | qa",
                "{gate: {approvals: {qa: 1}, forbidSelfApproval: true}} | qa",
                "{gate: {approvals: {product-manager: 1}, forbidSelfApproval: true}} |",
                "{gate: {requires: [staging-smoke-tests]}} | Deploy to staging and run smoke tests",
                "{window: {days: [MON], from: '09:00', to: '12:00', zone: UTC}} |",
                "{window: {days: [MON], from: '11:00', to: '12:00', zone: UTC}} | 11:00",
                "{gate: {timeout: 1m}} | time"
            })
    void tellsWhatARuleWouldHaveWaitedFor(String rule, String missing) {
        Replay replay = replayed(gone(), rule).get(0);
        assertThat(replay.isStopped()).isEqualTo(missing != null);
        assertThat(String.join("; ", replay.missing())).contains(missing == null ? "" : missing);
    }

    @Test
    void looksAtTheItemsAsTheyWereAtTheGo() {
        String rule = "{gate: {requires: [staging-smoke-tests]}}";
        Story late = gone().passed("api", "smokeTest", "staging");
        Story early = Story.begin()
                .passed("api", "smokeTest", "staging")
                .opensGate("production", 1, "production")
                .settles("production", 1, GateStatus.GO)
                .failed("api#2", "smokeTest", "staging");
        assertThat(replayed(late, rule)).singleElement().matches(Replay::isStopped);
        assertThat(replayed(early, rule)).singleElement().matches(one -> !one.isStopped());
    }

    @Test
    void doesNotStopWhatSomebodyForced() {
        Story story = Story.begin().opensGate("production", 1, "production").forcesGo("production", 1);
        Replay replay = replayed(story, "{gate: {approvals: {qa: 1}}}").get(0);
        assertThat(replay.isStopped()).isFalse();
        assertThat(replay.forcedBy()).contains("Name of boss");
        assertThat(replay.missing()).isNotEmpty();
    }

    @Test
    void looksAtNoOtherEnvironmentAndNoNoGo() {
        Story story = Story.begin()
                .opensGate("staging", 1, "staging")
                .settles("staging", 1, GateStatus.GO)
                .opensGate("production", 1, "production")
                .settles("production", 1, GateStatus.NO_GO);
        assertThat(replayed(story, "{gate: {approvals: {qa: 1}}}")).isEmpty();
    }
}
