package io.jenkins.plugins.releasechecklist.steps;

import io.jenkins.plugins.releasechecklist.builds.BackgroundWork;
import io.jenkins.plugins.releasechecklist.config.Channel;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.Role;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.gate.Call;
import io.jenkins.plugins.releasechecklist.engine.gate.Calls;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.record.DeliveryState;
import io.jenkins.plugins.releasechecklist.engine.record.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.GateState;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Calls people to a gate through the channels of their roles, and tells of overrides. What is planned is in the record first, so
 * that everything is sent once, also across a restart. Nothing here holds up or fails the gate.
 */
final class GateCalls {
    private static final Logger LOGGER = Logger.getLogger(GateCalls.class.getName());

    private final StepRun run;
    private final Clock clock = Clock.systemUTC();
    /** What this object has planned or found planned, so that looking at a gate again costs nothing. */
    private final Set<String> made = new HashSet<>();

    GateCalls(StepRun run) {
        this.run = run;
    }

    /** Goes on with what was planned before a restart and is not settled. */
    void resume() throws IOException {
        for (DeliveryState delivery : run.state().deliveries()) {
            boolean open = delivery.status() == DeliveryStatus.PLANNED || delivery.status() == DeliveryStatus.ATTEMPTED;
            if (open && delivery.run().equals(run.id())) {
                channel(delivery.channel()).ifPresent(channel -> send(delivery.delivery(), channel));
            }
        }
    }

    /** Makes the calls that are due and were not made yet. */
    void make(GateState gate, GateStanding standing) throws IOException {
        GateMessage message = new GateMessage(run, gate, standing);
        for (Call call : new Calls(gate.round(), standing).due(clock.instant())) {
            Optional<Channel> channel = ofRole(call.role());
            if (channel.isPresent() && made.add(call.key() + " " + channel.get().getName())) {
                tell(message, event(call.kind()), call.key(), call.due(), channel.get());
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
                            channel.get());
                }
            }
        }
    }

    private void tell(GateMessage message, MessageEvent event, String key, Instant at, Channel channel)
            throws IOException {
        try {
            Announcer announcer = new Announcer(run);
            String id = announcer.id(event, channel.getName(), run.id() + "-" + key);
            if (announcer.plan(id, channel.getName(), message.to(channel.getName(), event, at))) {
                send(id, channel);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(String id, Channel channel) {
        BackgroundWork.submit(() -> {
            try {
                new Announcer(run).send(id, channel);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot record that " + channel.getName() + " was called to a gate");
            }
        });
    }

    private static MessageEvent event(Call.Kind kind) {
        return switch (kind) {
            case OPENED -> MessageEvent.GATE_WAITING;
            case REMINDER -> MessageEvent.GATE_REMINDER;
            case EXPIRED -> MessageEvent.GATE_APPROVAL_EXPIRED;
            case ESCALATION -> MessageEvent.GATE_ESCALATED;
        };
    }

    private static Optional<Channel> ofRole(String name) {
        return ReleaseChecklistConfiguration.get().getRoles().stream()
                .filter(role -> role.getName().equals(name))
                .map(Role::getChannel)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .flatMap(GateCalls::channel);
    }

    private static Optional<Channel> channel(String name) {
        return ReleaseChecklistConfiguration.get().channel(name);
    }
}
