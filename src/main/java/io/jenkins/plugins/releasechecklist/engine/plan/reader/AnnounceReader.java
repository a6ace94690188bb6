package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.plan.Announcement;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Distinct;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Fields;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Scalars;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import java.util.List;
import java.util.Optional;

/**
 * Reads where a release is announced: {@code [{audience: support}, {channel: stakeholders}]}. It remembers the channels
 * and audiences that it has read, so there is one reader for each plan.
 */
public final class AnnounceReader implements ValueReader<Announcement> {
    public static final List<String> KEYS = List.of("channel", "audience");

    private final ValueReader<String> channel =
            new Distinct<>("every channel once", Scalars.text("the name of a channel"));

    private final ValueReader<String> audience =
            new Distinct<>("every audience once", Scalars.text("the name of an audience"));

    @Override
    public Optional<Announcement> read(PlanNode node, Problems problems) {
        return Fields.of(node, "an announcement", KEYS, problems).flatMap(this::read);
    }

    private Optional<Announcement> read(Fields fields) {
        if (fields.has("channel") && fields.has("audience")) {
            fields.contradicts("audience", "either a channel or an audience", "both");
            return Optional.empty();
        }
        return fields.has("audience")
                ? fields.value("audience", audience).map(Announcement::audience)
                : fields.required("channel", "the name of a channel (or the key audience)", channel)
                        .map(Announcement::channel);
    }
}
