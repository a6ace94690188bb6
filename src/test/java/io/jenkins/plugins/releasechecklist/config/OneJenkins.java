package io.jenkins.plugins.releasechecklist.config;

import hudson.model.FreeStyleProject;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import java.io.IOException;
import java.util.List;
import org.htmlunit.html.HtmlForm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * One Jenkins for all tests, because starting one takes longer than most of them. Before every test it has no security
 * and an empty configuration; jobs and folders stay, so that each test gives its own names to them.
 */
@InSharedJenkins
public abstract class OneJenkins {
    private static JenkinsRule rule;

    @BeforeAll
    static void moveIn(JenkinsRule shared) {
        rule = shared;
    }

    @BeforeEach
    public void reset() throws Exception {
        rule.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        rule.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        rule.jenkins.setProxy(null);
        ReleaseChecklistConfiguration configuration = ReleaseChecklistConfiguration.get();
        configuration.setAllowControllerProbes(false);
        configuration.setKeepReleases(false);
        configuration.setAllowedTargets(List.of());
        configuration.setDeniedTargets(List.of());
        configuration.setControllerDeniedTargets(ProbeTargets.DEFAULT.lines(ProbeTargets.CONTROLLER_DENIED));
        configuration.setRoles(List.of());
        configuration.setChannels(List.of());
        configuration.setAudiences(List.of());
        configuration.setEnvironments(List.of());
        configuration.setResources(List.of());
        configuration.setCredentialsTargets(List.of());
        configuration.setTemplates(List.of());
    }

    public static JenkinsRule rule() {
        return rule;
    }

    /** The form of Manage Jenkins &gt; Release Checklist. */
    public static HtmlForm form(JenkinsRule.WebClient browser) throws Exception {
        return browser.goTo("manage/release-checklist/").getFormByName("config");
    }

    /** Opens that form and saves it as it is. */
    public static void saveForm() throws Exception {
        rule.submit(form(rule.createWebClient()));
    }

    /** A new job outside of folders. */
    public static FreeStyleProject job() throws IOException {
        return rule.createFreeStyleProject();
    }

    /** The approvals that a protected environment asks for whatever the release type. */
    public static List<Approval> approvals(ProtectedEnvironment environment) {
        return environment.getApprovals().stream()
                .map(RequiredApproval::toApproval)
                .toList();
    }

    /** The only protected environment with the name. */
    public static ProtectedEnvironment environment(String name) {
        return ReleaseChecklistConfiguration.get().getEnvironments().stream()
                .filter(environment -> environment.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
