package io.jenkins.plugins.releasechecklist.steps;

import static org.awaitility.Awaitility.await;

import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.time.Duration;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;

/** A user who stops a build. */
final class Aborting {
    private Aborting() {}

    /** Waits until there is something to stop, which takes a moment after a restart, and stops it. */
    static void as(String user, WorkflowRun run) {
        await().atMost(Duration.ofMinutes(1)).until(() -> run.getExecutor() != null);
        try (ACLContext as = ACL.as2(User.getById(user, true).impersonate2())) {
            run.doStop();
        }
    }
}
