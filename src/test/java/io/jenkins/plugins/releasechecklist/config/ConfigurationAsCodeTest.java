package io.jenkins.plugins.releasechecklist.config;

import static io.jenkins.plugins.casc.misc.Util.getUnclassifiedRoot;
import static io.jenkins.plugins.casc.misc.Util.toYamlString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.releasechecklist.config.audience.Audience;
import io.jenkins.plugins.releasechecklist.config.channel.EmailChannel;
import io.jenkins.plugins.releasechecklist.config.channel.SlackChannel;
import io.jenkins.plugins.releasechecklist.config.channel.TeamsChannel;
import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.config.template.ChecklistTemplate;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationAsCodeTest extends OneJenkins {
    /** A configuration as an administrator begins with. */
    private static final String WHOLE = """
            unclassified:
              releaseChecklist:
                allowControllerProbes: false
                roles:
                  - {name: product-manager, users: [pm], groups: [product]}
                  - {name: qa, users: [qa], groups: []}
                channels:
                  - webhookChannel: {name: stakeholders, url: "https://hooks.example.com/release", credentialsId: release-hook}
                environments:
                  - {name: production, approvals: [{role: qa, count: 1}]}
            """;

    /** As {@link Rules} has it. */
    private static final String EVERYTHING = """
            unclassified:
              releaseChecklist:
                roles:
                  - {name: product-manager, title: Product manager, users: [pm], channel: release-managers}
                environments:
                  - name: "prod*"
                    approvals:
                      - {role: qa, count: 2}
                      - {role: product-manager, releaseTypes: [major]}
                    veto: true
                    forbidSelfApproval: true
                    forbidAuthors: true
                    forbidUnknownStarter: true
                    forbidOverrideByExcluded: true
                    exclusive: true
                    conditions:
                      - httpCondition:
                          id: change-request
                          url: "https://cm.example.com/changes/{version}"
                          method: POST
                          body: '{"build": "{build}"}'
                          credentialsId: cm-token
                          answer: "$.result[*].approval"
                          yes: approved, ready to deploy
                          no: rejected, canceled
                          every: 5m
                          timeout: 30s
                      - attestationCondition:
                          id: provenance
                          url: "https://attestations.example.com/{sha256}.json"
                          keys: |
                            -----BEGIN PUBLIC KEY-----
                            MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
                            -----END PUBLIC KEY-----
                          predicate: vsa
                          issuer: https://verifier.example.com
                          level: SLSA_BUILD_LEVEL_3
                          credentialsId: cm-token
                          every: 2m
                          timeout: 20s
                    starters: [devops, product-manager]
                    admission:
                      jobs: ["shop/*", tools]
                      branches: [main, "release/*"]
                      tags: ["v*"]
                      changeRequests: true
                    requires: [pre-release, staging-smoke-tests]
                    window: "MON-THU 08:00-17:00, FRI 08:00-12:00 Europe/Berlin"
                    windows:
                      - {days: [MON, TUE], from: "09:00", to: "16:00", zone: Europe/Berlin}
                    freezes:
                      - from: 2026-12-20T00:00
                        until: 2027-01-04T06:30
                        zone: Europe/Berlin
                        reason: end of the year
                        exemptions:
                          - {releaseType: patch, moreApprovals: 2, role: devops}
                    calendar: |
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
                    timeout: 24h
                    approvalLifetime: 8h
                    reminders: 1h, 4h
                    escalation: {after: 6h, role: project-manager}
                    overrideChannel: stakeholders
                    template: corporate
                    templateEnvironment: production
            """;

    private static final String CHANNELS = """
            unclassified:
              releaseChecklist:
                channels:
                  - emailChannel:
                      name: mail
                      recipients: [support@example.com, "Anna <anna@example.com>"]
                      replyTo: release@example.com
                  - slackChannel: {name: chat, credentialsId: slack}
                  - teamsChannel: {name: operations, credentialsId: teams}
                audiences:
                  - {name: support, channels: [mail, chat], introduction: Hello}
                  - {name: on-call, channels: ["operations, mail"]}
            """;

    private static final String TEMPLATES = """
            unclassified:
              releaseChecklist:
                templates:
                  - name: corporate
                    yaml: |
                      title: Corporate
                      releasedBy: deploy
                      sections:
                      - {id: all, title: All, items: [{id: deploy, title: Deploy, owners: [devops]}]}
            """;

    @TempDir
    private Path directory;

    @Test
    void readsTheYamlOfTheSpecification() throws Exception {
        ReleaseChecklistConfiguration.get().setAllowControllerProbes(true);

        configure(WHOLE);

        assertSpecification();
    }

    @Test
    void whatIsExportedCanBeReadAgain() throws Exception {
        configure(WHOLE);
        String exported = export();
        ReleaseChecklistConfiguration configuration = ReleaseChecklistConfiguration.get();
        configuration.setRoles(List.of());
        configuration.setChannels(List.of());
        configuration.setEnvironments(List.of());

        configure("unclassified:\n  releaseChecklist:\n" + exported.indent(4));

        assertSpecification();
        assertThat(export()).isEqualTo(exported);
    }

    @Test
    void keepsReleasesOnlyWhereThatIsConfigured() throws Exception {
        configure(WHOLE);
        assertThat(ReleaseChecklistConfiguration.get().isKeepReleases()).isFalse();
        configure("unclassified: {releaseChecklist: {keepReleases: true}}");
        assertThat(ReleaseChecklistConfiguration.get().isKeepReleases()).isTrue();
        assertThat(export()).contains("keepReleases: true");
        configure("unclassified: {releaseChecklist: {keepReleases: false}}");
    }

    @Test
    void exportsNamesAndNoForms() throws Exception {
        configure(WHOLE);
        assertThat(export())
                .contains(
                        "webhookChannel:",
                        "credentialsId: \"release-hook\"",
                        "role: \"qa\"",
                        "name: \"product-manager\"")
                .doesNotContain("usersText", "groupsText", "nobodyEntitled", "FAILED");
    }

    @Test
    void everythingElseCanBeConfiguredAsWell() throws Exception {
        configure("""
                unclassified:
                  releaseChecklist:
                    environments:
                      - {name: "prod*", forbidSelfApproval: true, approvals: [{role: qa, count: 3}, {role: devops}]}
                    resources:
                      - {title: Role handoff checklist, url: "https://wiki.example.com/handoff"}
                    references:
                      - {pattern: "[A-Z]+-[0-9]+", url: "https://tracker.example.com/browse/$0"}
                    credentialsTargets:
                      - {credentialsId: shop-probe, host: "*.example.com", plainHttp: true}
                """);

        assertThat(approvals(environment("prod*")))
                .containsExactly(new Approval(List.of("qa"), 3), new Approval(List.of("devops"), 1));
        assertThat(environment("prod*").isForbidSelfApproval()).isTrue();
        assertThat(ReleaseChecklistConfiguration.get().resourceUrl("Role handoff checklist"))
                .hasValue("https://wiki.example.com/handoff");
        assertThat(ReleaseChecklistConfiguration.get().getReferences())
                .extracting(Reference::getPattern, Reference::getUrl)
                .containsExactly(tuple("[A-Z]+-[0-9]+", "https://tracker.example.com/browse/$0"));
        assertThat(ReleaseChecklistConfiguration.get().getCredentialsTargets())
                .extracting(
                        CredentialsTarget::getCredentialsId, CredentialsTarget::getHost, CredentialsTarget::isPlainHttp)
                .containsExactly(tuple("shop-probe", "*.example.com", true));
        assertThat(export()).contains("pattern: \"[A-Z]+-[0-9]+\"", "host: \"*.example.com\"", "plainHttp: true");
    }

    @Test
    void aProtectedEnvironmentCanSayEverything() throws Exception {
        configure(EVERYTHING);
        Rules.assertFilled(environment("prod*"));
        String exported = export();
        assertThat(exported)
                .contains("moreApprovals: 2", "until: \"2027-01-04T06:30\"")
                .doesNotContain("Text:", "problem", "FAILED");
        ReleaseChecklistConfiguration.get().setEnvironments(List.of());

        configure("unclassified:\n  releaseChecklist:\n" + exported.indent(4));

        Rules.assertFilled(environment("prod*"));
        assertThat(ReleaseChecklistConfiguration.get().getRoles().get(0).getChannel())
                .isEqualTo("release-managers");
        assertThat(ReleaseChecklistConfiguration.get().getRoles().get(0).getTitle())
                .isEqualTo("Product manager");
        assertThat(export()).isEqualTo(exported);
    }

    @Test
    void templatesCanBeConfigured() throws Exception {
        configure(TEMPLATES);
        List<ChecklistTemplate> kept = ReleaseChecklistConfiguration.get().getTemplates();
        assertThat(kept).extracting(ChecklistTemplate::getName).containsExactly("corporate");
        assertThat(kept.get(0).getYaml()).startsWith("title: Corporate\nreleasedBy: deploy\n");
        String exported = export();
        ReleaseChecklistConfiguration.get().setTemplates(List.of());

        configure("unclassified:\n  releaseChecklist:\n" + exported.indent(4));

        assertThat(ReleaseChecklistConfiguration.get().getTemplates().get(0).getYaml())
                .isEqualTo(kept.get(0).getYaml());
        assertThat(export()).isEqualTo(exported);
        assertThatThrownBy(() -> configure(TEMPLATES.replace("releasedBy", "releasdBy")))
                .hasStackTraceContaining("corporate.yaml:2:1: releasdBy: unknown key");
    }

    @Test
    void timeStampAuthoritiesCanBeConfigured(@TempDir Path folder) throws Exception {
        String pem = new Certificates(folder).authority().authorities().pem();
        String yaml = Files.readString(Path.of("docs/administrator.md"))
                .split("\n## Time stamps of the ledger\n", 2)[1]
                .split("```yaml\n", 2)[1]
                .split("\n```", 2)[0];
        configure(yaml.replaceFirst("-----BEGIN.*\\n.*\\n.*", pem.strip().replaceAll("\\s*\n", "\n          ")));

        assertThat(ReleaseChecklistConfiguration.get().getTimeStampAuthorities())
                .extracting(TimeStampAuthority::getUrl, it -> it.getTrusted().size())
                .containsExactly(tuple("https://tsa.example.com/", 1));
        assertThat(export()).contains("timeStampAuthorities:", "url: \"https://tsa.example.com/\"");
        assertThatThrownBy(() -> configure(yaml))
                .hasStackTraceContaining("expected certificates in PEM (-----BEGIN CERTIFICATE-----)");
    }

    @Test
    void theTemplateOfTheGuideForAdministratorsIsOne() throws Exception {
        String guide = Files.readString(Path.of("docs/administrator.md"));
        String chapter = guide.substring(guide.indexOf("\n## Checklist templates"));
        configure(chapter.substring(chapter.indexOf("```yaml\n") + "```yaml\n".length())
                .split("\n```", 2)[0]);

        assertThat(environment("prod-*").getTemplate()).isEqualTo("corporate");
        Template corporate = ConfiguredTemplates.of(rule().jenkins)
                .named(environment("prod-*").getTemplate())
                .orElseThrow();
        assertThat(Templates.read(corporate).environments())
                .containsKey(environment("prod-*").getTemplateEnvironment());
        assertThat(Templates.read(corporate).names())
                .containsAll(environment("prod-*").getRequires());
    }

    @Test
    void everyKindOfChannelAndTheAudiencesCanBeConfigured() throws Exception {
        configure(CHANNELS);
        String exported = export();
        assertThat(exported)
                .contains("emailChannel:", "slackChannel:", "teamsChannel:", "introduction: \"Hello\"")
                .doesNotContain("Text:", "FAILED");
        ReleaseChecklistConfiguration.get().setChannels(List.of());
        ReleaseChecklistConfiguration.get().setAudiences(List.of());

        configure("unclassified:\n  releaseChecklist:\n" + exported.indent(4));

        ReleaseChecklistConfiguration found = ReleaseChecklistConfiguration.get();
        assertThat(found.channel("mail")).get().isInstanceOfSatisfying(EmailChannel.class, channel -> {
            assertThat(channel.getRecipients()).containsExactly("support@example.com", "Anna <anna@example.com>");
            assertThat(channel.getReplyTo()).isEqualTo("release@example.com");
        });
        assertThat(found.channel("chat"))
                .get()
                .isInstanceOfSatisfying(
                        SlackChannel.class,
                        channel -> assertThat(channel.getCredentialsId()).isEqualTo("slack"));
        assertThat(found.channel("operations")).get().isInstanceOf(TeamsChannel.class);
        assertThat(found.getAudiences()).extracting(Audience::getName).containsExactly("support", "on-call");
        assertThat(found.getAudiences().get(0).getChannels()).containsExactly("mail", "chat");
        assertThat(found.getAudiences().get(0).getIntroduction()).isEqualTo("Hello");
        assertThat(found.getAudiences().get(1).getChannels()).containsExactly("operations", "mail");
        assertThat(export()).isEqualTo(exported);
    }

    @Test
    void aCalendarMayBeAFile() throws Exception {
        Path file = Files.writeString(
                directory.resolve("freezes.ics"),
                "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:A move\r\nDTSTART:20260102T140000Z\r\n"
                        + "DURATION:PT2H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
        configure("unclassified: {releaseChecklist: {environments: [{name: production, calendar: \"${readFile:" + file
                + "}\"}]}}");
        assertThat(ReleaseChecklistConfiguration.get()
                        .getEnvironments()
                        .get(0)
                        .toSchedule()
                        .freezes())
                .singleElement()
                .satisfies(freeze ->
                        assertThat(freeze.text()).isEqualTo("2026-01-02T14:00 to 2026-01-02T16:00 UTC: A move"));
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        assertRefused("roles: [{name: Product Manager}]")
                .hasStackTraceContaining(
                        "role name: expected lower-case letters, digits and hyphens, found 'Product Manager'");
        assertRefused("roles: [{users: [pm]}]").hasStackTraceContaining("role name: expected");
        assertRefused("roles: [{name: qa}, {name: qa}]")
                .hasStackTraceContaining("Expected the role 'qa' once, found it twice");
        assertRefused("environments: [{name: production, approvals: [{role: qa, count: 51}]}]")
                .hasStackTraceContaining("Expected a count from 1 to 50 for the approval by qa, found 51");
        assertRefused("environments: [{name: production, windows: [{from: \"9\", to: \"16:00\", zone: UTC}]}]")
                .hasStackTraceContaining("window.from: expected a time of day from 00:00 to 23:59");
        assertRefused("environments: [{name: production, window: MON 09:00-16:00 EST}]")
                .hasStackTraceContaining("window: expected a time zone such as Europe/Berlin");
        assertRefused("environments: [{name: production, freezes: [{from: tomorrow, until: x, zone: UTC, reason: x}]}]")
                .hasStackTraceContaining(
                        "from of a freeze: expected a date such as 2026-12-20 (once), 12-20 (every year)");
        assertRefused("environments: [{name: production, calendar: \"BEGIN:VCALENDAR\\nEND:VEVENT\"}]")
                .hasStackTraceContaining("calendar: line 2: expected the end of what began last, found 'END:VEVENT'");
        assertRefused("environments: [{approvals: [{role: qa}]}]")
                .hasStackTraceContaining("environment: enter a name (production)");
        assertRefused("channels: [webhookChannel: {name: stakeholders, url: \"hooks.example.com\"}]")
                .hasStackTraceContaining("Expected a webhook address such as https://hooks.example.com/release");
        assertRefused("channels: [emailChannel: {name: mail, recipients: [anna]}]")
                .hasStackTraceContaining("recipients: expected an address such as support@example.com, found 'anna'");
        assertRefused("channels: [emailChannel: {name: mail}]").hasStackTraceContaining("recipients: expected one");
        assertRefused("channels: [slackChannel: {name: chat}]")
                .hasStackTraceContaining("credentialsId: expected the id of a secret text");
        assertRefused("audiences: [{name: On call}]")
                .hasStackTraceContaining("audience name: expected lower-case letters, digits and hyphens");
        assertRefused("audiences: [{name: support}, {name: support}]")
                .hasStackTraceContaining("Expected the audience 'support' once, found it twice");
        assertRefused("resources: [{title: Handoff, url: \"javascript:alert(1)\"}]")
                .hasStackTraceContaining("url of a resource: expected an http or https address");
        assertRefused("references: [{pattern: \"[A-Z\", url: \"https://tracker.example.com/\"}]")
                .hasStackTraceContaining("pattern of a reference: expected a regular expression");
        assertRefused("references: [{pattern: \"[A-Z]+\", url: \"https://tracker.example.com/$1\"}]")
                .hasStackTraceContaining("url of a reference: expected $0 only");
        assertRefused("roles: [{name: qa, people: [anna]}]").hasStackTraceContaining("people");
    }

    private void assertSpecification() {
        ReleaseChecklistConfiguration found = ReleaseChecklistConfiguration.get();
        assertThat(found.isAllowControllerProbes()).isFalse();
        assertThat(found.getRoles()).extracting(Role::getName).containsExactly("product-manager", "qa");
        assertThat(found.getRoles().get(0).getUsers()).containsExactly("pm");
        assertThat(found.getRoles().get(0).getGroups()).containsExactly("product");
        assertThat(found.getRoles().get(1).getUsers()).containsExactly("qa");
        assertThat(found.getRoles().get(1).getGroups()).isEmpty();
        assertThat(found.channel("stakeholders")).get().isInstanceOfSatisfying(WebhookChannel.class, channel -> {
            assertThat(channel.getUrl()).isEqualTo("https://hooks.example.com/release");
            assertThat(channel.getCredentialsId()).isEqualTo("release-hook");
        });
        assertThat(found.getEnvironments())
                .extracting(ProtectedEnvironment::getName)
                .containsExactly("production");
        assertThat(approvals(environment("production"))).containsExactly(new Approval(List.of("qa"), 1));
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(String setting) {
        return assertThatThrownBy(() -> configure("unclassified:\n  releaseChecklist:\n    " + setting + "\n"));
    }

    private void configure(String yaml) throws IOException {
        Path file = Files.writeString(directory.resolve("jenkins.yaml"), yaml);
        ConfigurationAsCode.get().configure(file.toString());
    }

    private static String export() throws Exception {
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        return toYamlString(getUnclassifiedRoot(context).get("releaseChecklist"));
    }
}
