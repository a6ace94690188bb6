package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicyBuilder;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.plan.Announcement;
import io.jenkins.plugins.releasechecklist.engine.plan.EnvironmentPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanException;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanProblem;
import io.jenkins.plugins.releasechecklist.engine.plan.Plans;
import io.jenkins.plugins.releasechecklist.engine.plan.SourcePosition;
import io.jenkins.plugins.releasechecklist.engine.plan.VerifyPlan;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.StatusRange;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.tcp.TcpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective.Measure;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanReaderTest {
    private final Plan shop = Plans.read(Texts.file("octoacme-shop.yaml"), "release-plan.yaml");

    @Test
    void readsApplicationRollbackNotesAndChannels() {
        assertThat(shop.application()).contains("OctoAcme Shop");
        assertThat(shop.checklist()).isEqualTo(Templates.octoacme());
        assertThat(shop.rollback()).contains("docs/rollback.md");
        assertThat(shop.notes())
                .contains(new NotesDraft(
                        Optional.of("Faster checkout"), List.of("New payment form"), Optional.of("None"), List.of()));
        assertThat(shop.announce())
                .containsExactly(Announcement.channel("stakeholders"), Announcement.channel("support"));
    }

    @Test
    void readsEnvironmentsInTheOrderOfThePlan() {
        assertThat(shop.environments().keySet()).containsExactly("staging", "production");
        assertThat(shop.environments().get("staging"))
                .isEqualTo(new EnvironmentPlan(
                        List.of(
                                HttpCheck.builder("https://staging.example.com/health")
                                        .name("health")
                                        .status(StatusRange.parse("200"))
                                        .jsonPath("$.status")
                                        .expect("UP")
                                        .maxLatency(Duration.ofMillis(500))
                                        .build(),
                                TcpCheck.parse("db.staging.example.com:5432")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void readsGateAndWindow() {
        EnvironmentPlan production = shop.environments().get("production");
        assertThat(production.gate())
                .contains(GatePolicyBuilder.of(GatePolicy.NONE)
                        .approvals(List.of(
                                new Approval(List.of("product-manager", "project-manager"), 1),
                                new Approval(List.of("qa"), 1)))
                        .forbidSelfApproval(true)
                        .requires(List.of("pre-release", "staging-smoke-tests"))
                        .timeout(Optional.of(Duration.ofHours(24)))
                        .build());
        assertThat(production.window())
                .contains(new Window(
                        Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY),
                        LocalTime.of(9, 0),
                        LocalTime.of(16, 0),
                        ZoneId.of("Europe/Berlin")));
    }

    @Test
    void readsVerification() {
        assertThat(shop.environments().get("production").verify())
                .contains(new VerifyPlan(
                        Optional.of(Duration.ofMinutes(10)),
                        Optional.of(Duration.ofSeconds(15)),
                        Optional.empty(),
                        Map.of(
                                Measure.SUCCESS_RATE,
                                Criterion.parse(">= 99%"),
                                Measure.P95,
                                Criterion.parse("<= 800ms")),
                        Optional.empty(),
                        Optional.of(new VersionProbe(
                                List.of("https://www.example.com/version"), "$.version", "", false, "")),
                        List.of(new MetricProbe(
                                "errors",
                                MetricProbe.Source.Prometheus.of(
                                        "https://prometheus.example.com", "sum(rate(http_errors_total[1m]))"),
                                Criterion.parse("<= baseline + 10%"),
                                0,
                                ""))));
    }

    @Test
    void readsAPlanWithEveryKey() {
        Plan plan = Plans.read(Texts.file("every-key.yaml"), "release-plan.yaml");
        assertThat(plan.application()).contains("2048");
        assertThat(plan.checklist().id()).isEqualTo("two-lines");
        assertThat(plan.notes().orElseThrow().changes()).containsExactly("1.10", "yes");
        assertThat(plan.environments().get("eu-prod").checks())
                .extracting(check -> check.name())
                .containsExactly(
                        "order",
                        "form",
                        "json",
                        "written",
                        "database",
                        "certificate",
                        "www.example.com:443",
                        "cache",
                        "dns",
                        "internal",
                        "www.example.com",
                        "smoke",
                        "./smoke.sh");
    }

    @Test
    void needsNoKeyAtAll() {
        assertThat(Plans.read("{}", "plan.yaml")).isEqualTo(Plan.of(Templates.octoacme()));
    }

    @Test
    void followsTheGivenChecklistUnlessThePlanNamesOne() {
        Checklist other = Plans.read(Texts.file("every-key.yaml"), "plan.yaml").checklist();
        assertThat(Plans.read("{}", "plan.yaml", other).checklist()).isEqualTo(other);
        assertThat(Plans.read("template: octoacme", "plan.yaml", other).checklist())
                .isEqualTo(Templates.octoacme());
    }

    @Test
    void rejectsATemplateThatDoesNotExist() {
        assertThat(Mistakes.inPlan("template: octo-acme"))
                .containsExactly("plan.yaml:1:11: template: expected a template (octoacme), found \"octo-acme\";"
                        + " did you mean \"octoacme\"?");
    }

    @Test
    void rejectsAnUnknownKeyAndSaysWhichThereAre() {
        assertThat(Mistakes.inPlan("aplication: Shop"))
                .containsExactly("plan.yaml:1:1: aplication: unknown key; did you mean \"application\"?"
                        + " Allowed: application, template, checklist, rollback, notes, environments, announce, audiences,"
                        + " handoff");
    }

    @Test
    void rejectsValuesOfAnotherForm() {
        assertThat(Mistakes.inPlan("application: [a]\nrollback: ' '\nnotes: later\nenvironments:"
                        + " [staging]\nannounce: support\n"))
                .containsExactly(
                        "plan.yaml:1:14: application: expected text, found a list",
                        "plan.yaml:2:11: rollback: expected text, found \" \"",
                        "plan.yaml:3:8: notes: expected release notes (a mapping with the keys summary, changes,"
                                + " migration,"
                                + " knownIssues), found \"later\"",
                        "plan.yaml:4:15: environments: expected environments by their names (a mapping), found a list",
                        "plan.yaml:5:11: announce: expected a list of announcements, found \"support\"");
    }

    @Test
    void rejectsAKeyWithoutAValue() {
        assertThat(Mistakes.inPlan("application:\nenvironments:\n  staging:\n"))
                .containsExactly(
                        "plan.yaml:1:13: application: expected text, found nothing",
                        "plan.yaml:3:11: environments.staging: expected an environment (a mapping with the keys"
                                + " checks, gate,"
                                + " window, verify), found nothing");
    }

    @Test
    void rejectsWrongNotes() {
        assertThat(Mistakes.inPlan("notes: {summary: {}, changes: one, migration: [], knownIssues: [a, {}]}"))
                .containsExactly(
                        "plan.yaml:1:18: notes.summary: expected text, found a mapping",
                        "plan.yaml:1:31: notes.changes: expected a list of lines of text, found \"one\"",
                        "plan.yaml:1:47: notes.migration: expected text, found a list",
                        "plan.yaml:1:68: notes.knownIssues[1]: expected text, found a mapping");
    }

    @Test
    void rejectsWrongAnnouncements() {
        assertThat(Mistakes.inPlan(
                        "announce:\n- {channel: support}\n- {chanel: pm}\n- support\n- {channel:" + " support}\n"))
                .containsExactly(
                        "plan.yaml:3:3: announce[1].channel: expected the name of a channel (or the key audience), found nothing",
                        "plan.yaml:3:4: announce[1].chanel: unknown key; did you mean \"channel\"? Allowed: channel, audience",
                        "plan.yaml:4:3: announce[2]: expected an announcement (a mapping with the keys channel, audience), found"
                                + " \"support\"; did you mean \"audience: support\"?",
                        "plan.yaml:5:13: announce[3].channel: expected every channel once, found \"support\" again"
                                + " (first on"
                                + " line 2)");
    }

    @Test
    void rejectsWrongAudiences() {
        assertThat(Mistakes.inPlan("announce:\n- {audience: support, channel: support}\n- {audience: ' '}\n"
                        + "- {audience: qa}\n- {audience: qa}\n"))
                .containsExactly(
                        "plan.yaml:2:14: announce[0].audience: expected either a channel or an audience, found both",
                        "plan.yaml:3:14: announce[1].audience: expected the name of an audience, found \" \"",
                        "plan.yaml:5:14: announce[3].audience: expected every audience once, found \"qa\" again (first on"
                                + " line 4)");
        assertThat(Mistakes.inPlan("audiences: {On Call: [a], support: [], qa: mail, devops: [a, a, {}]}"))
                .containsExactly(
                        "plan.yaml:1:13: audiences[\"On Call\"]: expected an audience of lower-case letters, digits and"
                                + " hyphens, found \"On Call\"; did you mean \"on-call\"?",
                        "plan.yaml:1:36: audiences.support: expected at least one of the channels, found an empty list",
                        "plan.yaml:1:44: audiences.qa: expected a list of channels, found \"mail\"",
                        "plan.yaml:1:62: audiences.devops[1]: expected each of the channels once, found \"a\" again (first on"
                                + " line 1)",
                        "plan.yaml:1:65: audiences.devops[2]: expected the name of a channel, found a mapping");
        assertThat(Mistakes.inPlan("audiences: [support]"))
                .containsExactly(
                        "plan.yaml:1:12: audiences: expected audiences by their names (a mapping), found a list");
    }

    @Test
    void readsAudiencesAndWhoIsToldOfTheRelease() {
        Plan plan = Plans.read(Texts.file("every-key.yaml"), "plan.yaml");
        assertThat(plan.announce()).containsExactly(Announcement.channel("support"), Announcement.audience("on-call"));
        assertThat(plan.audiences())
                .containsExactly(
                        Map.entry("on-call", List.of("pager", "on call")), Map.entry("support", List.of("support")));
        assertThat(shop.audiences()).isEmpty();
    }

    @Test
    void rejectsAnEnvironmentWithoutAName() {
        assertThat(Mistakes.inPlan("environments: {\" \": {}}"))
                .containsExactly(
                        "plan.yaml:1:16: environments[\" \"]: expected the name of an environment, found \" \"");
        assertThat(Mistakes.inPlan("environments: {live: {}, \"liv\u00ADe\": {}}"))
                .singleElement()
                .asString()
                .startsWith("plan.yaml:1:26: environments")
                .contains("expected the name of an environment, found U+00AD (SOFT HYPHEN) as character 4");
        assertThat(Mistakes.inPlan("environments: {live: {}, Live: {}}"))
                .containsExactly("plan.yaml:1:26: environments.Live: expected every environment once, found"
                        + " \"Live\" again (first on line 1)");
        assertThat(Mistakes.inPlan("environments: {prod-eu: {}, Prod EU: {}}"))
                .containsExactly(
                        "plan.yaml:1:29: environments[\"Prod EU\"]: expected a name that differs from 'prod-eu' by a"
                                + " letter or digit of its address, found \"Prod EU\"");
        assertThat(Mistakes.inPlan("environments: {live: {}, 'live ': {}}"))
                .containsExactly("plan.yaml:1:26: environments[\"live \"]: expected every environment once, found"
                        + " \"live \""
                        + " again (first on line 1)");
    }

    @Test
    void writesNamesWithDotsInBrackets() {
        assertThat(Mistakes.inPlan("environments: {eu.west: 1}").get(0))
                .contains("environments[\"eu.west\"]:" + " expected");
    }

    @Test
    void theExceptionHoldsTheProblemsInTheOrderOfTheFile() {
        assertThatThrownBy(() -> Plans.read("announce: 1\napplication: []\nrollback: {}\n", "plan.yaml"))
                .isInstanceOfSatisfying(PlanException.class, wrong -> {
                    assertThat(wrong.problems())
                            .extracting(PlanProblem::path)
                            .containsExactly("announce", "application", "rollback");
                    assertThat(wrong.problems().get(2))
                            .isEqualTo(new PlanProblem(
                                    PlanProblem.Kind.WRONG_VALUE,
                                    Optional.of(new SourcePosition("plan.yaml", 3, 11)),
                                    "rollback",
                                    "a mapping",
                                    "text",
                                    Optional.empty()));
                });
    }

    @Test
    void keepsThePlanUnmodifiable() {
        Map<String, EnvironmentPlan> environments = shop.environments();
        assertThatThrownBy(environments::clear).isInstanceOf(UnsupportedOperationException.class);
    }
}
