package io.jenkins.plugins.releasechecklist.actions.timeline;

import static io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone.QUIET;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.EventCodec;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A table from the type of an event to what it says. */
abstract class SentenceTable {
    private final Map<Class<? extends ReleaseEvent>, BiFunction<ReleaseEvent, String, StatusView>> table =
            new HashMap<>();
    private final Release release;

    SentenceTable(Release release) {
        this.release = release;
    }

    final Release release() {
        return release;
    }

    final void addAll(SentenceTable other) {
        table.putAll(other.table);
    }

    /** What an event says. */
    final StatusView of(Event event) {
        return table.getOrDefault(event.data().getClass(), SentenceTable::other)
                .apply(event.data(), event.actor().name());
    }

    private static StatusView other(ReleaseEvent data, String actor) {
        return StatusView.of(Messages.Sentences_other(EventCodec.type(data)), "ellipse-outline", QUIET);
    }

    final <T extends ReleaseEvent> void on(Class<T> type, BiFunction<T, String, StatusView> words) {
        table.put(type, (data, actor) -> words.apply(type.cast(data), actor));
    }

    final <T extends ReleaseEvent> void on(Class<T> type, String symbol, Tone tone, Function<T, String> text) {
        on(type, (it, actor) -> StatusView.of(text.apply(it), symbol, tone));
    }

    final String title(String item) {
        return release.checklist().item(item).map(Item::title).orElse(item);
    }

    static <T> String joined(String separator, List<T> all, Function<T, String> text) {
        return all.stream().map(text).collect(Collectors.joining(separator));
    }

    static String with(Optional<String> words, String text) {
        return words.filter(given -> !given.isBlank())
                .map(given -> Messages.Sentences_with(text, given))
                .orElse(text);
    }
}
