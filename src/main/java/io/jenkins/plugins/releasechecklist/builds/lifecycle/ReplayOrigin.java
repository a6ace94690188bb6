package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import hudson.Extension;
import hudson.model.Run;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayCause;

/** The build that a replay repeats. */
@Extension(optional = true)
public class ReplayOrigin implements OriginFinder {
    @Override
    public Optional<Origin> find(Run<?, ?> run) {
        return Optional.ofNullable(run.getCause(ReplayCause.class))
                .map(ReplayCause::getOriginal)
                .map(build -> new Origin(build, false));
    }
}
