package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.PageFragment;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.Optional;

/**
 * The record itself.
 *
 * @param events how many events it has
 * @param damage why it cannot be believed; empty when its hash chain is whole
 * @param missing whether nothing is left of it
 * @param torn whether its last line was not written whole (a crash) and does not count
 */
public record RecordView(long events, String damage, boolean missing, boolean torn) implements PageFragment {

    static RecordView of(Release release, Optional<Damage> damage) {
        boolean missing = release.opened().isEmpty() && damage.isEmpty();
        return new RecordView(release.seq(), damage.map(Damage::text).orElse(""), missing, release.torn());
    }

    /** Whether decisions can rest on the record. */
    public boolean sound() {
        return damage.isEmpty() && !missing;
    }
}
