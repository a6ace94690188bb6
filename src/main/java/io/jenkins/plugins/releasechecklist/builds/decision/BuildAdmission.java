package io.jenkins.plugins.releasechecklist.steps.gate;

import hudson.AbortException;
import hudson.model.User;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.releasechecklist.config.Protection.StarterRule;
import io.jenkins.plugins.releasechecklist.config.Roles;
import io.jenkins.plugins.releasechecklist.engine.gate.Participant;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import io.jenkins.plugins.releasechecklist.engine.gate.VoterRules;
import java.util.List;
import jenkins.model.Jenkins;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * Who may start a release to an environment at all: everybody behind the build has to hold one of the roles of every rule, and
 * nobody unknown may be behind it. In a trial without security there are no roles, and nothing is checked.
 */
public record StartTerms(Participants participants, String environment) {
    public void check(List<StarterRule> rules) throws AbortException {
        if (Jenkins.get().getSecurityRealm() == SecurityRealm.NO_AUTHENTICATION) {
            return;
        }
        for (StarterRule rule : rules) {
            String roles = String.join(", ", rule.roles());
            if (participants.starterUnknown() || participants.starters().isEmpty()) {
                throw new AbortException(Messages.StartTerms_nobody(environment, roles, rule.source()));
            }
            for (Participant starter : participants.starters()) {
                if (!rule.admits(heldBy(starter.id()))) {
                    throw new AbortException(
                            Messages.StartTerms_other(starter.id(), environment, roles, rule.source()));
                }
            }
        }
    }

    /**
     * What has to be known of those behind a build before a gate is opened for it. Without a security realm nobody is known.
     *
     * @throws AbortException when it is not, and why
     */
    public static void checkKnown(VoterRules rules, Participants participants) throws AbortException {
        boolean trial = Jenkins.get().getSecurityRealm() == SecurityRealm.NO_AUTHENTICATION;
        if (rules.forbidUnknownStarter() && participants.starterUnknown() && !trial) {
            throw new AbortException(Messages.StartTerms_unknown());
        }
        if (rules.forbidAuthors() && participants.problem().isPresent()) {
            throw new AbortException(
                    Messages.StartTerms_authorsUnknown(participants.problem().get()));
        }
    }

    private static List<String> heldBy(String id) {
        User user = User.getById(id, true);
        try {
            return user == null ? List.of() : Roles.configured().heldBy(user.impersonate2());
        } catch (UsernameNotFoundException e) {
            // Somebody who has left holds no role.
            return List.of();
        }
    }
}
