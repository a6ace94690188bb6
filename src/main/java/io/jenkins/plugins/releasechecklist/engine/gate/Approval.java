package io.jenkins.plugins.releasechecklist.engine.gate;

import io.jenkins.plugins.releasechecklist.engine.gate.window.Freeze;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many different people of a role have to say Go.
 *
 * @param anyOf holders of any of these roles count; sorted, without repetition, at least one
 * @param count how many people, 1 to {@value #MOST}
 */
public record Approval(List<String> anyOf, int count) {
    /** The largest number of people that one approval can ask for. */
    public static final int MOST = 50;

    public Approval {
        anyOf = anyOf.stream().sorted().distinct().toList();
        if (anyOf.isEmpty()) {
            throw new IllegalArgumentException("An approval needs at least one role, found none");
        }
        anyOf.forEach(role -> Ids.require(role, "a role"));
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("Expected a count from 1 to " + MOST + " for the approval by "
                    + String.join(" or ", anyOf) + ", found " + count);
        }
    }

    /**
     * The approvals that it costs to pass a freeze.
     *
     * @param asked what the gate asks for anyway
     * @return none when nothing more is needed; that nobody could give them is the caller's to see
     */
    public static List<Approval> passing(Freeze.Exemption exemption, List<Approval> asked) {
        Stream<List<String>> roles = exemption
                .role()
                .map(one -> Stream.of(List.of(one)))
                .orElseGet(() -> asked.stream().map(Approval::anyOf));
        return exemption.moreApprovals() == 0
                ? List.of()
                : roles.map(anyOf -> new Approval(anyOf, exemption.moreApprovals()))
                        .toList();
    }

    /** The roles as people read them: {@code qa}, or {@code product-manager or project-manager}. */
    public String roleText() {
        return phrase().text();
    }

    Phrase phrase() {
        return Phrase.joined("text.or", anyOf.stream().map(Phrase::plain).toList());
    }
}
