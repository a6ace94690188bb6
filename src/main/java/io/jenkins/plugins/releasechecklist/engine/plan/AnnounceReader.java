package io.jenkins.plugins.releasechecklist.engine.plan;

import java.util.List;
import java.util.Optional;

/**
 * Reads where a release is announced: {@code [{channel: stakeholders}, {channel: support}]}. It remembers the channels
 * that it has read, so there is one reader for each plan.
 */
final class AnnounceReader implements ValueReader<Announcement> {
    static final List<String> KEYS = List.of("channel");

    private final ValueReader<String> channel =
            new Distinct<>("every channel once", Scalars.text("the name of a channel"));

    @Override
    public Optional<Announcement> read(PlanNode node, Problems problems) {
        return Fields.of(node, "an announcement", KEYS, problems)
                .flatMap(fields -> fields.required("channel", "the name of a channel", channel))
                .map(Announcement::new);
    }
}
