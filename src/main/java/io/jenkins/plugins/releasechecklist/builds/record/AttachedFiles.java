package io.jenkins.plugins.releasechecklist.builds.record;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.engine.record.event.AttachedFile;
import java.nio.file.Path;

/** Where the files lie that were attached to the announcement of a build. */
public final class AttachedFiles {
    private AttachedFiles() {}

    /** The directory, which is there only when something was attached. It is another one after the job was renamed or moved. */
    public static Path directory(Run<?, ?> run) {
        return run.getRootDir().toPath().resolve(RecordPointer.DIRECTORY).resolve("attachments");
    }

    /** Where one of them is. */
    public static Path of(Run<?, ?> run, AttachedFile file) {
        return directory(run).resolve(file.name());
    }
}
