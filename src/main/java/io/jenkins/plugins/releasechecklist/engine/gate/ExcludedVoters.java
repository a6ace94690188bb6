package io.jenkins.plugins.releasechecklist.engine.gate;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
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
    public Optional<Phrase> involvement(UserKey person) {
        return starter(person).or(() -> author(person)).map(Participant::did);
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
    public Optional<Phrase> refusal(
            List<Approval> approvals, String voter, UserKey key, List<String> roles, Optional<String> role) {
        if (role.isPresent() && !roles.contains(role.get())) {
            return Optional.of(
                    roles.isEmpty()
                            ? Phrase.of("gate.noSuchRole", voter, role.get())
                            : Phrase.of("gate.otherRoles", voter, role.get(), String.join(", ", roles)));
        }
        if (approvals.isEmpty()) {
            return Optional.of(Phrase.of("gate.nobodyNeeded"));
        }
        List<String> meant = role.map(List::of).orElse(roles);
        if (approvals.stream().noneMatch(approval -> approval.anyOf().stream().anyMatch(meant::contains))) {
            return Optional.of(
                    meant.isEmpty()
                            ? Phrase.of("gate.noVoter", voter, wanted(approvals))
                            : Phrase.of("gate.otherVoter", voter, wanted(approvals), String.join(", ", meant)));
        }
        return starter(key)
                .map(starter -> Phrase.of("gate.noSelfApproval", voter, starter.did()))
                .or(() -> author(key).map(author -> Phrase.of("gate.noAuthor", voter, author.did())));
    }

    private static Phrase wanted(List<Approval> approvals) {
        return Phrase.joined(
                "text.and", approvals.stream().map(Approval::phrase).distinct().toList());
    }
}
