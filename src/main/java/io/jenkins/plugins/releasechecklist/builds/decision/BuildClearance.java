package io.jenkins.plugins.releasechecklist.builds.decision;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.state.Clearance;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.ObservedDeployment;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether a build may touch an environment at this moment, for everything that is kept behind a gate. Nothing of the answer is kept:
 * ask again right before it is needed. Reads the record and newer builds from the disk.
 */
public record BuildClearance(Run<?, ?> build) {
    /**
     * Judges under the rules of this moment.
     *
     * @param environment the canonical name of the environment
     * @throws IOException when the record cannot be read
     */
    public Clearance of(String environment) throws IOException {
        Optional<ReleaseRecord> kept = BuildRecords.of(build);
        if (kept.isEmpty()) {
            return Clearance.noGate(environment);
        }
        ReleaseRecord record = kept.get();
        Optional<Damage> damage = record.verifyUnlessKnown();
        if (damage.isPresent()) {
            return new Clearance.Refused(List.of(Phrase.plain(damage.get().text())));
        }
        Decisions decisions = new Decisions(build, record);
        return Clearance.of(record.state(), environment, round -> {
            GateSnapshot now = decisions.now(round);
            return new Clearance.Review(
                    now.change().map(round::with).orElse(round),
                    now.standing(),
                    Superseding.overtaker(build, round).map(newer -> Superseding.reason(environment, build, newer)),
                    Instant.now());
        });
    }

    /**
     * Why a deployment that was seen just now had no Go. It is the Go that counts and not the rules of this moment: a deployment takes
     * a while, and may end after the window that it began in.
     *
     * @param release as it was then
     * @return empty when it had one
     * @throws IOException when the record of a newer build cannot be read
     */
    public Optional<Phrase> withoutGo(Release release, ObservedDeployment seen) throws IOException {
        Optional<Phrase> reason = Clearance.withoutGo(release, seen.environment());
        if (reason.isPresent() || seen.run().isEmpty()) {
            return reason;
        }
        GateState gate = release.latestGate(seen.environment()).orElseThrow();
        return Superseding.overtaker(build, gate, seen.run().get().started())
                .map(newer -> Superseding.reason(seen.environment(), build, newer));
    }
}
