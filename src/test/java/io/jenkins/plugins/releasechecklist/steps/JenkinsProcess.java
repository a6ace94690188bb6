package io.jenkins.plugins.releasechecklist.steps;

import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A Jenkins that runs as a process of its own, so that it can be killed. */
final class JenkinsProcess {
    private static final Logger LOGGER = Logger.getLogger(JenkinsProcess.class.getName());
    private static final int ATTEMPTS = 3;

    private JenkinsProcess() {}

    /** One that starts quickly. */
    static RealJenkinsExtension create() {
        return new RealJenkinsExtension().javaOptions("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    }

    /**
     * Starts it. On a busy machine Jenkins 2.541 gives up now and then: its servlet filter asks for a key of the Jenkins object that
     * the constructor, in another thread, has not made yet ("key cannot be empty or null"). It is started again then.
     */
    static void start(RealJenkinsExtension jenkins) throws Throwable {
        for (int attempt = 1; ; attempt++) {
            try {
                jenkins.startJenkins();
                return;
            } catch (IOException e) {
                if (attempt == ATTEMPTS || !String.valueOf(e.getMessage()).contains("terminated prematurely")) {
                    throw e;
                }
                LOGGER.log(Level.WARNING, e, () -> "Jenkins did not start, and is started again");
            }
        }
    }
}
