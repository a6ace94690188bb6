package io.jenkins.plugins.releasechecklist.steps.gate;

import io.jenkins.plugins.releasechecklist.config.Audiences;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.audience.Addressee;
import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.gate.ApproverNotification;
import io.jenkins.plugins.releasechecklist.engine.gate.ApproverNotifications;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.steps.announce.MessageContext;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Calls people to a gate through the channels of their roles, or those of the audiences of that name, and tells of overrides.
 * What is planned is in the record first, so that everything is sent once, also across a restart. Nothing here holds up or fails
 * the gate.
 */
final class ApproverCalls {
    private final StepRun run;
    private final Clock clock = Clock.systemUTC();
    /** What this object has planned or found planned, so that looking at a gate again costs nothing. */
    private final Set<String> made = new HashSet<>();

    ApproverCalls(StepRun run) {
        this.run = run;
    }

    /** Goes on with what was planned before a restart and is not settled. */
    void resume() throws IOException {
        try {
            MessageContext.deliveries(run).resume(run.id());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Makes the calls that are due and were not made yet. */
    void make(GateState gate, GateStanding standing) throws IOException {
        GateMessage message = new GateMessage(run, gate, standing);
        for (ApproverNotification call : new ApproverNotifications(gate.round(), standing).due(clock.instant())) {
            for (Addressee addressee : ofRole(call.role())) {
                if (made.add(call.key() + " " + addressee.channel().getName())) {
                    tell(message, event(call.kind()), call.key(), call.due(), addressee);
                }
            }
        }
    }

    /** Tells those who want to hear of it that the gate was forced. */
    void tellOverride(GateState gate) throws IOException {
        Optional<GateState.Settlement> forced = gate.settlement().filter(GateState.Settlement::overridden);
        Optional<String> environment = gate.opening().environment();
        if (forced.isPresent() && environment.isPresent()) {
            GateMessage message = new GateMessage(run, gate, new GateStanding(List.of(), List.of(), Optional.empty()));
            Protection protection = Protection.of(run.build().getParent(), environment.get());
            for (String name : protection.overrideChannels()) {
                Optional<Channel> channel = channel(name);
                if (channel.isPresent()) {
                    tell(
                            message,
                            MessageEvent.GATE_OVERRIDDEN,
                            "override",
                            forced.get().at(),
                            Addressee.of(channel.get()));
                }
            }
        }
    }

    private void tell(GateMessage message, MessageEvent event, String key, Instant at, Addressee to)
            throws IOException {
        try {
            Message told = message.to(to.channel().getName(), event, at).introducedBy(to.introduction());
            MessageContext.deliveries(run).post(event, run.id(), run.id() + "-" + key, List.of(to), addressee -> told);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static MessageEvent event(ApproverNotification.Kind kind) {
        return switch (kind) {
            case OPENED -> MessageEvent.GATE_WAITING;
            case REMINDER -> MessageEvent.GATE_REMINDER;
            case EXPIRED -> MessageEvent.GATE_APPROVAL_EXPIRED;
            case ESCALATION -> MessageEvent.GATE_ESCALATED;
        };
    }

    /** The channel of the role itself; without one, those of the audience that has the name of the role. */
    private List<Addressee> ofRole(String name) throws IOException {
        Optional<String> own = ReleaseChecklistConfiguration.get().getRoles().stream()
                .filter(role -> role.getName().equals(name))
                .map(Role::getChannel)
                .filter(channel -> !channel.isEmpty())
                .findFirst();
        return own.isPresent()
                ? channel(own.get())
                        .map(channel -> new Addressee(channel, List.of(name), Optional.empty()))
                        .map(List::of)
                        .orElse(List.of())
                : Audiences.ifSetUp(run.build().getParent(), run.state().plan(), List.of(name));
    }

    private static Optional<Channel> channel(String name) {
        return ReleaseChecklistConfiguration.get().channel(name);
    }
}
