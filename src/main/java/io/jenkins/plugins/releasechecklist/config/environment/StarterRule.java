package io.jenkins.plugins.releasechecklist.config.environment;

import io.jenkins.plugins.releasechecklist.config.Protection;
import java.util.Collection;
import java.util.List;

/**
 * Who may start a release to an environment.
 *
 * @param roles names of roles, at least one; holding one of them is enough
 * @param source who demands it, in the words of {@link Protection#rules}
 */
public record StarterRule(List<String> roles, String source) {
    public StarterRule {
        roles = List.copyOf(roles);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("Expected a role that may start a release, found none");
        }
    }

    /** Whether somebody who holds these roles may start a release as far as this rule goes. */
    public boolean admits(Collection<String> held) {
        return roles.stream().anyMatch(held::contains);
    }
}
