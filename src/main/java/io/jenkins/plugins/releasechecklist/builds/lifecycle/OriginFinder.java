package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import java.util.Optional;

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
     * @param build the earlier build
     * @param skipsStages whether this build does not do again what the earlier one did before some stage; a replay does
     *     everything again
     */
    record Origin(Run<?, ?> build, boolean skipsStages) {}
}
