package io.jenkins.plugins.releasechecklist.actions.lists;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import java.util.Arrays;
import java.util.Optional;

/**
 * What {@code build.xml} knows of a release.
 *
 * @param version the version; empty while nobody said it
 * @param status where the release stood at its last change
 */
record PointedRelease(String version, StatusView status) {

    /** The release of a build, if it has one and something happened in it. */
    static Optional<PointedRelease> of(Run<?, ?> run) {
        RecordPointer pointer = run.getAction(RecordPointer.class);
        if (pointer == null) {
            return Optional.empty();
        }
        String version = Optional.ofNullable(pointer.getVersion()).orElse("");
        // A newer version of the plugin may have written a status that this one does not know.
        return Arrays.stream(ReleaseStatus.values())
                .filter(status -> status.name().equals(pointer.getStatus()))
                .findFirst()
                .map(status -> new PointedRelease(version, StatusView.of(status)));
    }

    /** Version and status in words. */
    String text() {
        return version.isEmpty()
                ? Messages.PointedRelease_unversioned(status.text())
                : Messages.PointedRelease_text(version, status.text());
    }
}
