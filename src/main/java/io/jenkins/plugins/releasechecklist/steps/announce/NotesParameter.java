package io.jenkins.plugins.releasechecklist.steps.announce;

import hudson.AbortException;
import hudson.FilePath;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesFile;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.InlineValues;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.SecretMasker;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** The release notes that a step gives: inline, in a file of the workspace, or both. */
public final class NotesParameter {
    private NotesParameter() {}

    /** Reads both, and hides secrets in them. What is given inline goes before what the file says. */
    public static NotesDraft read(StepContext context, Optional<String> notes, Optional<String> file)
            throws IOException, InterruptedException {
        NotesDraft inline = notes.map(NotesParameter::inline).orElse(NotesDraft.EMPTY);
        NotesDraft both = file.isEmpty() ? inline : inline.merge(file(context, file.get()));
        return SecretMasker.of(context).mask(both);
    }

    /** The summary as text, or all fields as in the plan. */
    public static NotesDraft inline(String notes) {
        Object value = Parameters.value(notes);
        return value instanceof String summary
                ? new NotesDraft(Optional.of(summary), List.of(), Optional.empty(), List.of())
                : InlineValues.notes(value, "notes");
    }

    private static NotesDraft file(StepContext context, String file) throws IOException, InterruptedException {
        FilePath workspace = context.get(FilePath.class);
        if (workspace == null) {
            throw new AbortException(Messages.GivenNotes_noWorkspace(file));
        }
        FilePath path = workspace.child(Parameters.inWorkspace("notesFile", file));
        if (!path.exists() || path.isDirectory()) {
            throw new AbortException(Messages.GivenNotes_noFile(file));
        }
        try (InputStream content = path.read()) {
            return NotesFile.read(content.readNBytes(NotesFile.LARGEST + 1), file);
        }
    }
}
