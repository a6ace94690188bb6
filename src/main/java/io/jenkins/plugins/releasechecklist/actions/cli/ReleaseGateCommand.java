package io.jenkins.plugins.releasechecklist.actions.cli;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.actions.rest.DecisionAnswer;
import io.jenkins.plugins.releasechecklist.actions.rest.ReleaseReading;
import io.jenkins.plugins.releasechecklist.actions.rest.RequestText;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.decision.Ballot;
import io.jenkins.plugins.releasechecklist.builds.decision.Refusal;
import io.jenkins.plugins.releasechecklist.config.ReleasePermissions;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordDamagedException;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.report.json.GateJson;
import java.io.IOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code release-gate JOB BUILD GATE go|no-go|request-changes|withdraw}: a vote of the calling user, under the same rules as on the page. */
@Extension
@Restricted(NoExternalUse.class)
public class ReleaseGateCommand extends ReleaseCommand {
    /** The gate is settled already, the same was said before, or the record is damaged. */
    static final int CONFLICT = 16;

    /** The caller lacks the permission or the role, or may not vote on this build. As of every command without permission. */
    static final int FORBIDDEN = 6;

    /** There is no such gate, or something is missing. As of every command with wrong arguments. */
    static final int WRONG = 3;

    /** The id of the gate. Set by args4j. */
    @Argument(index = 2, metaVar = "GATE", required = true, usage = "Id of the gate, such as production")
    public String gate;

    /** What is said. Set by args4j. */
    @Argument(index = 3, metaVar = "go|no-go|request-changes|withdraw", required = true, usage = "What you say")
    public String choice;

    /** Why. Set by args4j. */
    @Option(
            name = "-m",
            aliases = "--comment",
            metaVar = "COMMENT",
            usage = "Why; has to be there for no-go and request-changes, and everybody reads it")
    public String comment;

    /** For which role. Set by args4j. */
    @Option(name = "--role", metaVar = "ROLE", usage = "The role for which you vote, when you hold several")
    public String role;

    /** From when on. Set by args4j. */
    @Option(
            name = "--from",
            metaVar = "TIME",
            usage = "When your go begins to count, with an offset, such as 2026-11-29T22:00:00+01:00")
    public String from;

    /** What has to be done again. Set by args4j. */
    @Option(name = "--item", metaVar = "ITEM", usage = "Id of the item that has to be done again, for request-changes")
    public String item;

    @Override
    public String getShortDescription() {
        return Messages.ReleaseGateCommand_shortDescription();
    }

    @Override
    int run(Run<?, ?> run) throws IOException {
        try {
            Ballot ballot = new Ballot(
                    choice(),
                    RequestText.said(comment),
                    RequestText.said(role),
                    RequestText.moment(from, ""),
                    RequestText.said(item));
            DecisionAnswer.check(run.getParent(), ReleasePermissions.APPROVE);
            ReleaseReading reading = ReleaseReading.of(run);
            GateState after = reading.decisions().vote(Approver.current(), gate, ballot);
            GateJson now = reading.gate(after);
            stdout.println(Messages.ReleaseGateCommand_gate(
                    gate, StatusView.of(after.status()).text()));
            now.waitingFor().forEach(what -> stdout.println(Messages.ReleaseStatusCommand_waitsFor(what)));
            reading.standing(after)
                    .opening()
                    .ifPresent(opening -> stdout.println(Messages.ReleaseGateCommand_nextPossible(opening.text())));
            return 0;
        } catch (Refusal e) {
            return refuse(e.getMessage(), exitCode(e.kind()));
        } catch (RecordDamagedException e) {
            return refuse(e.getMessage(), CONFLICT);
        }
    }

    private Choice choice() throws Refusal {
        return switch (choice) {
            case "go" -> Choice.GO;
            case "no-go" -> Choice.NO_GO;
            case "request-changes" -> Choice.REQUEST_CHANGES;
            case "withdraw" -> Choice.WITHDRAW;
            default -> throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.ReleaseGateCommand_badChoice(choice));
        };
    }

    private static int exitCode(Refusal.Kind kind) {
        return switch (kind) {
            case BAD_REQUEST, NOT_FOUND -> WRONG;
            case FORBIDDEN -> FORBIDDEN;
            case CONFLICT -> CONFLICT;
        };
    }
}
