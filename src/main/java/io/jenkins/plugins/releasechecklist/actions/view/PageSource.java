package io.jenkins.plugins.releasechecklist.actions.view;

import io.jenkins.plugins.releasechecklist.builds.GateNow;
import io.jenkins.plugins.releasechecklist.engine.record.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.Event;
import io.jenkins.plugins.releasechecklist.engine.record.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.Release;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a page is made of.
 *
 * @param release the release as it stands
 * @param events all of its events, in order
 * @param gates how a gate stands now
 * @param damage what is wrong with the record, after a check of its whole hash chain
 * @param name what the release is called while nobody named it: the job
 * @param resources related documents
 */
public record PageSource(
        Release release,
        List<Event> events,
        Function<GateState, GateNow> gates,
        Optional<Damage> damage,
        String name,
        List<LinkView> resources) {
    public PageSource {
        events = List.copyOf(events);
        resources = List.copyOf(resources);
    }
}
