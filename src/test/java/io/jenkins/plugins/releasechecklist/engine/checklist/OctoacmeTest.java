package io.jenkins.plugins.releasechecklist.engine.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The built-in template, line by line as the release guide has it (managers: product-manager or project-manager). */
class OctoacmeTest {
    private static final String TABLE = """
        pre-release: Pre-release
        acceptance-criteria | All acceptance criteria met and PRs merged | managers | sign-off by managers | minor major
        ci-and-security | Passing CI and security scans | devops | checklistItem, sign-off by devops | all
        release-notes | Release notes drafted | managers | the plan's notes, sign-off by managers | all
        rollback-plan | Rollback / mitigation plan documented | devops | the plan's rollback, sign-off by devops | all
        smoke-tests-prepared | Smoke tests prepared | qa | the plan's checks, sign-off by qa | all
        deployment: Deployment
        deployment-window | Deployment window scheduled (if needed) | managers | the window of production | all, if applicable
        backup | Backup or snapshot (if applicable) | devops | checklistItem | major, if applicable
        staging-smoke-tests | Deploy to staging and run smoke tests | qa | smokeTest in staging, withSmokeTest in staging | all
        go-no-go | Go / no-go decision | managers | releaseGate in production | all
        deploy-production | Deploy to production | devops | withChecklistItem, implied by postDeployVerify in production | all
        post-deploy-verification | Run post-deploy verifications | qa | postDeployVerify in production, smokeTest in production, withSmokeTest in production | all
        announcement | Announce release to stakeholders and support | managers | announceRelease | all
        support-handoff | Complete handoff to Support Engineers | devops or support | sign-off by devops and support | all
        monitoring | DevOps monitoring and alerts are configured | devops | checklistItem, sign-off by devops | all
        incident: Rollback & incident (only with an incident)
        incident-response | Incident response triggered, on-call notified | devops | rollbackRelease | all
        rollback | Rolled back to the last known-good release | devops | rollbackRelease | all
        root-cause | Root cause triaged | devops | sign-off by devops | all
        action-items | Action items captured | managers | sign-off by managers | all
        """;

    private final Checklist octoacme = Templates.octoacme();

    @Test
    void isTheTableOfTheGuide() {
        List<String> lines = new ArrayList<>();
        for (Section section : octoacme.sections()) {
            lines.add(section.id() + ": " + section.title() + (section.incident() ? " (only with an incident)" : ""));
            section.items().forEach(item -> lines.add(line(item)));
        }
        assertThat(String.join("\n", lines) + "\n").isEqualTo(TABLE);
    }

    @Test
    void countsTheProductionDeploymentAsTheRelease() {
        assertThat(octoacme.releasedBy()).isEqualTo("deploy-production");
    }

    @Test
    void tellsEveryRoleItsPart() {
        assertThat(octoacme.responsibilities())
                .extracting(part -> String.join(" or ", part.roles()) + ": " + String.join(", ", part.duties()))
                .containsExactly(
                        "devops: Execute the deployment pipeline, Monitor system health during deployment,"
                                + " Maintain rollback capability, Configure post-deployment monitoring",
                        "qa: Execute smoke tests in staging and production, Verify critical user flows,"
                                + " Document issues found",
                        "support: Review release notes and feature documentation, Prepare knowledge-base articles,"
                                + " Monitor support channels, Escalate issues",
                        "product-manager or project-manager: Approve go / no-go,"
                                + " Coordinate stakeholder communication, Track success metrics");
    }

    @Test
    void namesTheRelatedResourcesWhoseAddressesAreTheTeams() {
        assertThat(octoacme.resources())
                .extracting(ResourceLink::title)
                .containsExactly("Role handoff checklist", "Cross-role scenarios");
        assertThat(octoacme.resources())
                .allSatisfy(link -> assertThat(link.url()).isEmpty());
    }

    private static String line(Item item) {
        List<String> ways = new ArrayList<>();
        item.completedBy().forEach(way -> ways.add(text(way)));
        item.impliedBy().forEach(way -> ways.add("implied by " + text(way)));
        item.signOff()
                .ifPresent(by -> ways.add(
                        "sign-off by " + String.join(by.quorum() == Quorum.ALL ? " and " : " or ", by.roles())));
        String line = String.join(
                " | ",
                item.id(),
                item.title(),
                String.join(" or ", item.owners()),
                String.join(", ", ways),
                types(item.requiredFor()) + (item.ifApplicable() ? ", if applicable" : ""));
        return line.replace("product-manager or project-manager", "managers");
    }

    private static String text(Completion way) {
        if (way instanceof Completion.ByStep step) {
            return step.step() + step.environment().map(where -> " in " + where).orElse("");
        }
        return way instanceof Completion.ByPlan plan
                ? "the plan's " + plan.part().id()
                : "the window of " + ((Completion.ByWindow) way).environment();
    }

    private static String types(Set<ReleaseType> types) {
        return types.size() == ReleaseType.values().length
                ? "all"
                : types.stream().map(ReleaseType::id).collect(Collectors.joining(" "));
    }
}
