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
                .map(found -> knownGood(found).version());
    }

    /** The newest earlier build of the job whose verification in the environment passed. */
    public static Optional<KnownGood> lastKnownGood(Run<?, ?> run, String environment) {
        return newestBefore(run, verified(environment)).map(ReleaseHistory::knownGood);
    }

    /** The newest earlier build of the job whose verification in the environment passed. */
    static Optional<Run<?, ?>> lastKnownGoodBuild(Run<?, ?> run, String environment) {
        return newestBefore(run, verified(environment));
    }

    private static Predicate<RecordPointer> verified(String environment) {
        return pointer -> pointer.getVerifiedEnvironments().contains(environment);
    }

    private static KnownGood knownGood(Run<?, ?> run) {
        return new KnownGood(run.getAction(RecordPointer.class).getVersion(), Opening.reference(run));
    }

    private static Optional<Run<?, ?>> newestBefore(Run<?, ?> run, Predicate<RecordPointer> wanted) {
        for (Run<?, ?> earlier = run.getPreviousBuild(); earlier != null; earlier = earlier.getPreviousBuild()) {
            RecordPointer pointer = earlier.getAction(RecordPointer.class);
            if (pointer != null && pointer.getVersion() != null && wanted.test(pointer)) {
                return Optional.of(earlier);
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
