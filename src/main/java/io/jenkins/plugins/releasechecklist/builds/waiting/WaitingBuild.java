package io.jenkins.plugins.releasechecklist.builds.waiting;

import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.OpenSignOff;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/**
 * A build whose release is in progress, or that waits for people, or with something to be sent, and for what.
 *
 * @param application what is released, as far as anybody said it
 * @param ended whether the build has ended, and only its handoff or what an incident asks for is open
 * @param gates the gates that wait for a decision, in the order in which they opened
 * @param signOffs the items that wait for a signature, in reading order
 * @param sends whether something is still to be sent that no step works on any more
 * @param asks whether a verification asks people for a verdict; false in the index of earlier versions
 * @param running whether the release is in progress: the build has not ended, and its record is whole
 */
public record WaitingBuild(
        String job,
        int number,
        Optional<String> application,
        Optional<String> version,
        boolean ended,
        List<WaitingGate> gates,
        List<OpenSignOff> signOffs,
        boolean sends,
        boolean asks,
        boolean running) {
    private static final Logger LOGGER = Logger.getLogger(WaitingBuild.class.getName());

    public WaitingBuild {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(application, "application");
        Objects.requireNonNull(version, "version");
        gates = List.copyOf(gates);
        signOffs = List.copyOf(signOffs);
    }

    /** What a build waits for, possibly nothing. Nothing can be decided on a damaged record, so such a build waits for nobody. */
    static WaitingBuild of(Run<?, ?> run, Release release) {
        boolean ended = release.ended().isPresent();
        Instant since = Instant.ofEpochMilli(run.getStartTimeInMillis() + (ended ? run.getDuration() : 0));
        return new WaitingBuild(
                run.getParent().getFullName(),
                run.getNumber(),
                release.application(),
                release.version(),
                ended,
                release.damage().isPresent() ? List.of() : gates(release),
                OpenSignOff.of(release).stream()
                        .map(open -> open.orSince(since))
                        .toList(),
                release.damage().isEmpty() && !release.openDeliveries().isEmpty(),
                release.damage().isEmpty() && !release.askingRuns().isEmpty(),
                release.opened().isPresent() && !ended && release.damage().isEmpty());
    }

    /** The latest round of each gate: an earlier one takes no votes any more. */
    private static List<WaitingGate> gates(Release release) {
        return release.waitingGates().stream()
                .filter(gate -> release.gate(gate.id())
                        .filter(latest -> latest.seq() == gate.seq())
                        .filter(GateState::isWaiting)
                        .isPresent())
                .map(WaitingGate::of)
                .toList();
    }

    /** Whether anybody may want to know of it. */
    boolean isOpen() {
        return running || !gates.isEmpty() || !signOffs.isEmpty() || sends || asks;
    }

    /** The job, when the calling user may read it, and when the build is still there. */
    Optional<Job<?, ?>> visibleJob() {
        try {
            Job<?, ?> found = Jenkins.get().getItemByFullName(job, Job.class);
            return Optional.<Job<?, ?>>ofNullable(found)
                    .filter(parent -> Files.isDirectory(RecordPointer.directory(parent, number)));
        } catch (AccessDeniedException e) {
            LOGGER.log(Level.FINEST, e, () -> "May be discovered and not read: " + job);
            return Optional.empty();
        }
    }

    /** The same after a newer release of the job went out: what an incident asks for stays open, and nothing else. */
    WaitingBuild superseded() {
        return !ended
                ? this
                : new WaitingBuild(
                        job,
                        number,
                        application,
                        version,
                        true,
                        gates,
                        signOffs.stream().filter(OpenSignOff::incident).toList(),
                        sends,
                        asks,
                        running);
    }

    /** The same build after its job was renamed or moved. */
    WaitingBuild in(String otherJob) {
        return new WaitingBuild(otherJob, number, application, version, ended, gates, signOffs, sends, asks, running);
    }

    /**
     * A gate that waits for people. Who can still help is not kept: it changes with time alone, when a freeze begins or an approval
     * becomes too old, so it is judged when somebody looks.
     *
     * @param round 1 for the first time that the gate was entered
     */
    public record WaitingGate(String id, int round, Optional<String> environment, Instant opened) {
        public WaitingGate {
            Objects.requireNonNull(id, "id");
            environment = environment.map(EnvironmentName::canonical);
            Objects.requireNonNull(opened, "opened");
        }

        static WaitingGate of(GateState gate) {
            return new WaitingGate(
                    gate.id(), gate.opening().round(), gate.opening().environment(), gate.opened());
        }
    }
}
