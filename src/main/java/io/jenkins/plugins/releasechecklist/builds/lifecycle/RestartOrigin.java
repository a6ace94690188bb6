package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import hudson.Extension;
import hudson.model.Run;
import java.util.Optional;
import org.jenkinsci.plugins.pipeline.modeldefinition.causes.RestartDeclarativePipelineCause;

/** The build that was restarted from a stage. */
@Extension(optional = true)
public class RestartOrigin implements OriginFinder {
    @Override
    public Optional<Origin> find(Run<?, ?> run) {
        return Optional.ofNullable(run.getCause(RestartDeclarativePipelineCause.class))
                .map(RestartDeclarativePipelineCause::getOriginal)
                .map(build -> new Origin(build, true));
    }
}
