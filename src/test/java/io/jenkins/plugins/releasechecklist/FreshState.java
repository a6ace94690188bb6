package io.jenkins.plugins.releasechecklist;

import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import com.thoughtworks.xstream.io.HierarchicalStreamReader;
import hudson.Util;
import hudson.model.Node;
import hudson.model.TopLevelItem;
import hudson.model.User;
import hudson.model.View;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import hudson.util.XStream2;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.evidence.EvidenceConfiguration;
import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestCrumbIssuer;

/**
 * A Jenkins that was just started by the test harness, as far as tests change one: no jobs and builds, agents, views,
 * users and credentials, no security but the harness' crumbs, no proxy, and the configuration of the plugin as it is by default.
 */
final class FreshState {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JenkinsRule rule;
    private final Jenkins jenkins;
    private final String configuration;

    private FreshState(JenkinsRule rule) {
        this.rule = rule;
        this.jenkins = rule.jenkins;
        configuration = Jenkins.XSTREAM2.toXML(ReleaseChecklistConfiguration.get());
    }

    /** Takes down what the Jenkins is like now. */
    static FreshState of(JenkinsRule started) {
        return new FreshState(started);
    }

    /** Brings Jenkins back; fails when something still runs a minute later. */
    void restore() throws Exception {
        removeWork();
        for (View view : jenkins.getViews()) {
            if (view != jenkins.getPrimaryView()) {
                jenkins.deleteView(view);
            }
        }
        secure();
        configure();
    }

    private void removeWork() throws Exception {
        jenkins.getQueue().clear();
        for (TopLevelItem item : jenkins.getItems()) {
            item.delete();
        }
        for (Node agent : jenkins.getNodes()) {
            jenkins.removeNode(agent);
        }
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> !rule.isSomethingHappening());
        for (String workspaces : List.of("workspace", "agent-work-dirs")) {
            Util.deleteRecursive(new File(jenkins.getRootDir(), workspaces));
        }
    }

    private void secure() throws IOException {
        jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
        jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        jenkins.setCrumbIssuer(new TestCrumbIssuer());
        for (User user : User.getAll()) {
            user.delete();
        }
        SystemCredentialsProvider credentials = SystemCredentialsProvider.getInstance();
        credentials.setDomainCredentialsMap(DomainCredentials.migrateListToMap(null, null));
        credentials.save();
    }

    private void configure() throws IOException {
        jenkins.setProxy(null);
        jenkins.setSystemMessage(null);
        JenkinsLocationConfiguration.get().setUrl(rule.getURL().toString());
        HierarchicalStreamReader first = XStream2.getDefaultDriver().createReader(new StringReader(configuration));
        Jenkins.XSTREAM2.unmarshal(first, ReleaseChecklistConfiguration.get(), null, true);
        ReleaseChecklistConfiguration.get().save();
        EvidenceConfiguration.get().setCredentialsId(null);
        Util.deleteFile(new File(jenkins.getRootDir(), "release-checklist-evidence-keys.xml"));
    }
}
