package io.jenkins.plugins.releasechecklist.engine.checklist;

import java.util.List;

/**
 * What the guide expects of a role during a release.
 *
 * @param roles whoever holds one of these is meant
 * @param duties one sentence each
 */
public record Responsibility(List<String> roles, List<String> duties) {
    public Responsibility {
        roles = List.copyOf(roles);
        duties = List.copyOf(duties);
    }
}
