package io.jenkins.plugins.releasechecklist;

import hudson.EnvVars;
import hudson.security.ACL;
import hudson.slaves.DumbSlave;
import java.io.File;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.htmlunit.Cache;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.jvnet.hudson.test.HudsonHomeLoader;
import org.jvnet.hudson.test.JenkinsRule;
import org.kohsuke.stapler.MetaClass;

/** Gives the shared Jenkins to the tests that are {@link InSharedJenkins}, and brings it back to its first state. */
final class SharedJenkins implements BeforeAllCallback, ParameterResolver, AfterEachCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedJenkins.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        TestDescriptors descriptors = TestDescriptors.of(context.getRequiredTestClass());
        if (!descriptors.isEmpty()) {
            running(context);
            descriptors.add();
            context.getStore(NAMESPACE).put(TestDescriptors.class, descriptors);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == JenkinsRule.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // As the harness does it: the test itself may do everything.
        ACL.as2(ACL.SYSTEM2);
        // The store of the class or of the test, whichever asks.
        context.getStore(NAMESPACE).put(InSharedJenkins.class, true);
        return running(context);
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        bringBack(context);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        bringBack(context);
        TestDescriptors descriptors = context.getStore(NAMESPACE).remove(TestDescriptors.class, TestDescriptors.class);
        if (descriptors != null) {
            descriptors.remove();
        }
    }

    private static void bringBack(ExtensionContext context) throws Exception {
        // A store also shows what is in those around it; only removing tells whether it was this one's.
        if (context.getStore(NAMESPACE).remove(InSharedJenkins.class) != null) {
            running(context).bringBack();
        }
    }

    private static Running running(ExtensionContext context) {
        return session(context).computeIfAbsent(Running.class, key -> new Running(), Running.class);
    }

    /** Ends the shared Jenkins, if there is one; the next class that wants it starts another. */
    static void end(ExtensionContext context) {
        Running running = session(context).remove(Running.class, Running.class);
        if (running != null) {
            running.close();
        }
    }

    /** Lives as long as the process that runs the tests. */
    private static ExtensionContext.Store session(ExtensionContext context) {
        return context.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, NAMESPACE);
    }

    /** The shared Jenkins from its start to its end. */
    private static final class Running extends JenkinsRule implements AutoCloseable {
        private static final Logger LOGGER = Logger.getLogger(Running.class.getName());

        private final List<WebClient> browsers = new ArrayList<>();
        private final Cache scripts = new LastingCache();
        private final FreshState fresh;
        private int agents;

        Running() {
            // The harness itself still knows a test by its JUnit 4 name; no import, since the build refuses those.
            testDescription = org.junit.runner.Description.createTestDescription(
                    SharedJenkins.class.getName(), "running", new Annotation[0]);
            // The harness reads every view anew for every page, for those who change views while a test waits.
            MetaClass.NO_CACHE = false;
            with(Running::home);
            try {
                before();
                KnownIdentity.learnFrom(jenkins.getRootDir());
            } catch (Throwable e) {
                throw new IllegalStateException("The Jenkins that the tests share does not start", e);
            }
            fresh = FreshState.of(this);
        }

        private static File home() throws Exception {
            File home = HudsonHomeLoader.NEW.allocate();
            KnownIdentity.giveTo(home);
            return home;
        }

        /** Every agent has a name of its own: Jenkins stops what runs on a removed one some time later, and by its name. */
        @Override
        public DumbSlave createSlave(String labels, EnvVars environment) throws Exception {
            agents++;
            return createSlave("agent-" + agents, labels, environment);
        }

        @Override
        public WebClient createWebClient() {
            WebClient browser = super.createWebClient();
            browser.setCache(scripts);
            browsers.add(browser);
            return browser;
        }

        void bringBack() throws Exception {
            ACL.as2(ACL.SYSTEM2);
            browsers.forEach(WebClient::close);
            browsers.clear();
            fresh.restore();
        }

        @Override
        public void close() {
            try {
                after();
            } catch (Exception e) {
                LOGGER.log(Level.WARNING, "The Jenkins that the tests share does not end well", e);
            }
        }
    }

    /** Keeps the compiled scripts of Jenkins from one browser to the next, as those of a person do: compiling takes seconds. */
    private static final class LastingCache extends Cache {
        private static final long serialVersionUID = 1L;

        LastingCache() {
            setMaxSize(200);
        }

        /** Called by every browser that is closed. */
        @Override
        public void clear() {
            // The others go on with what is here.
        }
    }
}
