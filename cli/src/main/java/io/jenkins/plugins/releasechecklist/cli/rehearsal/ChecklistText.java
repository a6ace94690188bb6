package io.jenkins.plugins.releasechecklist.cli.rehearsal;

import io.jenkins.plugins.releasechecklist.cli.terminal.Style;
import io.jenkins.plugins.releasechecklist.engine.checklist.Section;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The checklist of a release as lines of text, by section. */
final class ChecklistText {
    private ChecklistText() {}

    static List<String> of(Release release, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.open(BuildRef.REHEARSED));
        for (Section section : release.checklist().sections()) {
            List<ItemState> items = release.items().stream()
                    .filter(item -> item.section().equals(section.id()))
                    .toList();
            if (!items.isEmpty()) {
                lines.add(section.title());
                items.forEach(item -> lines.add(line(item, style)));
            }
        }
        String status = release.status().toString();
        lines.add((release.status().isReleased() ? style.good(status) : style.bad(status)) + ", " + release.doneItems()
                + " of " + release.neededItems().size() + " required items done");
        release.reach().inSome().ifPresent(some -> lines.add(some.text()));
        return lines;
    }

    private static String line(ItemState item, Style style) {
        String status = item.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return "  [" + (item.isDone() ? "x" : " ") + "] " + item.item().title()
                + (item.required() ? "" : " (optional)") + ": " + colored(item, status, style)
                + item.note().map(note -> " (" + note + ")").orElse("");
    }

    private static String colored(ItemState item, String status, Style style) {
        return switch (item.status()) {
            case PASSED -> style.good(status);
            case FAILED -> style.bad(status);
            case PENDING, RUNNING, WAITING -> item.required() ? style.open(status) : status;
            case SKIPPED, NOT_APPLICABLE -> status;
        };
    }
}
