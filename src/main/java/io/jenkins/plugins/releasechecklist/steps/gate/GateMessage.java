package io.jenkins.plugins.releasechecklist.steps.gate;

import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.notes.Notice;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.steps.announce.MessageContext;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What people are told about a gate.
 *
 * @param run the run that waits at it
 * @param gate the gate
 * @param standing what it lacks
 */
record GateMessage(StepRun run, GateState gate, GateStanding standing) {
    /**
     * The message for a channel.
     *
     * @param at since when it is so
     */
    Message to(String channel, MessageEvent event, Instant at) throws IOException {
        Release release = run.state();
        String application = MessageContext.application(run, release);
        String version = release.version().orElse("?");
        String where = gate.opening().environment().orElse(gate.id());
        String title = title(event, application + " " + version, where);
        Notice notice = new Notice(title, text());
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
            case GATE_ESCALATED -> Messages.GateMessage_escalated(what, where);
            case GATE_OVERRIDDEN -> Messages.GateMessage_overridden(what, where);
            default -> Messages.GateMessage_waiting(what, where);
        };
    }

    private String text() {
        if (gate.settlement().isPresent()) {
            GateState.Settlement end = gate.settlement().get();
            return Messages.GateMessage_forced(end.actor().name(), end.reason());
        }
        String missing =
                standing.waitingFor().stream().map(UnmetCondition::text).collect(Collectors.joining("; "));
        String lacks = Messages.GateMessage_missing(missing);
        return gate.opening()
                .message()
                .map(question -> question + "\n\n" + lacks)
                .orElse(lacks);
    }

    private List<Link> links() {
        return MessageContext.onPage(run, "gate-" + gate.id())
                .map(gatePage -> List.of(new Link(Messages.ReleaseGateExecution_decide(), gatePage)))
                .orElse(List.of());
    }
}
