package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.timeline.PageQuery;
import io.jenkins.plugins.releasechecklist.actions.wording.LinkView;
import io.jenkins.plugins.releasechecklist.builds.decision.GateSnapshot;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a page is made of.
 *
 * @param release the release as it stands
 * @param record its record, of which only the events are read that the timeline shows
 * @param gates how a gate stands now
 * @param damage what is wrong with the record, after a check of its hash chain
 * @param name what the release is called while nobody named it: the job
 * @param resources related documents
 * @param query what the address asks for
 * @param now when the page is made
 */
public record PageSource(
        Release release,
        ReleaseRecord record,
        Function<GateState, GateSnapshot> gates,
        Optional<Damage> damage,
        String name,
        List<LinkView> resources,
        PageQuery query,
        Instant now) {
    public PageSource {
        resources = List.copyOf(resources);
    }
}
