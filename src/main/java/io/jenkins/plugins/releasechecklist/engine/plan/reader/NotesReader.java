package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import java.util.List;
import java.util.Optional;

/** Reads the drafted release notes. */
public final class NotesReader {
    public static final List<String> KEYS = List.of("summary", "changes", "migration", "knownIssues");
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
