package io.jenkins.plugins.releasechecklist.engine.gate;

import java.util.List;
import java.util.Optional;

/** Who may vote on a gate. */
public final class Entitlement {
    private Entitlement() {}

    /**
     * Why the person may not vote, in words for that person; empty when the vote is welcome.
     *
     * @param voter the user id
     * @param roles the roles that the person holds now
     * @param role the role that the vote is meant for, when the person said so
     * @param approvals what the gate asks for at this moment, in a freeze more than its policy says
     * @param barred those who may not vote because of what they did for this build
     */
    public static Optional<String> refusal(
            List<Approval> approvals, String voter, List<String> roles, Optional<String> role, ExcludedVoters barred) {
        if (role.isPresent() && !roles.contains(role.get())) {
            return Optional.of(voter + " does not hold the role '" + role.get() + "'"
                    + (roles.isEmpty() ? "" : ", only " + text(roles)));
        }
        if (approvals.isEmpty()) {
            return Optional.of("This gate asks for nobody's vote");
        }
        List<String> meant = role.map(List::of).orElse(roles);
        if (approvals.stream().noneMatch(approval -> approval.anyOf().stream().anyMatch(meant::contains))) {
            return Optional.of("This gate asks for " + wanted(approvals) + "; " + voter + " holds " + text(meant));
        }
        return barred.reason(voter);
    }

    private static String wanted(List<Approval> approvals) {
        return String.join(
                " and ", approvals.stream().map(Approval::roleText).distinct().toList());
    }

    private static String text(List<String> roles) {
        return roles.isEmpty() ? "no role" : String.join(", ", roles);
    }
}
