package io.jenkins.plugins.releasechecklist;

import hudson.Util;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Keeps the Jenkins of a test class away from that of another: there can be only one in a process. In force for every class, as
 * {@code META-INF/services} names it. A class that starts a Jenkins of its own finds the shared one ended, and what it does not
 * end itself (the test harness leaves that of a {@code @BeforeAll} method running) is ended after it.
 */
public final class OneJenkinsAtATime implements BeforeAllCallback, AfterAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        if (startsItsOwn(context.getRequiredTestClass())) {
            SharedJenkins.end(context);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (startsItsOwn(context.getRequiredTestClass())) {
            Jenkins left = Jenkins.getInstanceOrNull();
            if (left != null) {
                rule(left).after();
            }
        }
    }

    /** A rule of the harness makes itself a page of the Jenkins that it starts. */
    private static JenkinsRule rule(Jenkins started) {
        return Util.filter(started.getActions(), JenkinsRule.class).get(0);
    }

    /** In this process, that is: a {@code RealJenkinsExtension} needs no place in it. */
    private static boolean startsItsOwn(Class<?> tests) {
        return hasAJenkins(tests)
                || !ReflectionSupport.findFields(
                                tests,
                                field -> JenkinsSessionExtension.class.isAssignableFrom(field.getType()),
                                HierarchyTraversalMode.TOP_DOWN)
                        .isEmpty();
    }

    /** The annotation counts for subclasses, though it is not marked as inherited. */
    private static boolean hasAJenkins(Class<?> tests) {
        return tests != null
                && (AnnotationSupport.isAnnotated(tests, WithJenkins.class) || hasAJenkins(tests.getSuperclass()));
    }
}
