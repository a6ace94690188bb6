package io.jenkins.plugins.releasechecklist.engine.gate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Those who may not vote on a gate because of what they did for the build.
 *
 * @param starters who started, replayed or restarted the build; empty where they may vote
 * @param authors the authors of its changes; empty where they may vote
 */
public record ExcludedVoters(List<Participant> starters, List<Participant> authors) {
    public ExcludedVoters {
        starters = List.copyOf(starters);
        authors = List.copyOf(authors);
    }

    /** Those of the participants whom the rules bar. */
    public static ExcludedVoters by(VoterRules rules, Participants participants) {
        return new ExcludedVoters(
                rules.forbidSelfApproval() ? participants.starters() : List.of(),
                rules.forbidAuthors() ? participants.authors() : List.of());
    }

    /** Everybody who is barred. */
    public Set<UserKey> keys() {
        return Stream.concat(starters.stream(), authors.stream())
                .map(Participant::key)
                .collect(Collectors.toSet());
    }

    /** What the person did for the build and is barred for, in words that follow the name; empty for somebody who may vote. */
    public Optional<String> involvement(UserKey person) {
        return find(starters, person).or(() -> find(authors, person)).map(Participant::reason);
    }

    /**
     * Why the person may not vote, because of the own roles or as one of those who are barred; in words for that person. Empty
     * when the vote is welcome.
     *
     * @param approvals what the gate asks for at this moment, in a freeze more than its policy says
     * @param voter the user id
     * @param key tells the voter apart from others
     * @param roles the roles that the person holds now
     * @param role the role that the vote is meant for, when the person said so
     */
    public Optional<String> refusal(
            List<Approval> approvals, String voter, UserKey key, List<String> roles, Optional<String> role) {
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
        return find(starters, key)
                .map(starter -> voter + " " + starter.reason() + ", and this gate forbids self-approval")
                .or(() -> find(authors, key)
                        .map(author -> voter + " " + author.reason() + ", and this gate asks for others"));
    }

    private static Optional<Participant> find(List<Participant> people, UserKey person) {
        return people.stream().filter(one -> one.key().equals(person)).findFirst();
    }

    private static String wanted(List<Approval> approvals) {
        return String.join(
                " and ", approvals.stream().map(Approval::roleText).distinct().toList());
    }

    private static String text(List<String> roles) {
        return roles.isEmpty() ? "no role" : String.join(", ", roles);
    }
}
