package io.jenkins.plugins.releasechecklist.actions.timeline;

import io.jenkins.plugins.releasechecklist.engine.record.event.EventKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/** Which events the timeline shows. */
public enum TimelineFilter {
    EVERYTHING("everything", EnumSet.allOf(EventKind.class), Messages::TimelineFilter_everything),
    DECISIONS("decisions", EnumSet.of(EventKind.DECISION), Messages::TimelineFilter_decisions),
    SIGN_OFFS("sign-offs", EnumSet.of(EventKind.SIGN_OFF), Messages::TimelineFilter_signOffs),
    RUNS("runs", EnumSet.of(EventKind.RUN), Messages::TimelineFilter_runs),
    MESSAGES("messages", EnumSet.of(EventKind.MESSAGE), Messages::TimelineFilter_messages);

    private final String id;
    private final Set<EventKind> kinds;
    private final Supplier<String> text;

    TimelineFilter(String id, Set<EventKind> kinds, Supplier<String> text) {
        this.id = id;
        this.kinds = kinds;
        this.text = text;
    }

    /** The filter of an address; everything where it names none. */
    static TimelineFilter named(String id) {
        return Arrays.stream(values())
                .filter(filter -> filter.id.equals(id))
                .findFirst()
                .orElse(EVERYTHING);
    }

    /** What an address calls it. */
    public String id() {
        return id;
    }

    /** What people call it. */
    public String text() {
        return text.get();
    }

    /** The kinds of events that it lets through. */
    Set<EventKind> kinds() {
        return Set.copyOf(kinds);
    }
}
