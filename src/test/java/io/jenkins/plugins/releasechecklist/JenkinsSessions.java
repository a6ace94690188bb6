package io.jenkins.plugins.releasechecklist;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A Jenkins that a test starts again and again in the same home, and that starts faster than that of the harness. */
public final class JenkinsSessions extends JenkinsSessionExtension {
    @Override
    public void beforeEach(ExtensionContext context) {
        super.beforeEach(context);
        try {
            KnownIdentity.giveTo(getHome());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void then(Step step) throws Throwable {
        super.then(step);
        KnownIdentity.learnFrom(getHome());
    }
}
