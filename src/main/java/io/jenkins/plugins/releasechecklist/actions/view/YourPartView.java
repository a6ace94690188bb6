package io.jenkins.plugins.releasechecklist.actions.view;

import io.jenkins.plugins.releasechecklist.engine.record.Release;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the guide expects of the viewer.
 *
 * @param roles the roles that the viewer holds and the guide speaks of
 * @param duties one sentence each
 * @param resources related documents
 */
public record YourPartView(String roles, List<String> duties, List<LinkView> resources) implements Part {
    public YourPartView {
        duties = List.copyOf(duties);
        resources = List.copyOf(resources);
    }

    static YourPartView of(Release release, Viewer viewer, List<LinkView> resources) {
        Set<String> duties = new LinkedHashSet<>();
        Set<String> roles = new LinkedHashSet<>();
        release.checklist().responsibilities().forEach(one -> one.roles().stream()
                .filter(viewer.approver().roles()::contains)
                .forEach(role -> {
                    roles.add(role);
                    duties.addAll(one.duties());
                }));
        return new YourPartView(String.join(", ", roles), List.copyOf(duties), resources);
    }
}
