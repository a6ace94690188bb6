package io.jenkins.plugins.releasechecklist.actions.cli;

import hudson.cli.CLICommand;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Argument;

/** A command about the release of a build. A job that the caller may not read does not exist for the caller. */
@Restricted(NoExternalUse.class)
public abstract class ReleaseCommand extends CLICommand {
    /** The job, as its full name. Set by args4j. */
    @Argument(index = 0, metaVar = "JOB", required = true, usage = "Full name of the job, such as team/shop")
    public Job<?, ?> job;

    /** The build number. Set by args4j. */
    @Argument(index = 1, metaVar = "BUILD", required = true, usage = "Number of the build")
    public int build;

    @Override
    protected final int run() throws IOException {
        Run<?, ?> run = job.getBuildByNumber(build);
        if (run == null) {
            throw new IllegalArgumentException(Messages.ReleaseCommand_noBuild(job.getFullName(), build));
        }
        if (BuildRecords.of(run).isEmpty()) {
            throw new IllegalArgumentException(Messages.ReleaseCommand_noRelease(job.getFullName(), build));
        }
        return run(run);
    }

    /**
     * Does it.
     *
     * @return the exit code
     */
    abstract int run(Run<?, ?> run) throws IOException;

    /** Says that it cannot be done, and why. */
    final int refuse(String reason, int exitCode) {
        stderr.println();
        stderr.println("ERROR: " + reason);
        return exitCode;
    }
}
