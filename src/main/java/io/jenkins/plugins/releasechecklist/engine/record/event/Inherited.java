package io.jenkins.plugins.releasechecklist.engine.record.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An item as it stood in the record of the build that this one restarts or replays.
 *
 * @param item its id
 * @param status how it ended there
 * @param waived whether it was waived there
 * @param actor who completed it
 * @param at when
 * @param note what was said
 * @param evidence addresses
 * @param parts its parts that were done there
 */
public record Inherited(
        String item,
        ItemStatus status,
        boolean waived,
        Optional<Actor> actor,
        Optional<Instant> at,
        Optional<String> note,
        List<String> evidence,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PartTick> parts) {
    public Inherited {
        evidence = List.copyOf(evidence);
        parts = List.copyOf(parts);
    }

    /** An item without parts. */
    public Inherited(
            String item,
            ItemStatus status,
            boolean waived,
            Optional<Actor> actor,
            Optional<Instant> at,
            Optional<String> note,
            List<String> evidence) {
        this(item, status, waived, actor, at, note, evidence, List.of());
    }
}
