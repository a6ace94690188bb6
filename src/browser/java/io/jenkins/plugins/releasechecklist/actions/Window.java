package io.jenkins.plugins.releasechecklist.actions;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A window of a browser with a session of its own. It notices what breaks the Content-Security-Policy, and every script error. */
public final class Window {
    private static final List<String> WCAG_2_2_AA =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa");

    private final BrowserContext context;
    private final Page page;
    private final List<String> faults = new ArrayList<>();

    Window(BrowserContext context) {
        this.context = context;
        page = context.newPage();
        page.onPageError(faults::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                faults.add(message.text());
            }
        });
    }

    public Page page() {
        return page;
    }

    void logIn(String user) {
        logIn(page, user);
    }

    /** Logs in again, as people do in another tab. */
    void logInElsewhere(String user) {
        Page other = context.newPage();
        logIn(other, user);
        other.close();
    }

    private static void logIn(Page page, String user) {
        page.navigate("login");
        page.locator("#j_username").fill(user);
        page.locator("input[name=j_password]").fill(user);
        page.locator("button[name=Submit]").click();
        // A click does not wait for where it leads to.
        page.waitForURL(url -> url.endsWith("/jenkins/"));
    }

    /** Opens a page, below the root of Jenkins. */
    Page open(String path) {
        page.navigate(path);
        return page;
    }

    /** What is wrong with what is shown now, for people: rules of WCAG 2.2 A and AA that axe-core can check. */
    public List<String> barriers(String part) {
        return new AxeBuilder(page)
                .include(part).withTags(WCAG_2_2_AA).analyze().getViolations().stream()
                        .map(Window::describe)
                        .toList();
    }

    private static String describe(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " "
                + rule.getNodes().stream()
                        .map(node -> node.getTarget() + " " + node.getFailureSummary())
                        .toList();
    }

    /** What scripts did wrong so far, and what the Content-Security-Policy stopped. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /** Whether everything fits in: tables may scroll in their boxes, the page may not. */
    public boolean fitsInWidth() {
        return (Boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth");
    }

    /** Keeps a picture of the whole page for who wants to look at it. */
    public void picture(String name) {
        Path file = Path.of("target", "browser", name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }

    /** Keeps a picture of what is seen without scrolling. */
    void view(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "browser", name + ".png")));
    }

    /** Keeps a picture of a part of the page. */
    static void picture(String name, Locator part) {
        Path file = Path.of("target", "browser", name + ".png");
        part.screenshot(new Locator.ScreenshotOptions().setPath(file));
    }

    void close() {
        context.close();
    }
}
