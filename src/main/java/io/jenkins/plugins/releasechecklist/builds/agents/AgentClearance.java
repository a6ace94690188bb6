package io.jenkins.plugins.releasechecklist.builds.agents;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.CauseOfBlockage;
import io.jenkins.plugins.releasechecklist.builds.decision.BuildClearance;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.config.environment.EnvironmentPattern;
import io.jenkins.plugins.releasechecklist.config.form.CommaList;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.state.Clearance;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jvnet.localizer.LocaleProvider;

/**
 * Whether agents of some environments take a build at this moment: it has the Go for one of these, and that one is protected.
 *
 * @param environments those of the agents
 * @param go the Go for one of them; empty when there is none
 * @param reason why there is none
 * @param needsGate whether nothing helps but a gate that the build has not opened yet
 */
record AgentClearance(List<String> environments, Optional<Go> go, Phrase reason, boolean needsGate) {
    /** A Go, and the environment for which it is. */
    record Go(String environment, Clearance.Cleared gate) {}

    /** What is said where nothing was judged. */
    static AgentClearance refused(List<String> environments, Phrase reason) {
        return new AgentClearance(environments, Optional.empty(), reason, false);
    }

    /**
     * Judges under the rules of this moment; reads the record and newer builds from the disk.
     *
     * @param owner what wants to work on the agent; null for jobs that are no Pipelines, which have no build yet
     * @throws IOException when the record cannot be read
     */
    static AgentClearance of(@CheckForNull Queue.Executable owner, List<String> environments) throws IOException {
        if (!(owner instanceof FlowExecutionOwner.Executable) || !(owner instanceof Run<?, ?> build)) {
            return new AgentClearance(environments, Optional.empty(), Phrase.of("record.state.noPipeline"), true);
        }
        Map<String, GateState> gates;
        try {
            gates = latestGates(build, patterns(environments));
        } catch (IllegalArgumentException e) {
            return refused(environments, Phrase.plain(e.getMessage()));
        }
        List<Phrase> reasons = new ArrayList<>();
        for (String environment : gates.keySet()) {
            if (Protection.of(build.getParent(), environment).isEmpty()) {
                reasons.add(Phrase.of("record.state.unprotected", environment));
                continue;
            }
            Clearance clearance = new BuildClearance(build).of(environment);
            if (clearance instanceof Clearance.Cleared gate) {
                return new AgentClearance(environments, Optional.of(new Go(environment, gate)), Phrase.NONE, false);
            }
            reasons.add(((Clearance.Refused) clearance).why());
        }
        return new AgentClearance(
                environments,
                Optional.empty(),
                reasons.isEmpty()
                        ? Phrase.of("record.state.noGateFor", CommaList.text(environments))
                        : Phrase.joined("text.then", reasons),
                gates.values().stream().noneMatch(gate -> gate.isWaiting() || gate.status() == GateStatus.GO));
    }

    /**
     * What the names of environments stand for.
     *
     * @throws IllegalArgumentException if there is none, or one could be taken for another
     */
    static List<EnvironmentPattern> patterns(List<String> environments) {
        return (environments.isEmpty() ? List.of("") : environments)
                .stream()
                        .map(EnvironmentPattern::require)
                        .map(EnvironmentPattern::new)
                        .toList();
    }

    private static Map<String, GateState> latestGates(Run<?, ?> build, List<EnvironmentPattern> patterns)
            throws IOException {
        Map<String, GateState> latest = new LinkedHashMap<>();
        Optional<ReleaseRecord> record = BuildRecords.of(build);
        if (record.isPresent()) {
            for (GateState gate : record.get().state().gates()) {
                gate.opening()
                        .environment()
                        .filter(name -> patterns.stream().anyMatch(pattern -> pattern.matches(name)))
                        .ifPresent(name -> latest.put(name, gate));
            }
        }
        return latest;
    }

    /** Why the build is not taken, in a sentence. */
    Phrase why() {
        return Phrase.of("record.state.agentsRefuse", CommaList.text(environments), reason);
    }

    /** The same for the queue. */
    CauseOfBlockage blockage() {
        return new CauseOfBlockage() {
            @Override
            public String getShortDescription() {
                return why().in(LocaleProvider.getLocale());
            }
        };
    }
}
