package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.security.HudsonPrivateSecurityRealm;
import io.jenkins.plugins.releasechecklist.InSharedJenkins;
import io.jenkins.plugins.releasechecklist.actions.RestClient.Reply;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.WebResponse;
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

    @Test
    void aMessageLeadsByTheLoginOfTheRealmAndNowhereElse(JenkinsRule jenkins) throws Exception {
        HudsonPrivateSecurityRealm realm = new HudsonPrivateSecurityRealm(false, false, null) {
            @Override
            public String getLoginUrl() {
                return "securityRealm/commenceLogin";
            }
        };
        realm.createAccount("anna", "anna");
        jenkins.jenkins.setSecurityRealm(realm);
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone());
        JenkinsRule.WebClient client =
                jenkins.createWebClient().withRedirectEnabled(false).withThrowExceptionOnFailingStatusCode(false);
        String open = "release-approvals/open?to=";
        String page = "job/a%2520b/job/c/7/release-checklist/%23go-production";

        WebResponse stranger = client.goTo(open + page, null).getWebResponse();
        assertThat(stranger.getStatusCode()).isEqualTo(302);
        assertThat(stranger.getResponseHeaderValue("Location"))
                .endsWith("/jenkins/securityRealm/commenceLogin?from="
                        + "%2Fjenkins%2Fjob%2Fa%2520b%2Fjob%2Fc%2F7%2Frelease-checklist%2F%23go-production");
        client.login("anna");
        assertThat(client.goTo(open + page, null).getWebResponse().getResponseHeaderValue("Location"))
                .endsWith("/jenkins/job/a%20b/job/c/7/release-checklist/#go-production");
        for (String elsewhere : List.of(
                "",
                "https://evil.example.com/",
                "//evil.example.com/1/release-checklist/",
                "job/../../1/release-checklist/",
                "job/x/1/release-checklist/%3Fa=b",
                "job/x/1/release-checklist/%0Ax",
                "job/x%5C..%5C/1/release-checklist/")) {
            assertThat(client.goTo(open + elsewhere, null).getWebResponse().getStatusCode())
                    .as(elsewhere)
                    .isEqualTo(400);
        }
    }
}
