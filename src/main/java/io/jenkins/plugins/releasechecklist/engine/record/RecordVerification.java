package io.jenkins.plugins.releasechecklist.engine.record;

import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.log.HashChain;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.time.Instant;
import java.util.Optional;

/**
 * A record at one moment, with its whole hash chain checked.
 *
 * @param release the release; of a damaged record as it stood before the damage
 * @param damage where the record stops being believable
 * @param head the hash of the last event, which a next one would name; {@link HashChain#GENESIS} before the first. That of a
 *     damaged record says nothing
 * @param latest when the last event before any damage happened; empty before the first
 */
public record RecordVerification(Release release, Optional<Damage> damage, String head, Optional<Instant> latest) {
    /** Whether every event is what was written. */
    public boolean isWhole() {
        return damage.isEmpty();
    }
}
