package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import hudson.model.Cause;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who is behind a build: whoever started, replayed or restarted it, also through upstream builds. */
final class Starters {
    private Starters() {}

    static List<Person> of(Run<?, ?> run) {
        Set<Person> people = new LinkedHashSet<>();
        Deque<Cause> causes = new ArrayDeque<>(run.getCauses());
        while (!causes.isEmpty()) {
            Cause cause = causes.pop();
            if (cause instanceof Cause.UserIdCause user && user.getUserId() != null) {
                people.add(new Person(user.getUserId(), user.getUserName()));
            } else if (cause instanceof Cause.UpstreamCause upstream) {
                causes.addAll(upstream.getUpstreamCauses());
            }
        }
        return new ArrayList<>(people);
    }
}
