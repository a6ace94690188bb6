package io.jenkins.plugins.releasechecklist.actions.verification;

import io.jenkins.plugins.releasechecklist.actions.verification.VerificationChart.Bound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the levels of a chart. Those at the same height are told together, or their words would cover each other. */
final class Bounds {
    private final Scale scale;
    private final Map<Level, List<String>> texts = new LinkedHashMap<>();

    Bounds(Scale scale) {
        this.scale = scale;
    }

    void demand(double value, String text) {
        add(value, text, true);
    }

    void compare(double baseline, String text) {
        add(baseline, text, false);
    }

    /** A level beyond the axis is drawn at its end, and says so. */
    private void add(double value, String text, boolean demanded) {
        boolean beyond = value > scale.max();
        texts.computeIfAbsent(new Level(beyond ? scale.max() : value, demanded), level -> new ArrayList<>())
                .add(beyond ? Messages.Panels_beyond(text) : text);
    }

    List<Bound> all() {
        return texts.entrySet().stream()
                .map(entry -> new Bound(
                        entry.getKey().height(),
                        String.join(", ", entry.getValue()),
                        entry.getKey().demanded()))
                .toList();
    }

    private record Level(double height, boolean demanded) {}
}
