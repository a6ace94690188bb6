package io.jenkins.plugins.releasechecklist.engine.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Those who may not vote on a gate because of what they did for the build.
 *
 * @param rules what is forbidden
 * @param participants who did what
 */
public record ExcludedVoters(VoterRules rules, Participants participants) {
    /** Everybody who is barred, each once. */
    public List<Participant> people() {
        List<Participant> people = new ArrayList<>(rules.forbidSelfApproval() ? participants.starters() : List.of());
        if (rules.forbidAuthors()) {
            participants.authors().stream()
                    .filter(author -> people.stream().noneMatch(one -> one.key().equals(author.key())))
                    .forEach(people::add);
        }
        return people;
    }

    /** What tells them apart from others. */
    public Set<UserKey> keys() {
        return people().stream().map(Participant::key).collect(Collectors.toSet());
    }

    /** Whether somebody may not vote of whom nobody knows who it is. */
    public boolean isSomebodyUnknown() {
        return rules.forbidSelfApproval() && participants.starterUnknown();
    }

    /** Whether the person may force a Go, as far as this goes. */
    public boolean mayOverride(UserKey person) {
        return !rules.forbidOverrideByExcluded() || involvement(person).isEmpty();
    }

    /** What the person did for the build and is barred for, in words that follow the name; empty for somebody who may vote. */
    public Optional<String> involvement(UserKey person) {
        return starter(person).or(() -> author(person)).map(Participant::reason);
    }

    private Optional<Participant> starter(UserKey person) {
        return participants.starter(person).filter(one -> rules.forbidSelfApproval());
    }

    private Optional<Participant> author(UserKey person) {
        return participants.author(person).filter(one -> rules.forbidAuthors());
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
            return Optional.of("This gate needs nobody's vote");
        }
        List<String> meant = role.map(List::of).orElse(roles);
        if (approvals.stream().noneMatch(approval -> approval.anyOf().stream().anyMatch(meant::contains))) {
            return Optional.of(voter + " cannot vote here: " + wanted(approvals) + " decide, and " + voter + " holds "
                    + text(meant));
        }
        return starter(key)
                .map(starter -> voter + " " + starter.reason() + ", and this gate forbids self-approval")
                .or(() ->
                        author(key).map(author -> voter + " " + author.reason() + ", and authors cannot approve here"));
    }

    private static String wanted(List<Approval> approvals) {
        return String.join(
                " and ", approvals.stream().map(Approval::roleText).distinct().toList());
    }

    private static String text(List<String> roles) {
        return roles.isEmpty() ? "no role" : String.join(", ", roles);
    }
}
