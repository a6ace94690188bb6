package io.jenkins.plugins.releasechecklist.builds.record;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * A part of this plugin that follows the records of all builds. Other plugins implement {@link ReleaseListener}, which is told on a
 * thread of its own and cannot hold up a record.
 */
@Restricted(NoExternalUse.class)
public abstract class RecordFollower implements ExtensionPoint {

    /** Called after every change of the record, with no lock held. */
    public void changed(Run<?, ?> run, ReleaseRecord record) {}

    /** Called when what the history of the job says of the build changed, or may have. */
    public void historyChanged(Run<?, ?> run, ReleaseRecord record) {}

    /** Called with the events of every change, in their order. */
    public void recorded(Run<?, ?> run, ReleaseRecord record, Release release, List<Event> events) {}

    /**
     * What is recorded together with the end of the incident.
     *
     * @param release as it is with that end
     */
    public List<ReleaseEvent> withEndOfIncident(Run<?, ?> run, Release release) {
        return List.of();
    }

    /** All of them; none when Jenkins is gone while its last threads still write. */
    static List<RecordFollower> all() {
        return Jenkins.getInstanceOrNull() == null ? List.of() : ExtensionList.lookup(RecordFollower.class);
    }
}
