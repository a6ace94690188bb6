package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.actions.RestClient.Reply;
import jenkins.model.Jenkins;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

@InSharedJenkins
class UnknownPeopleTest {
    @Test
    void withoutASecurityRealmOneGoCountsForEveryRoleAndIsCalledUnattributed(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setCrumbIssuer(null);
        try (RunningBuild running = RunningBuild.start(jenkins)) {
            running.append(Events.gate("production", Events.PRODUCT, Events.QA));
            HtmlPage before = jenkins.createWebClient().goTo(running.page());
            assertThat(before.getElementById("gate-production").getTextContent())
                    .contains("does not know who you are");

            Reply reply = RestClient.anonymous(jenkins).post(running.page() + "gates/production/go");
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().path("status").asText()).isEqualTo("GO");

            HtmlPage after = jenkins.createWebClient().goTo(running.page());
            assertThat(after.getElementById("gate-production").getTextContent()).contains("unattributed");
        }
    }

    @Test
    void whoReadsWithoutLoggingInIsLedToTheLoginAndBack(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone());
        jenkins.jenkins.setCrumbIssuer(null);
        try (RunningBuild running = RunningBuild.start(jenkins)) {
            running.append(Events.gate("production", Events.QA));
            HtmlPage page = jenkins.createWebClient().goTo(running.page());
            DomElement login = page.querySelector("#gate-production .rc-hint a");
            assertThat(login.getAttribute("href"))
                    .startsWith("/jenkins/login?from=%2Fjenkins%2Fjob%2F")
                    .endsWith("%2Frelease-checklist%2F%23gate-production");
            assertThat(page.querySelectorAll("#rc-page form")).isEmpty();

            Reply reply = RestClient.anonymous(jenkins).post(running.page() + "gates/production/go");
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.error()).contains("anonymous").contains("Release Checklist/Approve");
        }
    }
}
