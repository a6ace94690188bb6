package io.jenkins.plugins.releasechecklist.engine.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the wishes of a release beside the rules of the administrator: the stricter of the two wins, always. */
public final class Strictest {
    private Strictest() {}

    /**
     * The union of both lists of approvals, with the larger count where both name the same roles.
     *
     * @param rules what the administrator set
     * @param wishes what the plan or the step asks for; it can only add
     */
    public static List<Approval> approvals(List<Approval> rules, List<Approval> wishes) {
        Map<List<String>, Approval> strictest = new LinkedHashMap<>();
        List<Approval> all = new ArrayList<>(rules);
        all.addAll(wishes);
        for (Approval approval : all) {
            strictest.merge(approval.anyOf(), approval, (one, other) -> one.count() >= other.count() ? one : other);
        }
        return List.copyOf(strictest.values());
    }
}
