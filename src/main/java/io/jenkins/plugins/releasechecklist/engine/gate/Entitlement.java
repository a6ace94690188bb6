package io.jenkins.plugins.releasechecklist.engine.gate;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may vote on a gate. */
public final class Entitlement {
    private Entitlement() {}

    /**
     * Why the person may not vote, in words for that person; empty when the vote is welcome.
     *
     * @param policy what the gate demands
     * @param voter the user id
     * @param roles the roles that the person holds now
     * @param role the role that the vote is meant for, when the person said so
     * @param starters user ids of those who started, replayed or restarted the build
     */
    public static Optional<String> refusal(
            GatePolicy policy, String voter, List<String> roles, Optional<String> role, Set<String> starters) {
        if (role.isPresent() && !roles.contains(role.get())) {
            return Optional.of(voter + " does not hold the role '" + role.get() + "'"
                    + (roles.isEmpty() ? "" : ", only " + text(roles)));
        }
        if (policy.approvals().isEmpty()) {
            return Optional.of("This gate asks for nobody's vote");
        }
        List<String> meant = role.map(List::of).orElse(roles);
        if (policy.approvals().stream()
                .noneMatch(approval -> approval.anyOf().stream().anyMatch(meant::contains))) {
            return Optional.of("This gate asks for " + wanted(policy) + "; " + voter + " holds " + text(meant));
        }
        if (policy.forbidSelfApproval() && starters.contains(voter)) {
            return Optional.of(voter + " started this build, and this gate forbids self-approval");
        }
        return Optional.empty();
    }

    private static String wanted(GatePolicy policy) {
        return String.join(
                " and ",
                policy.approvals().stream().map(Approval::roleText).distinct().toList());
    }

    private static String text(List<String> roles) {
        return roles.isEmpty() ? "no role" : String.join(", ", roles);
    }
}
