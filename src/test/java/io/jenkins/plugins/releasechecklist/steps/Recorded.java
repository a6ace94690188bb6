package io.jenkins.plugins.releasechecklist.steps;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.io.IOException;
import java.util.List;

/** What the record of a build holds once the build is over. */
public final class Recorded {
    private final Release release;
    private final List<ReleaseEvent> events;

    private Recorded(Release release, List<ReleaseEvent> events) {
        this.release = release;
        this.events = events;
    }

    /** Waits until the record is closed, and checks that it is whole. */
    public static Recorded of(Run<?, ?> run) throws IOException {
        Release release = Releasing.awaitRelease(run, state -> state.ended().isPresent());
        ReleaseRecord record = BuildRecords.of(run).orElseThrow();
        assertThat(record.verify()).isEmpty();
        return new Recorded(release, record.events(0).stream().map(Event::data).toList());
    }

    Release release() {
        return release;
    }

    /** All events of a kind. */
    public <E extends ReleaseEvent> List<E> all(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The one event of a kind; fails when it is not there, or there twice. */
    public <E extends ReleaseEvent> E only(Class<E> kind) {
        assertThat(all(kind)).hasSize(1);
        return all(kind).get(0);
    }
}
