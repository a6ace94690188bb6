package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.gate.UserKey;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent.VoteCast;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Opens items again of which an approver asks for changes. Whoever takes the request back gives the item back what was said about it
 * before, unless something else was said since.
 */
final class RequestedItems {
    private final Map<Requester, Request> requests = new LinkedHashMap<>();

    /** @param words what was said about every item, which this changes */
    void apply(Event event, VoteCast cast, Map<String, ItemStatement> words) {
        Requester who = new Requester(cast.gate(), cast.round(), cast.vote().key());
        Optional.ofNullable(requests.remove(who)).ifPresent(request -> takeBack(request, words));
        cast.vote().item().ifPresent(item -> {
            ItemStatement word = ItemStatement.requested(event, cast.vote());
            requests.put(who, new Request(item, Optional.ofNullable(words.put(item, word)), word));
        });
    }

    private void takeBack(Request request, Map<String, ItemStatement> words) {
        if (words.remove(request.item(), request.word())) {
            request.before().ifPresent(word -> words.put(request.item(), word));
        }
        // A later request for the same item must not give it back this one.
        requests.replaceAll((who, later) -> later.before().equals(Optional.of(request.word()))
                ? new Request(later.item(), request.before(), later.word())
                : later);
    }

    private record Requester(String gate, int round, UserKey person) {}

    /**
     * @param before the last word about the item before the request, if there was any
     * @param word what the request says about it
     */
    private record Request(String item, Optional<ItemStatement> before, ItemStatement word) {}
}
