package io.jenkins.plugins.releasechecklist.engine.checklist;

import java.util.List;

/**
 * Who completes an item by hand.
 *
 * @param roles the role names, at least one
 * @param quorum whether one of the roles is enough or all are needed
 */
public record SignOff(List<String> roles, Quorum quorum) {
    public SignOff {
        roles = List.copyOf(roles);
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("A sign-off needs at least one role, found none");
        }
    }
}
