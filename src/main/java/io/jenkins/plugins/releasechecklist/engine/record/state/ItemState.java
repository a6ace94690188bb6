package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One item of the checklist as it stands.
 *
 * @param item what it is
 * @param section the id of its section
 * @param required whether this release cannot do without it
 * @param status where it stands
 * @param waived whether somebody left it out although it is required
 * @param actor who brought it there
 * @param at when
 * @param note what was said, or why it failed
 * @param evidence addresses
 * @param signatures who signed for which role, in the order of the signatures
 * @param inherited whether it was completed in the build that this one continues
 * @param parts its parts, in the order of the list
 */
public record ItemState(
        Item item,
        String section,
        boolean required,
        ItemStatus status,
        boolean waived,
        Optional<Actor> actor,
        Optional<Instant> at,
        Optional<Phrase> note,
        List<String> evidence,
        Map<String, Actor> signatures,
        boolean inherited,
        List<PartState> parts) {
    public ItemState {
        evidence = List.copyOf(evidence);
        signatures = Collections.unmodifiableMap(new LinkedHashMap<>(signatures));
        parts = List.copyOf(parts);
    }

    /** The same where this release can do without it. */
    ItemState optional() {
        return new ItemState(
                item, section, false, status, waived, actor, at, note, evidence, signatures, inherited, parts);
    }

    /** Whether a release can go out without anything more being done about the item. */
    public boolean isDone() {
        return status.isSettledWell();
    }

    /** Whether nobody knows who said so, or who signed: a Jenkins without a security realm takes everybody's word. */
    public boolean isAnonymous() {
        return Stream.concat(actor.stream(), signatures.values().stream()).anyMatch(Actor::isAnonymous);
    }

    /** The parts that nobody has ticked. */
    public List<PartState> openParts() {
        return parts.stream().filter(part -> !part.done()).toList();
    }

    /** How many parts are done. */
    public int doneParts() {
        return parts.size() - openParts().size();
    }
}
