package io.jenkins.plugins.releasechecklist.engine.checklist;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One line of the checklist.
 *
 * @param id unique in the checklist, {@code [a-z0-9][a-z0-9-]*}
 * @param title the line as people read it
 * @param owners the roles that answer for it
 * @param completedBy what completes it without a person
 * @param impliedBy what marks it when nothing else did
 * @param signOff who may complete it by hand; empty when nobody may
 * @param requiredFor the release types that cannot do without it
 * @param ifApplicable whether its owner may declare it not applicable even where it is required ("if needed")
 * @param parts what people tick one by one before somebody signs the item
 */
public record Item(
        String id,
        String title,
        List<String> owners,
        List<Completion> completedBy,
        List<Completion> impliedBy,
        Optional<SignOff> signOff,
        Set<ReleaseType> requiredFor,
        boolean ifApplicable,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Part> parts) {
    public Item {
        Ids.require(id, "id of an item");
        owners = List.copyOf(owners);
        completedBy = List.copyOf(completedBy);
        impliedBy = List.copyOf(impliedBy);
        requiredFor = requiredFor.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(requiredFor));
        parts = Part.distinct(parts);
    }

    /** The same item with these parts after its own. */
    public Item plus(List<Part> more) {
        List<Part> all = new ArrayList<>(parts);
        all.addAll(more);
        return new Item(id, title, owners, completedBy, impliedBy, signOff, requiredFor, ifApplicable, all);
    }

    /** The environments whose deployment the item stands for: those in which a step that comes after the deployment marks it. */
    public List<String> deployedTo() {
        return environments(impliedBy);
    }

    /** The environments that the steps are in which mark or complete the item. */
    List<String> environments() {
        List<String> all = new ArrayList<>(environments(impliedBy));
        all.addAll(environments(completedBy));
        return all;
    }

    private static List<String> environments(List<Completion> ways) {
        return ways.stream()
                .flatMap(way -> way instanceof Completion.ByStep step ? step.environment().stream() : Stream.empty())
                .distinct()
                .toList();
    }

    /** Whether a release of the type cannot do without the item. */
    public boolean isRequiredFor(ReleaseType type) {
        return requiredFor.contains(type);
    }

    /** The roles whose holders may speak for the item: those of the sign-off, or else its owners. */
    public List<String> speakers() {
        return signOff.map(SignOff::roles).orElse(owners);
    }
}
