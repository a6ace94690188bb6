package io.jenkins.plugins.releasechecklist.builds.decision;

import hudson.model.User;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.releasechecklist.config.Roles;
import io.jenkins.plugins.releasechecklist.engine.gate.AuthenticationMethod;
import io.jenkins.plugins.releasechecklist.engine.gate.Identity;
import io.jenkins.plugins.releasechecklist.engine.gate.UserKey;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import jenkins.security.BasicHeaderApiTokenAuthenticator;
import org.kohsuke.stapler.Stapler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/**
 * A person who decides.
 *
 * @param id the user id; {@code anonymous} for somebody who did not log in
 * @param name as others know it
 * @param roles the roles that the person holds now
 * @param unattributed whether nobody can know who it is, because this Jenkins has no security realm (a trial)
 * @param identity who it is for the security realm
 */
public record Approver(String id, String name, List<String> roles, boolean unattributed, Identity identity) {
    public Approver {
        roles = List.copyOf(roles);
    }

    /** Somebody of whom nobody knows how they said who they are. */
    public Approver(String id, String name, List<String> roles, boolean unattributed) {
        this(id, name, roles, unattributed, new Identity(UserKey.ofId(id), AuthenticationMethod.UNKNOWN));
    }

    /** The calling user. */
    public static Approver current() {
        boolean unattributed = Jenkins.get().getSecurityRealm() == SecurityRealm.NO_AUTHENTICATION;
        Roles roles = Roles.configured();
        User user = User.current();
        String id = user == null ? "anonymous" : user.getId();
        return new Approver(
                id,
                user == null ? id : user.getDisplayName(),
                user == null ? List.of() : roles.heldBy(Jenkins.getAuthentication2()),
                unattributed,
                new Identity(
                        roles.key(id),
                        Optional.<HttpServletRequest>ofNullable(Stapler.getCurrentRequest2())
                                .map(Approver::authentication)
                                .orElse(AuthenticationMethod.COMMAND_LINE)));
    }

    /** Commands run on threads without a request. In a request, Jenkins marks what came with an API token. */
    private static AuthenticationMethod authentication(HttpServletRequest request) {
        if (Boolean.TRUE.equals(request.getAttribute(BasicHeaderApiTokenAuthenticator.class.getName()))) {
            return AuthenticationMethod.API_TOKEN;
        }
        if (Optional.ofNullable(request.getHeader("Authorization"))
                .filter(header -> header.startsWith("Basic "))
                .isPresent()) {
            return AuthenticationMethod.PASSWORD;
        }
        HttpSession session = request.getSession(false);
        return session != null
                        && session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY)
                                != null
                ? AuthenticationMethod.SESSION
                : AuthenticationMethod.UNKNOWN;
    }

    /** Tells the person apart from others. */
    public UserKey key() {
        return identity.key();
    }

    /** The same person as the one behind an event. */
    public Actor actor() {
        return Actor.user(id, name, identity);
    }
}
