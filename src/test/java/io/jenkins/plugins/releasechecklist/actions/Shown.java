package io.jenkins.plugins.releasechecklist.actions;

import hudson.model.User;
import java.util.List;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.jvnet.hudson.test.JenkinsRule;

/** Pages as Jenkins writes them, without what scripts make of them. */
final class Shown {
    private Shown() {}

    /** A client of a user. */
    static JenkinsRule.WebClient by(JenkinsRule jenkins, String user) throws Exception {
        User.getOrCreateByIdOrFullName(user);
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.setJavaScriptEnabled(false);
        return client.withBasicApiToken(user);
    }

    /** The text of the first element, in one line. */
    static String text(HtmlPage page, String selector) {
        return oneLine(page.querySelector(selector));
    }

    /** The texts of all elements, in one line each. */
    static List<String> texts(HtmlPage page, String selector) {
        return page.querySelectorAll(selector).stream().map(Shown::oneLine).toList();
    }

    private static String oneLine(DomNode node) {
        return node.getTextContent().replaceAll("\\s+", " ").strip();
    }
}
