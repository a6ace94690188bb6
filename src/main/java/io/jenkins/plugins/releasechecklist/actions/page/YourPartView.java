package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.LinkView;
import io.jenkins.plugins.releasechecklist.actions.wording.PageFragment;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.builds.decision.GateSnapshot;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What waits for the viewer, and what the guide expects of them.
 *
 * @param roles the roles that the viewer holds and the guide speaks of
 * @param todo what waits for the viewer now, as much of it as is shown
 * @param more how much of it is not shown
 * @param nothing why there is nothing to do; empty when there is something
 * @param login whether logging in might help
 * @param duties one sentence each
 * @param resources related documents
 */
public record YourPartView(
        String roles,
        List<TodoView> todo,
        int more,
        String nothing,
        boolean login,
        List<String> duties,
        List<LinkView> resources)
        implements PageFragment {
    private static final int MOST = 6;

    public YourPartView {
        todo = List.copyOf(todo);
        duties = List.copyOf(duties);
        resources = List.copyOf(resources);
    }

    /**
     * The part of the viewer.
     *
     * @param sound whether the record can be believed; nothing can be done otherwise
     */
    static YourPartView of(
            Release release,
            Function<GateState, GateSnapshot> gates,
            Viewer viewer,
            List<LinkView> resources,
            boolean sound) {
        Set<String> duties = new LinkedHashSet<>();
        Set<String> roles = new LinkedHashSet<>();
        release.checklist()
                .responsibilities()
                .forEach(one -> one.roles().stream()
                        .filter(viewer.approver().roles()::contains)
                        .forEach(role -> {
                            roles.add(role);
                            duties.addAll(one.duties());
                        }));
        List<TodoView> todo = sound ? TodoList.of(release, gates, viewer) : List.of();
        int shown = todo.size() > MOST ? MOST - 1 : todo.size();
        return new YourPartView(
                String.join(", ", roles),
                todo.subList(0, shown),
                todo.size() - shown,
                todo.isEmpty() ? nothing(viewer, sound) : "",
                !viewer.signedIn() && !viewer.approver().unattributed(),
                List.copyOf(duties),
                resources);
    }

    private static String nothing(Viewer viewer, boolean sound) {
        if (!sound) {
            return Messages.YourPartView_damaged();
        }
        if (viewer.approver().unattributed()) {
            return Messages.YourPartView_nothing();
        }
        if (!viewer.signedIn()) {
            return Messages.YourPartView_anonymous();
        }
        if (viewer.approver().roles().isEmpty()) {
            return Messages.YourPartView_noRole();
        }
        return viewer.mayApprove() ? Messages.YourPartView_nothing() : Messages.YourPartView_noPermission();
    }
}
