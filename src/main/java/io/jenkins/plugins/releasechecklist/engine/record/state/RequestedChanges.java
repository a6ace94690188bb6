package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition.ForChanges;
import io.jenkins.plugins.releasechecklist.engine.plan.GateOrder;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import java.util.List;

/**
 * What approvers can have done again before a gate opens, and what they asked for.
 *
 * @param release the release as it stands
 * @param gate one of its rounds
 */
public record RequestedChanges(Release release, GateState gate) {
    /** The items that can be done again while the gate waits: by people, by a step in another branch, or by any step. */
    public List<Item> possible() {
        GateOrder order =
                new GateOrder(release.checklist(), release.plan().orElseGet(() -> Plan.of(release.checklist())));
        return release.items().stream()
                .map(ItemState::item)
                .filter(item -> order.isRepeatable(item, gate.place()))
                .toList();
    }

    /** The requests that stand: their items are not done again by the right hand. */
    public List<ForChanges> open() {
        return gate.round().requests().stream()
                .map(vote -> new ForChanges(vote, named(vote.item().orElseThrow())))
                .filter(request -> demanded(request.item()).stream()
                        .anyMatch(item -> !release.judge().isFulfilled(item)))
                .toList();
    }

    private Item named(String id) {
        return release.checklist().item(id).orElseGet(() -> Item.unknown(id));
    }

    /** The item as the rules of the gate define it, or else as the checklist does. */
    private List<Item> demanded(Item named) {
        List<Item> required = gate.required().stream()
                .flatMap(List::stream)
                .filter(item -> item.id().equals(named.id()))
                .toList();
        return required.isEmpty() ? List.of(named) : required;
    }
}
