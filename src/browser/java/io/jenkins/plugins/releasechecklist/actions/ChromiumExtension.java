package io.jenkins.plugins.releasechecklist.actions;

import io.jenkins.plugins.thememanager.ThemeManagerPageDecorator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives the Chromium that all tests of a process share to those that are {@link InChromium}. */
final class ChromiumExtension implements ParameterResolver, AfterEachCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ChromiumExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Chromium.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return chromium(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        chromium(context).closeWindows();
    }

    /** The Jenkins is shared with tests that look at pages without a browser. */
    @Override
    public void afterAll(ExtensionContext context) {
        ThemeManagerPageDecorator.get().setTheme(null);
    }

    private static Chromium chromium(ExtensionContext context) {
        return context.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .computeIfAbsent(Chromium.class, key -> new Chromium(), Chromium.class);
    }
}
