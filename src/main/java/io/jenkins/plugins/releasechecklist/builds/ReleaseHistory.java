package io.jenkins.plugins.releasechecklist.builds;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.record.BuildRef;
import java.util.Optional;
import java.util.function.Predicate;

/** What earlier builds of the same job released, from the pointers in their {@code build.xml}; no record is read. */
public final class ReleaseHistory {
    private ReleaseHistory() {}

    /** The version that the newest earlier released build of the job released. */
    static Optional<String> lastReleasedVersion(Run<?, ?> run) {
        return newestBefore(
                        run,
                        pointer -> pointer.getStatus() != null
                                && ReleaseStatus.valueOf(pointer.getStatus()).isReleased())
                .map(KnownGood::version);
    }

    /** The newest earlier build of the job whose verification in the environment passed. */
    public static Optional<KnownGood> lastKnownGood(Run<?, ?> run, String environment) {
        return newestBefore(run, pointer -> pointer.getVerifiedEnvironments().contains(environment));
    }

    private static Optional<KnownGood> newestBefore(Run<?, ?> run, Predicate<RecordPointer> wanted) {
        for (Run<?, ?> earlier = run.getPreviousBuild(); earlier != null; earlier = earlier.getPreviousBuild()) {
            RecordPointer pointer = earlier.getAction(RecordPointer.class);
            if (pointer != null && pointer.getVersion() != null && wanted.test(pointer)) {
                return Optional.of(new KnownGood(pointer.getVersion(), Opening.reference(earlier)));
            }
        }
        return Optional.empty();
    }

    /**
     * A release that one can go back to.
     *
     * @param version what was released
     * @param build by which build
     */
    public record KnownGood(String version, BuildRef build) {}
}
