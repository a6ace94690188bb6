package io.jenkins.plugins.releasechecklist.actions;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.jenkins.plugins.darktheme.DarkThemeSystemManagerFactory;
import io.jenkins.plugins.thememanager.ThemeManagerPageDecorator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A real browser without a screen, named by the system property {@code browser.executable}. Used by one thread, as Playwright
 * wants it.
 */
public final class Chromium implements AutoCloseable {
    private static final String EXECUTABLE = System.getProperty("browser.executable", "/usr/bin/chromium");
    /** It would ask its maker's servers for this and that otherwise, and tests stay on this machine. */
    private static final List<String> ALONE = List.of(
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic");

    /** In milliseconds; the page asks for news every three seconds, and other tests may keep the machine busy. */
    private static final double PATIENCE = 60_000;

    private final Playwright playwright;
    private final Browser browser;
    private final List<Window> windows = new ArrayList<>();

    Chromium() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(EXECUTABLE))
                        .setArgs(ALONE));
    }

    /** A window on the Jenkins in which a user is logged in. */
    public Window window(JenkinsRule jenkins, String user, Look look) throws IOException {
        Window window = window(jenkins, look);
        window.logIn(user);
        return window;
    }

    /** A window on the Jenkins in which nobody is logged in. Its theme follows the colours that the window asks for. */
    public Window window(JenkinsRule jenkins, Look look) throws IOException {
        ThemeManagerPageDecorator.get().setTheme(new DarkThemeSystemManagerFactory());
        Browser.NewContextOptions options = new Browser.NewContextOptions()
                .setBaseURL(jenkins.getURL().toString())
                .setColorScheme(look.colours())
                .setViewportSize(look.width(), look.height())
                .setLocale("en-GB")
                .setTimezoneId("Europe/Berlin");
        BrowserContext context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE);
        Window window = new Window(context);
        windows.add(window);
        return window;
    }

    void closeWindows() {
        windows.forEach(Window::close);
        windows.clear();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
