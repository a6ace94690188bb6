package io.jenkins.plugins.releasechecklist.engine.checklist;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
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
 * @param copy where the guide has one item for an environment and the team has several: which of them this one is for
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
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Part> parts,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Copy> copy) {
    /** Steps that are told which item they are about. */
    private static final Set<String> TOLD = Set.of("checklistItem", "withChecklistItem");

    public Item {
        Ids.require(id, "id of an item");
        owners = List.copyOf(owners);
        completedBy = List.copyOf(completedBy);
        impliedBy = List.copyOf(impliedBy);
        requiredFor = requiredFor.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(requiredFor));
        parts = Part.distinct(parts);
    }

    /** An item as the guide has it. */
    public Item(
            String id,
            String title,
            List<String> owners,
            List<Completion> completedBy,
            List<Completion> impliedBy,
            Optional<SignOff> signOff,
            Set<ReleaseType> requiredFor,
            boolean ifApplicable,
            List<Part> parts) {
        this(id, title, owners, completedBy, impliedBy, signOff, requiredFor, ifApplicable, parts, Optional.empty());
    }

    /**
     * What an item is a copy of.
     *
     * @param of the id of the item of the guide
     * @param environment the one of the team's environments that the copy is for
     */
    public record Copy(String of, String environment) {}

    /** The same item with other names of environments. */
    Item inWords(UnaryOperator<String> names) {
        return inWords(id, title, names, copy);
    }

    /** The same item for one of the environments that the team has where the guide has one: {@code deploy-eu}, "Deploy (eu)". */
    Item copiedFor(String environment, UnaryOperator<String> names) {
        return inWords(
                id + "-" + Ids.slug(environment),
                title + " (" + environment + ")",
                names,
                Optional.of(new Copy(id, environment)));
    }

    private Item inWords(String newId, String words, UnaryOperator<String> names, Optional<Copy> made) {
        return new Item(
                newId,
                words,
                owners,
                inWords(completedBy, names),
                inWords(impliedBy, names),
                signOff,
                requiredFor,
                ifApplicable,
                parts,
                made);
    }

    private static List<Completion> inWords(List<Completion> ways, UnaryOperator<String> names) {
        return ways.stream().map(way -> way.withEnvironment(names)).toList();
    }

    /** Whether the item says something about the environment. */
    boolean speaksOf(String environment) {
        return Stream.concat(completedBy.stream(), impliedBy.stream())
                .anyMatch(way -> way.where().filter(environment::equals).isPresent());
    }

    /** Whether the release is out in the environment by this item, if it is out by this item. */
    public boolean isReleaseTo(String environment) {
        return target().filter(environment::equals).isPresent();
    }

    /** The environment in which the release is out by this item, if it is out by this item. */
    Optional<String> target() {
        return environments().stream().findFirst();
    }

    /** Whether the name is that of the item, or of the item of the guide that it is a copy of. */
    public boolean isCalled(String name) {
        return id.equals(name) || copy.filter(it -> it.of().equals(name)).isPresent();
    }

    /** An item that no checklist has and nobody can complete. */
    public static Item unknown(String id) {
        return new Item(
                id,
                "not in the checklist",
                List.of(),
                List.of(),
                List.of(),
                Optional.empty(),
                Set.of(),
                false,
                List.of());
    }

    /** The same item with these parts after its own. */
    public Item plus(List<Part> more) {
        List<Part> all = new ArrayList<>(parts);
        all.addAll(more);
        return new Item(id, title, owners, completedBy, impliedBy, signOff, requiredFor, ifApplicable, all, copy);
    }

    /** The environments whose deployment the item stands for: those in which a step that comes after the deployment marks it. */
    public List<String> deployedTo() {
        return environments(impliedBy);
    }

    /** The environments that the steps are in which mark or complete the item. */
    List<String> environments() {
        List<String> all = new ArrayList<>(environments(impliedBy));
        all.addAll(environments(completedBy));
        copy.map(Copy::environment).ifPresent(all::add);
        return all;
    }

    private static List<String> environments(List<Completion> ways) {
        return ways.stream()
                .flatMap(way -> way instanceof Completion.ByStep step ? step.environment().stream() : Stream.empty())
                .distinct()
                .toList();
    }

    /** The same item where only people's signatures count. */
    public Item signedOnly() {
        return new Item(id, title, owners, List.of(), List.of(), signOff, requiredFor, ifApplicable, parts, copy);
    }

    /** Who or what can complete the item, in words: {@code it needs a signature by qa or a run of smokeTest}. */
    public String rightHand() {
        Stream<String> steps = completedBy.stream()
                .flatMap(way ->
                        way instanceof Completion.ByStep by ? Stream.of("a run of " + by.step()) : Stream.empty());
        Stream<String> people = signOff.stream().map(by -> "a signature by " + String.join(" or ", by.roles()));
        return Stream.concat(people, steps)
                .reduce((one, other) -> one + " or " + other)
                .map(ways -> "it needs " + ways)
                .orElse("no step and no role can complete it");
    }

    /** Whether both demand the same: they differ in words and parts alone. */
    public boolean demandsTheSameAs(Item other) {
        return id.equals(other.id)
                && completedBy.equals(other.completedBy)
                && impliedBy.equals(other.impliedBy)
                && signOff.equals(other.signOff)
                && requiredFor.equals(other.requiredFor)
                && ifApplicable == other.ifApplicable;
    }

    /**
     * Whether a step that is told which item it is about may say that the item is done: the item names such a step, or somebody
     * answers for it and nothing else could complete it.
     *
     * @param orNobodyElse whether it is enough that neither people nor gates complete the item
     */
    public boolean isToldBySteps(boolean orNobodyElse) {
        return completedBy.stream().anyMatch(way -> way instanceof Completion.ByStep by && TOLD.contains(by.step()))
                || signOff.isEmpty()
                        && !owners.isEmpty()
                        && (orNobodyElse ? !isDecidedByGate() : completedBy.isEmpty());
    }

    /** Whether a gate, or the window of one, can complete the item. */
    public boolean isDecidedByGate() {
        return completedBy.stream()
                .anyMatch(way -> way instanceof Completion.ByWindow
                        || way instanceof Completion.ByStep by && by.step().equals("releaseGate"));
    }

    /** Whether the step is told which item it is about. */
    public static boolean isTold(String step) {
        return TOLD.contains(step);
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
