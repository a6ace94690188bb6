package io.jenkins.plugins.releasechecklist.cli.rehearsal;

import io.jenkins.plugins.releasechecklist.cli.terminal.Respondent;
import io.jenkins.plugins.releasechecklist.cli.terminal.Style;
import io.jenkins.plugins.releasechecklist.cli.terminal.Terminal;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A gate whose approvers are all played by the person at the terminal. Nobody else could see the rehearsal, so
 * self-approval is no question here, and a closed deployment window is told instead of waited for.
 */
record RehearsedGate(ReleaseRecord record, Terminal terminal, Respondent people, InstantSource clock) {
    /** Whether the gate said Go. */
    boolean decide(String environment, GatePolicy policy) throws IOException {
        terminal.say("Gate before " + environment);
        RehearsedStep step = RehearsedStep.begin(record, "releaseGate", "release-gate", Optional.of(environment));
        step.append(new ReleaseEvent.GateOpened(
                environment, 1, step.run(), Optional.of(environment), Optional.empty(), policy));
        signOff(environment);
        vote(environment);
        GateStanding.Outcome outcome = outcome(environment);
        boolean go = outcome.status() == GateStatus.GO;
        boolean early = go && !isComplete(environment);
        step.append(new ReleaseEvent.GateSettled(environment, 1, outcome.status(), outcome.reason(), early));
        step.end(go, go ? Optional.empty() : Optional.of(outcome.why()), List.of());
        Style style = terminal.style();
        terminal.say("  " + (go ? style.good("Go") + ": " + outcome.reason() : style.bad(outcome.reason())));
        return go;
    }

    /** Asks for the items that the gate waits for. */
    private void signOff(String environment) throws IOException {
        Release release = record.state();
        for (UnmetCondition.ForItem missing : release.openItems(gate(environment))) {
            new RehearsedItems(record, people)
                    .ask(release.item(missing.item()).orElseThrow().item());
        }
    }

    private void vote(String environment) throws IOException {
        int voters = 0;
        for (Approval approval : gate(environment).policy().approvals()) {
            for (int person = 1; person <= approval.count(); person++) {
                // Every question is a person of its own, also where two approvals ask for the same role.
                voters++;
                if (!vote(environment, approval, person, voters)) {
                    return;
                }
            }
        }
    }

    private boolean vote(String environment, Approval approval, int person, int voter) throws IOException {
        String role = approval.anyOf().get(0);
        String number = approval.count() == 1 ? "" : " (" + person + " of " + approval.count() + ")";
        Respondent.Answer answer =
                people.answer(new Respondent.Question("  As " + approval.roleText() + number + ": go?", true));
        Actor actor = RehearsedItems.person(role, "-" + voter);
        record.append(
                actor,
                new ReleaseEvent.VoteCast(
                        environment,
                        1,
                        new Vote(
                                actor.id(),
                                actor.name(),
                                List.of(role),
                                Optional.of(role),
                                answer.yes() ? Choice.GO : Choice.NO_GO,
                                answer.comment(),
                                clock.instant(),
                                false)));
        return answer.yes();
    }

    private GateStanding.Outcome outcome(String environment) throws IOException {
        GateStanding standing = standing(environment);
        if (standing.outcome().isPresent()) {
            return standing.outcome().get();
        }
        List<String> missing =
                standing.waitingFor().stream().map(UnmetCondition::text).toList();
        boolean onlyTheWindow = standing.waitingFor().stream().allMatch(UnmetCondition.ForWindow.class::isInstance);
        return onlyTheWindow
                ? new GateStanding.Outcome(
                        GateStatus.GO, Phrase.plain("Rehearsed now; the real gate would wait for " + missing.get(0)))
                : new GateStanding.Outcome(
                        GateStatus.NO_GO,
                        Phrase.plain("The gate would still wait for " + String.join(" and ", missing)));
    }

    private boolean isComplete(String environment) throws IOException {
        return standing(environment).waitingFor().isEmpty();
    }

    private GateStanding standing(String environment) throws IOException {
        return record.state()
                .standing(gate(environment), approval -> OptionalInt.of(approval.count()), false, clock.instant());
    }

    private GateState gate(String environment) throws IOException {
        return record.state().gate(environment).orElseThrow();
    }
}
