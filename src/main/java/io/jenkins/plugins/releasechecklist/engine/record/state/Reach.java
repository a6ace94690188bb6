package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a release got: in which of the environments that it is for it is out. A release can be for several, such as one for each
 * region, and is out when it is in all of them.
 *
 * @param items by which the release is out: one, or one for each environment
 * @param targets the environments that the release is for, in the order of the checklist; none where the checklist names none
 * @param back those from which it was taken back
 */
public record Reach(List<ItemState> items, List<String> targets, List<String> back) {
    /** Whether it came to all of them. */
    public boolean isOut() {
        return !items.isEmpty() && items.stream().allMatch(Reach::isPassed);
    }

    /** When it was in the last of them; empty unless it came to all. */
    public Optional<Instant> at() {
        return isOut() ? items.stream().flatMap(item -> item.at().stream()).max(Instant::compareTo) : Optional.empty();
    }

    /** Where it is out and was not taken back. */
    public List<String> live() {
        return targets.stream()
                .filter(where -> !back.contains(where))
                .filter(where -> items.stream().anyMatch(item -> item.item().isReleaseTo(where) && isPassed(item)))
                .toList();
    }

    /** In how many of several environments it is out, and in which; empty where there is one, and where it is out in all or none. */
    public Optional<Phrase> inSome() {
        List<String> live = live();
        return live.isEmpty() || live.size() == targets.size()
                ? Optional.empty()
                : Optional.of(Phrase.of(
                        "record.state.inSome", live.size(), targets.size(), Phrase.plain(String.join(", ", live))));
    }

    /** All environments that it is for, in words; {@code otherwise} where the checklist names none. */
    public String where(String otherwise) {
        return targets.isEmpty() ? otherwise : String.join(", ", targets);
    }

    private static boolean isPassed(ItemState item) {
        return item.status() == ItemStatus.PASSED;
    }
}
