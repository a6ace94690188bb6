package io.jenkins.plugins.releasechecklist.actions.approvals;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.jenkins.plugins.releasechecklist.actions.wording.PagePath;
import io.jenkins.plugins.releasechecklist.builds.waiting.PersonalWork;
import io.jenkins.plugins.releasechecklist.builds.waiting.RunningRelease;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingBuild;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.OpenSignOff;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import java.util.List;
import java.util.Optional;

/**
 * The answer to {@code GET release-approvals/api/json}: what waits for the calling user, the longest waiting first.
 *
 * @param complete false while records are still being read that may add something
 * @param decisions the gates that lack a vote of the user
 * @param questions the verifications that ask the user for a verdict
 * @param signOffs the items that lack a signature of the user, in builds that run
 * @param handoffs the same in builds that have ended
 * @param running the releases in progress that the user may see, whoever they wait for, the longest running first
 */
public record ApprovalsJson(
        boolean complete,
        List<DecisionJson> decisions,
        List<QuestionJson> questions,
        List<SignOffJson> signOffs,
        List<SignOffJson> handoffs,
        List<RunningJson> running) {

    /** The answer for what waits and what runs. */
    public static ApprovalsJson of(PersonalWork work, List<RunningRelease> running, boolean rebuilding) {
        return new ApprovalsJson(
                !rebuilding,
                work.decisions().stream().map(DecisionJson::of).toList(),
                work.questions().stream().map(QuestionJson::of).toList(),
                work.signOffs().stream().map(SignOffJson::of).toList(),
                work.handoffs().stream().map(SignOffJson::of).toList(),
                running.stream().map(RunningJson::of).toList());
    }

    private static List<String> words(GateStanding standing) {
        return standing.waitingFor().stream().map(UnmetCondition::text).toList();
    }

    /**
     * The build that something is about.
     *
     * @param job the full name of the job
     * @param build the build number
     * @param url the address of what it is about on the page of the release
     * @param name what is released; null while nobody said it
     * @param version its version; null while nobody said it
     */
    public record BuildJson(String job, int build, String url, Optional<String> name, Optional<String> version) {
        static BuildJson of(PersonalWork.Place place) {
            WaitingBuild build = place.build();
            return new BuildJson(
                    build.job(), build.number(), PagePath.address(place.path()), build.application(), build.version());
        }

        static BuildJson of(RunningRelease running) {
            Release release = running.release();
            return new BuildJson(
                    running.job().getFullName(),
                    running.number(),
                    PagePath.address(running.path()),
                    release.application(),
                    release.version());
        }
    }

    /**
     * A release in progress.
     *
     * @param build its build
     * @param type {@code patch}, {@code minor} or {@code major}
     * @param status where it stands, one of the names of {@code ReleaseStatus}
     * @param since when the build started, in UTC (ISO-8601)
     * @param waitingFor what its gates wait for, in words
     */
    public record RunningJson(
            @JsonUnwrapped BuildJson build, String type, String status, String since, List<String> waitingFor) {
        static RunningJson of(RunningRelease running) {
            Release release = running.release();
            return new RunningJson(
                    BuildJson.of(running),
                    release.type().id(),
                    release.status().name(),
                    running.since().toString(),
                    release.waitingGates().stream()
                            .flatMap(gate -> words(running.gates().apply(gate).standing()).stream())
                            .toList());
        }
    }

    /**
     * A gate that waits.
     *
     * @param build the build in which it does
     * @param gate the id of the gate
     * @param environment where it leads; null when it belongs to none
     * @param round 1 for the first time that the gate was entered
     * @param since when the round began, in UTC (ISO-8601)
     * @param waitingFor what is missing for a Go, in words
     * @param nextPossible when windows and freezes let it say Go next, in UTC (ISO-8601); null while they do, or when they never will
     */
    public record DecisionJson(
            @JsonUnwrapped BuildJson build,
            String gate,
            Optional<String> environment,
            int round,
            String since,
            List<String> waitingFor,
            Optional<String> nextPossible) {
        static DecisionJson of(PersonalWork.Decision decision) {
            GateState gate = decision.gate();
            return new DecisionJson(
                    BuildJson.of(decision.place()),
                    gate.id(),
                    gate.opening().environment(),
                    gate.opening().round(),
                    gate.opened().toString(),
                    words(decision.standing()),
                    decision.standing()
                            .opening()
                            .map(opening -> opening.at().toInstant().toString()));
        }
    }

    /**
     * A verification that asks for a verdict.
     *
     * @param build the build in which it does
     * @param run its id, as in {@code verifications/RUN/pass}
     * @param environment where it looked; null when none was named
     * @param since since when it asks, in UTC (ISO-8601)
     * @param until when it fails without an answer, in UTC (ISO-8601)
     * @param reasons why it came to no verdict, in words
     */
    public record QuestionJson(
            @JsonUnwrapped BuildJson build,
            String run,
            Optional<String> environment,
            String since,
            String until,
            List<String> reasons) {
        static QuestionJson of(PersonalWork.Question question) {
            RunState run = question.run();
            ReleaseEvent.VerdictAsked asked = run.openQuestion().orElseThrow().asked();
            return new QuestionJson(
                    BuildJson.of(question.place()),
                    run.run(),
                    run.environment(),
                    question.since().toString(),
                    asked.until().toString(),
                    asked.judgement().reasons());
        }
    }

    /**
     * An item that waits.
     *
     * @param build the build in which it does
     * @param item the id of the item
     * @param title the line as people read it
     * @param since when it began to wait, in UTC (ISO-8601)
     * @param roles the roles of which one, or each, still has to sign
     * @param parts how many parts it has
     * @param doneParts how many of them are done
     */
    public record SignOffJson(
            @JsonUnwrapped BuildJson build,
            String item,
            String title,
            String since,
            List<String> roles,
            int parts,
            int doneParts) {
        static SignOffJson of(PersonalWork.Signature signature) {
            OpenSignOff open = signature.signOff();
            return new SignOffJson(
                    BuildJson.of(signature.place()),
                    open.item(),
                    open.title(),
                    signature.since().toString(),
                    open.roles(),
                    open.parts(),
                    open.doneParts());
        }
    }
}
