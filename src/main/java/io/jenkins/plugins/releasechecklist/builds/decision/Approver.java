package io.jenkins.plugins.releasechecklist.builds.decision;

import hudson.model.User;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.releasechecklist.config.Roles;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import java.util.List;
import jenkins.model.Jenkins;

/**
 * A person who decides.
 *
 * @param id the user id; {@code anonymous} for somebody who did not log in
 * @param name as others know it
 * @param roles the roles that the person holds now
 * @param unattributed whether nobody can know who it is, because this Jenkins has no security realm (a trial)
 */
public record Approver(String id, String name, List<String> roles, boolean unattributed) {
    public Approver {
        roles = List.copyOf(roles);
    }

    /** The calling user. */
    public static Approver current() {
        boolean unattributed = Jenkins.get().getSecurityRealm() == SecurityRealm.NO_AUTHENTICATION;
        User user = User.current();
        if (user == null) {
            return new Approver("anonymous", "anonymous", List.of(), unattributed);
        }
        List<String> roles = Roles.configured().heldBy(Jenkins.getAuthentication2());
        return new Approver(user.getId(), user.getDisplayName(), roles, unattributed);
    }

    /** The same person as the one behind an event. */
    public Actor actor() {
        return Actor.user(id, name);
    }
}
