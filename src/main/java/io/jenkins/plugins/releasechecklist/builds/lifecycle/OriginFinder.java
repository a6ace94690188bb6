package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import java.util.Optional;
import org.jenkinsci.plugins.pipeline.modeldefinition.causes.RestartDeclarativePipelineCause;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayCause;

/** Finds the build that another one replays or restarts. One implementation for each plugin that offers such a thing. */
public interface OriginFinder extends ExtensionPoint {

    /** The origin of the build, when this finder knows one. */
    Optional<Origin> find(Run<?, ?> run);

    /** The first origin that any finder knows. */
    static Optional<Origin> originOf(Run<?, ?> run) {
        return ExtensionList.lookup(OriginFinder.class).stream()
                .map(finder -> finder.find(run))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Where a build comes from.
     *
     * @param skipsStages whether this build does not do again what the earlier one did before some stage; a replay does
     *     everything again
     */
    record Origin(Run<?, ?> build, boolean skipsStages) {}

    /** The build that a replay repeats. */
    @Extension(optional = true)
    class ReplayOrigin implements OriginFinder {
        @Override
        public Optional<Origin> find(Run<?, ?> run) {
            return Optional.ofNullable(run.getCause(ReplayCause.class))
                    .map(ReplayCause::getOriginal)
                    .map(build -> new Origin(build, false));
        }
    }

    /** The build that was restarted from a stage. */
    @Extension(optional = true)
    class RestartOrigin implements OriginFinder {
        @Override
        public Optional<Origin> find(Run<?, ?> run) {
            return Optional.ofNullable(run.getCause(RestartDeclarativePipelineCause.class))
                    .map(RestartDeclarativePipelineCause::getOriginal)
                    .map(build -> new Origin(build, true));
        }
    }
}
