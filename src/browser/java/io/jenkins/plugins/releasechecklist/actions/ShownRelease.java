package io.jenkins.plugins.releasechecklist.actions;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * The page of a release as somebody sees it.
 *
 * @param page in the browser
 */
record ShownRelease(Page page) {
    /** More than any page of the tests has places for the focus. */
    private static final int MOST_TABS = 200;

    /** Opens the page for a user, on a wide screen. */
    static ShownRelease open(Chromium chromium, JenkinsRule jenkins, String user, RunningBuild running)
            throws IOException {
        return ofContent(chromium.window(jenkins, user, Look.LIGHT_WIDE).open(running.page()));
    }

    /**
     * Starts from the content of a page, as the link to it does: menus of the header open when the focus passes them, late on a busy
     * machine, and then take the Enter that is meant for the page. The content has a place in the order of the others, since from one
     * without the key leads to the help buttons, whose places are the last of all, and from there through the header.
     */
    static ShownRelease ofContent(Page page) {
        page.locator("#main-panel").evaluate("element => { element.tabIndex = 0; element.focus(); }");
        return new ShownRelease(page);
    }

    Locator gate() {
        return page.locator("#gate-production");
    }

    Locator votes() {
        return gate().locator(".rc-votes");
    }

    Locator item(String id) {
        return page.locator("#item-" + id);
    }

    Locator dialog() {
        return page.locator("dialog[open]");
    }

    static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /**
     * Goes from one element to the next, as a person does who has no mouse, until the goal has the focus; backwards where it comes before
     * the one that has it, so that the way does not lead through the header.
     */
    void tabTo(Locator goal) {
        // Jenkins shows a form when its scripts have made it; before that the key leads past it, and through the
        // header.
        goal.waitFor();
        boolean isBehind = (Boolean)
                goal.evaluate(
                        "element => (element.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0");
        String key = isBehind ? "Shift+Tab" : "Tab";
        for (int steps = 0; steps < MOST_TABS; steps++) {
            if ((Boolean) goal.evaluate("element => element === document.activeElement")) {
                return;
            }
            page.keyboard().press(key);
        }
        throw new AssertionError("The tab key does not lead to " + goal);
    }

    /** Goes there and presses a key. */
    void press(Locator goal, String key) {
        tabTo(goal);
        page.keyboard().press(key);
    }

    /** Goes there and writes. */
    void write(Locator goal, String text) {
        tabTo(goal);
        page.keyboard().type(text);
    }
}
