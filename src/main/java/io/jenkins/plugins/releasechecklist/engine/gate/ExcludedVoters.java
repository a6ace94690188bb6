package io.jenkins.plugins.releasechecklist.engine.gate;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Those who may not vote on a gate because of what they did for the build. The authors of changes are who the commits name,
 * which anybody can forge; so they are asked about only where an administrator says so, and only in addition.
 *
 * @param starters user ids of those who started, replayed or restarted the build; empty where they may vote
 * @param authors user ids of the authors of its changes; empty where they may vote
 */
public record ExcludedVoters(Set<String> starters, Set<String> authors) {
    /** Nobody is barred. */
    public static final ExcludedVoters NOBODY = new ExcludedVoters(Set.of(), Set.of());

    public ExcludedVoters {
        starters = Set.copyOf(starters);
        authors = Set.copyOf(authors);
    }

    /** Those of the starters and authors whom the policy bars. */
    public static ExcludedVoters by(GatePolicy policy, Set<String> starters, Set<String> authors) {
        return new ExcludedVoters(
                policy.forbidSelfApproval() ? starters : Set.of(), policy.forbidAuthors() ? authors : Set.of());
    }

    /** Everybody who is barred. */
    public Set<String> all() {
        Set<String> all = new HashSet<>(starters);
        all.addAll(authors);
        return all;
    }

    /**
     * Why the person may not vote, because of the own roles or as one of those who are barred; in words for that person. Empty
     * when the vote is welcome.
     *
     * @param voter the user id
     * @param roles the roles that the person holds now
     * @param role the role that the vote is meant for, when the person said so
     * @param approvals what the gate asks for at this moment, in a freeze more than its policy says
     */
    public Optional<String> refusal(List<Approval> approvals, String voter, List<String> roles, Optional<String> role) {
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
        return reason(voter);
    }

    private static String wanted(List<Approval> approvals) {
        return String.join(
                " and ", approvals.stream().map(Approval::roleText).distinct().toList());
    }

    private static String text(List<String> roles) {
        return roles.isEmpty() ? "no role" : String.join(", ", roles);
    }

    /** Why the voter is barred, in words for that person. */
    private Optional<String> reason(String voter) {
        if (starters.contains(voter)) {
            return Optional.of(voter + " started this build, and this gate forbids self-approval");
        }
        return authors.contains(voter)
                ? Optional.of(voter + " is an author of the changes of this build, and this gate asks for others")
                : Optional.empty();
    }
}
