package io.jenkins.plugins.releasechecklist.steps.gate;

import io.jenkins.plugins.releasechecklist.config.Audiences;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.audience.Addressee;
import io.jenkins.plugins.releasechecklist.config.channel.Channel;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.gate.ApproverNotification;
import io.jenkins.plugins.releasechecklist.engine.gate.ApproverNotifications;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.notes.Notice;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.steps.announce.MessageContext;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    private boolean resumed;

    ApproverCalls(StepRun run) {
        this.run = run;
    }

    /** Makes the calls that are due and were not made yet. The first time, it goes on with what was planned before a restart. */
    void make(GateState gate, GateStanding standing) throws IOException, InterruptedException {
        if (!resumed) {
            MessageContext.deliveries(run).resume(gate.opening().run());
            resumed = true;
        }
        GateMessage message = new GateMessage(run, gate, standing);
        for (ApproverNotification call : new ApproverNotifications(gate.round(), standing).due(clock.instant())) {
            for (Addressee addressee : ofRole(call.role())) {
                String key = call.key() + " " + addressee.channel().getName();
                if (!made.contains(key)) {
                    tell(message, event(call.kind()), call.key(), call.due(), addressee);
                    made.add(key);
                }
            }
        }
    }

    /** Tells those who want to hear of it that the gate was forced. */
    void tellOverride(GateState gate) throws IOException, InterruptedException {
        Optional<GateState.Settlement> forced = gate.settlement().filter(GateState.Settlement::overridden);
        if (forced.isPresent()) {
            GateMessage message = new GateMessage(run, gate, GateStanding.NOTHING);
            Protection protection =
                    Protection.of(run.build().getParent(), gate.opening().environment(), gate.id());
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
            throws IOException, InterruptedException {
        Message told = message.to(to.channel().getName(), event, at).introducedBy(to.introduction());
        // The round is called once, whichever of its runs does it.
        String caller = message.gate().opening().run();
        MessageContext.deliveries(run).post(event, caller, caller + "-" + key, List.of(to), addressee -> told);
    }

    private static MessageEvent event(ApproverNotification.Kind kind) {
        return switch (kind) {
            case OPENED -> MessageEvent.GATE_WAITING;
            case REMINDER -> MessageEvent.GATE_REMINDER;
            case EXPIRED -> MessageEvent.GATE_APPROVAL_EXPIRED;
            case CHANGES -> MessageEvent.GATE_CHANGES_REQUESTED;
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
                        .map(channel -> Addressee.of(channel, name, Optional.empty()))
                        .map(List::of)
                        .orElse(List.of())
                : Audiences.ifSetUp(run.build().getParent(), run.state().plan(), List.of(name));
    }

    private static Optional<Channel> channel(String name) {
        return ReleaseChecklistConfiguration.get().channel(name);
    }

    /** What people are told about a gate. */
    private record GateMessage(StepRun run, GateState gate, GateStanding standing) {
        /**
         * The message for a channel.
         *
         * @param at since when it is so
         */
        Message to(String channel, MessageEvent event, Instant at) throws IOException {
            Release release = run.state();
            String application = MessageContext.application(run, release);
            String version = release.incoming().orElse("?");
            String where = gate.opening().environment().orElse(gate.id());
            String title = title(event, application + " " + version, where);
            Notice notice = new Notice(title, text(release));
            return new Message(
                    event,
                    at,
                    application,
                    version,
                    release.type().id(),
                    release.status().name(),
                    gate.opening().environment(),
                    channel,
                    title,
                    notice.markdown(),
                    notice.html(),
                    links());
        }

        private static String title(MessageEvent event, String what, String where) {
            return switch (event) {
                case GATE_REMINDER -> Messages.GateMessage_reminder(what, where);
                case GATE_APPROVAL_EXPIRED -> Messages.GateMessage_expired(what, where);
                case GATE_CHANGES_REQUESTED -> Messages.GateMessage_changes(what, where);
                case GATE_ESCALATED -> Messages.GateMessage_escalated(what, where);
                case GATE_OVERRIDDEN -> Messages.GateMessage_overridden(what, where);
                default -> Messages.GateMessage_waiting(what, where);
            };
        }

        private String text(Release release) {
            if (gate.settlement().isPresent()) {
                GateState.Settlement end = gate.settlement().get();
                String name = end.actor().name();
                return end.involvement()
                        .map(what -> Messages.GateMessage_forcedByInvolved(name, what, end.reason()))
                        .orElseGet(() -> Messages.GateMessage_forced(name, end.reason()));
            }
            String missing =
                    standing.waitingFor().stream().map(UnmetCondition::text).collect(Collectors.joining("; "));
            return Stream.of(
                            gate.opening().message(),
                            gate.changes().map(found -> GateChanges.sentence(release, found)),
                            Optional.of(Messages.GateMessage_missing(missing)))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining("\n\n"));
        }

        /** The gate, and, while it asks, the dialogs for the answers: who they are is asked by Jenkins. */
        private List<Link> links() {
            Stream<Optional<Link>> dialogs = gate.settlement().isPresent()
                    ? Stream.empty()
                    : Stream.of(
                            MessageContext.onDialog(run, "go-" + gate.id())
                                    .map(page -> new Link(Messages.GateMessage_go(), page)),
                            MessageContext.onDialog(run, "no-go-" + gate.id())
                                    .map(page -> new Link(Messages.GateMessage_noGo(), page)));
            Optional<Link> page = MessageContext.onPage(run, "gate-" + gate.id())
                    .map(gatePage -> new Link(Messages.ReleaseGateExecution_decide(), gatePage));
            return Stream.concat(Stream.of(page), dialogs)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }
}
