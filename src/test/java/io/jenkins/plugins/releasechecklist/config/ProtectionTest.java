package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.AbortException;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.releasechecklist.config.Protection.AdmissionRule;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.MockFolder;

class ProtectionTest extends OneJenkins {
    private Folder shop;
    private Folder team;
    private FreeStyleProject job;

    @BeforeEach
    void createFolders() throws Exception {
        shop = rule().createProject(Folder.class);
        team = shop.createProject(Folder.class, "team");
        job = team.createProject(FreeStyleProject.class, "job");
    }

    @Test
    void aJobWithoutAnyRuleIsFree() throws Exception {
        Protection protection = Protection.of(job, "production");
        assertThat(protection.rules(Set.of(ReleaseType.MINOR))).isEmpty();
        assertThat(protection.admission()).isEmpty();
        assertThat(protection.overrideChannels()).isEmpty();
    }

    @Test
    void aReleaseOfNoTypeIsNotFreeOfRules() {
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(demanding("production", approval("qa", 1))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Protection.of(job, "production").rules(Set.of()))
                .withMessageContaining("found none");
    }

    @Test
    void severalRulesForAnEnvironmentHoldTogether() throws Exception {
        ProtectedEnvironment production = demanding("production", approval("qa", 2));
        production.setForbidSelfApproval(true);
        ReleaseChecklistConfiguration.get()
                .setEnvironments(List.of(demanding("*", approval("qa", 1), approval("support", 1)), production));

        List<AttributedPolicy> rules = Protection.of(job, "Production").rules(Set.of(ReleaseType.MINOR));

        assertThat(AttributedPolicy.strictest(rules, List.of()).approvals())
                .containsExactlyInAnyOrder(new Approval(List.of("qa"), 2), new Approval(List.of("support"), 1));
        assertThat(AttributedPolicy.strictest(rules, List.of()).voters().forbidSelfApproval())
                .isTrue();
        assertThat(Protection.of(job, "staging").rules(Set.of(ReleaseType.MINOR)))
                .hasSize(1);
    }

    @Test
    void aGateIsCoveredByWhatItsIdStandsForAsWell() throws Exception {
        ReleaseChecklistConfiguration.get()
                .setEnvironments(List.of(
                        demanding("*", approval("qa", 1)),
                        demanding("Prod EU", approval("devops", 1)),
                        demanding("staging", approval("support", 1))));
        protect(shop, demanding("prod-?u"));

        assertThat(sources(Protection.of(job, Optional.empty(), "release"))).containsExactly("*");
        assertThat(sources(Protection.of(job, Optional.empty(), "prod-eu"))).containsExactly("*", "prod eu", "prod-?u");
        assertThat(sources(Protection.of(job, Optional.of("Staging"), "prod-eu")))
                .containsExactly("*", "prod eu", "staging", "prod-?u");
    }

    private static List<String> sources(Protection protection) throws AbortException {
        return protection.rules(Set.of(ReleaseType.MINOR)).stream()
                .map(rule -> rule.by().text().replaceAll(".*environment ", ""))
                .toList();
    }

    @Test
    void theRulesOfAllFoldersAboveAndOfTheSystemHoldTogether() throws Exception {
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(demanding("prod*", approval("qa", 1))));
        protect(shop, demanding("production", approval("devops", 1)), demanding("staging"));
        protect(team, demanding("production", approval("support", 1)));
        FreeStyleProject sibling = shop.createProject(FreeStyleProject.class, "sibling");
        FreeStyleProject outside = rule().createFreeStyleProject();

        assertThat(sources(job))
                .containsExactly(
                        "Manage Jenkins, environment prod*",
                        "folder " + team.getFullName() + ", environment production",
                        "folder " + shop.getFullName() + ", environment production");
        assertThat(sources(sibling))
                .containsExactly(
                        "Manage Jenkins, environment prod*",
                        "folder " + shop.getFullName() + ", environment production");
        assertThat(sources(outside)).containsExactly("Manage Jenkins, environment prod*");
        assertThat(Protection.of(job, "production").rules(Set.of(ReleaseType.MINOR)))
                .flatExtracting(rule -> rule.policy().approvals())
                .extracting(Approval::roleText)
                .containsExactly("qa", "support", "devops");
    }

    @Test
    void foldersOfOtherKindsHaveNoRules() throws Exception {
        MockFolder folder = rule().createFolder("mock");
        assertThat(sources(folder.createProject(FreeStyleProject.class, "job"))).isEmpty();
    }

    @Test
    void whoMayStartIsARuleOfItsOwnForEachOfThem() throws Exception {
        ProtectedEnvironment production = demanding("production");
        production.setStarters(List.of("devops"));
        production.setOverrideChannel("audit");
        ReleaseChecklistConfiguration.get().setEnvironments(List.of(production, demanding("prod*")));
        ProtectedEnvironment inFolder = demanding("production");
        inFolder.setStarters(List.of("qa, support"));
        inFolder.setOverrideChannel("audit");
        protect(shop, inFolder);

        Protection protection = Protection.of(job, "production");

        List<AdmissionRule> rules = protection.admission();
        assertThat(rules)
                .extracting(AdmissionRule::starters, AdmissionRule::source)
                .containsExactly(
                        tuple(List.of("devops"), "Manage Jenkins, environment production"),
                        tuple(List.of(), "Manage Jenkins, environment prod*"),
                        tuple(List.of("qa", "support"), "folder " + shop.getFullName() + ", environment production"));
        assertThat(rules.get(1).admits(List.of())).isTrue();
        assertThat(rules.get(2).admits(List.of("support"))).isTrue();
        assertThat(rules.get(2).admits(List.of("devops"))).isFalse();
        assertThat(protection.overrideChannels()).containsExactly("audit");
    }

    @Test
    void asksForTheApprovalsOfTheReleaseTypeOnly() throws Exception {
        RequiredApproval major = approval("product-manager", 1);
        major.setReleaseTypes(List.of("major"));
        protect(shop, demanding("production", major));
        Protection protection = Protection.of(job, "production");
        assertThat(protection.rules(Set.of(ReleaseType.MAJOR)).get(0).policy().approvals())
                .containsExactly(new Approval(List.of("product-manager"), 1));
        assertThat(protection.rules(Set.of(ReleaseType.PATCH)).get(0).policy().approvals())
                .isEmpty();
    }

    @Test
    void aRuleThatCouldNotBeReadLetsNothingPass() throws Exception {
        ProtectedEnvironment broken = demanding("prod*");
        broken.setProblem("timeout: expected a duration");
        broken.setOverrideChannel("audit");
        protect(shop, broken);

        Protection protection = Protection.of(job, "production");

        assertThatExceptionOfType(AbortException.class)
                .isThrownBy(() -> protection.rules(Set.of(ReleaseType.MINOR)))
                .withMessageContainingAll(
                        "folder " + shop.getFullName() + ", environment prod*", "timeout: expected a duration");
        assertThatExceptionOfType(AbortException.class).isThrownBy(protection::admission);
        assertThat(protection.overrideChannels()).containsExactly("audit");
        assertThat(Protection.of(job, "staging").rules(Set.of(ReleaseType.MINOR)))
                .isEmpty();
    }

    private static List<String> sources(FreeStyleProject job) throws AbortException {
        return Protection.of(job, "production").rules(Set.of(ReleaseType.MINOR)).stream()
                .map(policy -> policy.by().text())
                .toList();
    }

    private static void protect(Folder folder, ProtectedEnvironment... environments) throws Exception {
        FolderProtection protection = new FolderProtection();
        protection.setEnvironments(List.of(environments));
        folder.addProperty(protection);
    }

    private static ProtectedEnvironment demanding(String name, RequiredApproval... approvals) {
        ProtectedEnvironment environment = new ProtectedEnvironment(name);
        environment.setApprovals(List.of(approvals));
        return environment;
    }

    private static RequiredApproval approval(String role, int count) {
        RequiredApproval approval = new RequiredApproval(role);
        approval.setCount(count);
        return approval;
    }
}
