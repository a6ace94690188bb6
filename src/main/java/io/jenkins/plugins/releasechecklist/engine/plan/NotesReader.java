package io.jenkins.plugins.releasechecklist.engine.plan;

import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import java.util.List;
import java.util.Optional;

/** Reads the drafted release notes. */
final class NotesReader {
    static final List<String> KEYS = List.of("summary", "changes", "migration", "knownIssues");
    static final ValueReader<NotesDraft> NOTES = NotesReader::read;

    private static final ValueReader<List<String>> LINES = Scalars.TEXT.listOf("lines of text");

    private NotesReader() {}

    private static Optional<NotesDraft> read(PlanNode node, Problems problems) {
        return Fields.of(node, "release notes", KEYS, problems)
                .map(fields -> new NotesDraft(
                        fields.value("summary", Scalars.TEXT),
                        fields.list("changes", LINES),
                        fields.value("migration", Scalars.TEXT),
                        fields.list("knownIssues", LINES)));
    }
}
