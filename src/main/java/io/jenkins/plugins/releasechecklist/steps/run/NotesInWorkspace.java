package io.jenkins.plugins.releasechecklist.steps.run;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.TaskListener;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The release notes that a step names, a file of the workspace.
 *
 * @param context the context of the step
 * @param file where it is below the workspace
 */
public record NotesInWorkspace(StepContext context, String file) {

    /**
     * Reads them, with secrets hidden. The log says what was taken in another way than its author may think.
     *
     * @param version the version that is released, if it is known: its section of a change log is read
     * @throws AbortException if there is no such file
     * @throws IllegalArgumentException if it has no notes for the release
     */
    public NotesDraft read(Optional<String> version) throws IOException, InterruptedException {
        FilePath workspace = context.get(FilePath.class);
        if (workspace == null) {
            throw new AbortException(Messages.NotesInWorkspace_noWorkspace(file));
        }
        FilePath path = workspace.child(Parameters.inWorkspace("notesFile", file));
        if (!path.exists() || path.isDirectory() || !workspace.isDescendant(file.strip())) {
            throw new AbortException(Messages.NotesInWorkspace_noFile(file));
        }
        try (InputStream content = path.read()) {
            NotesFile notes = NotesFile.read(content.readNBytes(NotesFile.LARGEST + 1), file, version);
            TaskListener listener = context.get(TaskListener.class);
            notes.warnings()
                    .forEach(warning -> listener.getLogger().println(Messages.NotesInWorkspace_warning(warning)));
            return SecretMasker.of(context).mask(notes.draft());
        }
    }
}
