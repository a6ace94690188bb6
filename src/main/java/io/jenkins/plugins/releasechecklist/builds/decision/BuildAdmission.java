package io.jenkins.plugins.releasechecklist.builds.decision;

import hudson.AbortException;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.config.Protection.AdmissionRule;
import io.jenkins.plugins.releasechecklist.config.Protection.TemplateDemand;
import io.jenkins.plugins.releasechecklist.config.Roles;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.gate.Participant;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * Whether the builds of a job may come to an environment at all, whatever people say of them. To know the roles of whoever started one,
 * Jenkins may ask the directory of its users: once for everybody as long as this object lives, and never inside of a lock when it was
 * asked before.
 */
public final class BuildAdmission {
    private final Item job;
    private final Roles roles;
    private final Map<String, List<String>> held = new HashMap<>();

    public BuildAdmission(Item job, Roles roles) {
        this.job = job;
        this.roles = roles;
    }

    /**
     * Why a build may not come.
     *
     * @param protection what administrators demand
     * @param environment as messages name it
     * @param participants who had a hand in the build; everybody behind it has to hold one of the roles of every rule, and nobody
     *     unknown may be behind it. In a trial without security there are no roles
     * @return each reason with the rule that it comes from; empty when the build may come
     * @throws AbortException if a rule could not be read
     */
    public List<String> refusals(Protection protection, String environment, Participants participants)
            throws AbortException {
        List<String> refusals = new ArrayList<>();
        for (AdmissionRule rule : protection.admission()) {
            rule.refusal(job, environment).ifPresent(refusals::add);
            if (!rule.starters().isEmpty() && Jenkins.get().getSecurityRealm() != SecurityRealm.NO_AUTHENTICATION) {
                starterRefusal(rule, environment, participants).ifPresent(refusals::add);
            }
        }
        return refusals;
    }

    private Optional<String> starterRefusal(AdmissionRule rule, String environment, Participants participants) {
        String demanded = String.join(", ", rule.starters());
        if (participants.starterUnknown() || participants.starters().isEmpty()) {
            return Optional.of(Messages.BuildAdmission_nobody(environment, demanded, rule.source()));
        }
        return participants.starters().stream()
                .map(Participant::id)
                .filter(starter -> !rule.admits(held.computeIfAbsent(starter, this::heldBy)))
                .findFirst()
                .map(starter -> Messages.BuildAdmission_other(starter, environment, demanded, rule.source()));
    }

    /** The roles that somebody holds. */
    List<String> heldBy(String id) {
        User user = User.getById(id, true);
        try {
            return user == null ? List.of() : roles.heldBy(user.impersonate2());
        } catch (UsernameNotFoundException e) {
            // Somebody who has left holds no role.
            return List.of();
        }
    }

    /**
     * Why a release may not come that follows a template or none.
     *
     * @return empty when it follows what administrators demand
     * @throws AbortException if nobody keeps the template that is demanded
     */
    public static Optional<String> refusal(Protection protection, String environment, Optional<Template> followed)
            throws AbortException {
        Optional<TemplateDemand> demand = protection.template();
        return demand.filter(it -> followed.filter(it.template()::isOneWith).isEmpty())
                .map(it -> Messages.BuildAdmission_template(
                        environment,
                        it.template().label(),
                        it.source(),
                        followed.map(Template::label).orElseGet(Messages::BuildAdmission_own)));
    }
}
