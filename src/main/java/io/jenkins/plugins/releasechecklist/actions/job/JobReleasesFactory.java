package io.jenkins.plugins.releasechecklist.actions.job;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Job;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** Gives every job the page of its releases. Nothing is read for it. */
@Extension
@SuppressWarnings("rawtypes")
public class JobReleasesFactory extends TransientActionFactory<Job> {
    @Override
    public Class<Job> type() {
        return Job.class;
    }

    @Override
    public Class<JobReleases> actionType() {
        return JobReleases.class;
    }

    @Override
    @NonNull
    public Collection<JobReleases> createFor(@NonNull Job target) {
        return List.of(new JobReleases(target));
    }
}
