package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.config.environment.Admission;
import io.jenkins.plugins.releasechecklist.config.environment.AttestationCondition;
import io.jenkins.plugins.releasechecklist.config.environment.DeploymentWindow;
import io.jenkins.plugins.releasechecklist.config.environment.Escalation;
import io.jenkins.plugins.releasechecklist.config.environment.FreezeExemption;
import io.jenkins.plugins.releasechecklist.config.environment.FreezePeriod;
import io.jenkins.plugins.releasechecklist.config.environment.HttpCondition;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import java.util.List;

/** A protected environment that demands everything it can. */
public final class Rules {
    private static final String CALENDAR = """
            BEGIN:VCALENDAR
            X-WR-TIMEZONE:Europe/Berlin
            BEGIN:VEVENT
            DTSTART;VALUE=DATE:20260403
            DTEND;VALUE=DATE:20260407
            SUMMARY:Easter
            END:VEVENT
            BEGIN:VEVENT
            CATEGORIES:DEPLOYMENT-WINDOW
            DTSTART:20260411T220000
            DTEND:20260412T020000
            END:VEVENT
            END:VCALENDAR
            """;

    static final String TRUSTED_KEY = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
            -----END PUBLIC KEY-----""";

    private Rules() {}

    /** Fills the environment; what {@code ConfigurationAsCodeTest} reads from YAML is the same. */
    public static void fill(ProtectedEnvironment environment) {
        RequiredApproval testers = new RequiredApproval("qa");
        testers.setCount(2);
        RequiredApproval managers = new RequiredApproval("product-manager");
        managers.setReleaseTypes(List.of("major"));
        environment.setApprovals(List.of(testers, managers));
        environment.setVeto(true);
        environment.setForbidSelfApproval(true);
        environment.setForbidAuthors(true);
        environment.setForbidUnknownStarter(true);
        environment.setForbidOverrideByExcluded(true);
        environment.setRequires(List.of("pre-release", "staging-smoke-tests"));
        environment.setWindow("MON-THU 08:00-17:00, FRI 08:00-12:00 Europe/Berlin");
        DeploymentWindow window = new DeploymentWindow("09:00", "16:00", "Europe/Berlin");
        window.setDays(List.of("MON", "TUE"));
        environment.setWindows(List.of(window));
        FreezePeriod freeze =
                new FreezePeriod("2026-12-20T00:00", "2027-01-04T06:30", "Europe/Berlin", "end of the year");
        FreezeExemption hotfix = new FreezeExemption("patch");
        hotfix.setMoreApprovals(2);
        hotfix.setRole("devops");
        freeze.setExemptions(List.of(hotfix));
        environment.setFreezes(List.of(freeze));
        environment.setCalendar(CALENDAR);
        HttpCondition change = new HttpCondition("change-request", "https://cm.example.com/changes/{version}");
        change.setMethod("POST");
        change.setBody("{\"build\": \"{build}\"}");
        change.setCredentialsId("cm-token");
        change.setAnswer("$.result[*].approval");
        change.setYes("approved, ready to deploy");
        change.setNo("rejected, canceled");
        change.setEvery("5m");
        change.setTimeout("30s");
        AttestationCondition provenance =
                new AttestationCondition("provenance", "https://attestations.example.com/{sha256}.json", TRUSTED_KEY);
        provenance.setPredicate("vsa");
        provenance.setIssuer("https://verifier.example.com");
        provenance.setLevel("SLSA_BUILD_LEVEL_3");
        provenance.setCredentialsId("cm-token");
        provenance.setEvery("2m");
        provenance.setTimeout("20s");
        environment.setConditions(List.of(change, provenance));
        environment.setExclusive(true);
        environment.setTimeout("24h");
        environment.setApprovalLifetime("8h");
        environment.setReminders("1h, 4h");
        environment.setEscalation(new Escalation("6h", "project-manager"));
        environment.setStarters(List.of("devops", "product-manager"));
        Admission admission = new Admission();
        admission.setJobs(List.of("shop/*", "tools"));
        admission.setBranches(List.of("main", "release/*"));
        admission.setTags(List.of("v*"));
        admission.setChangeRequests(true);
        environment.setAdmission(admission);
        environment.setOverrideChannel("stakeholders");
        environment.setTemplate("corporate");
        environment.setTemplateEnvironment("production");
    }

    /** Expects that nothing of it is lost, apart from its name. */
    public static void assertFilled(ProtectedEnvironment environment) {
        ProtectedEnvironment expected = new ProtectedEnvironment(environment.getName());
        fill(expected);
        for (ReleaseType type : ReleaseType.values()) {
            assertThat(environment.toPolicy(type)).isEqualTo(expected.toPolicy(type));
        }
        assertThat(environment.getConditions()).usingRecursiveComparison().isEqualTo(expected.getConditions());
        assertThat(environment.getStarters()).isEqualTo(expected.getStarters());
        assertThat(environment.getAdmission()).usingRecursiveComparison().isEqualTo(expected.getAdmission());
        assertThat(environment.getOverrideChannel()).isEqualTo(expected.getOverrideChannel());
        assertThat(environment.getTemplate()).isEqualTo(expected.getTemplate());
        assertThat(environment.getTemplateEnvironment()).isEqualTo(expected.getTemplateEnvironment());
        assertThat(environment.getProblem()).isEmpty();
    }
}
