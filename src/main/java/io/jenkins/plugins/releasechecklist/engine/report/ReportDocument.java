package io.jenkins.plugins.releasechecklist.engine.report;

import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import java.util.List;
import java.util.Optional;

/**
 * A report as people read it, before it takes a form.
 *
 * @param title what is released
 * @param status where it stands
 * @param warning what nobody may miss
 * @param outcome what came of it, in a sentence or two
 * @param facts what is to be known at once
 * @param sections the rest, in order
 */
record ReportDocument(
        String title, Cell status, Optional<String> warning, String outcome, List<Fact> facts, List<Section> sections) {
    ReportDocument {
        title = VisibleText.oneLine(title, "the title");
        outcome = VisibleText.oneLine(outcome, "the outcome");
        facts = List.copyOf(facts);
        sections = List.copyOf(sections);
    }

    /** A short statement about the release. */
    record Fact(String name, Cell value) {}

    /** A part with a heading. */
    record Section(String title, List<Block> blocks) {
        Section {
            blocks = List.copyOf(blocks);
        }
    }
}
