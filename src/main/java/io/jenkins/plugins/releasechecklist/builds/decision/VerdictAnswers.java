package io.jenkins.plugins.releasechecklist.builds.decision;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.ParticipantFinder;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.config.Roles;
import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.ExcludedVoters;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.VerdictAnswer;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.record.state.VerdictQuestion;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jvnet.localizer.LocaleProvider;

/**
 * What people may answer an inconclusive verification. Everything is checked here except the permissions of Jenkins. Who passes it
 * lets a release go on that nothing measured says is good, so that takes somebody who may approve in the environment by the rules
 * of this moment. To fail it or to look again takes less: nothing goes out by it.
 */
public final class VerdictAnswers {
    /** How long a verification can look again, in minutes. */
    public static final int MOST_MINUTES = 60;

    /** How long it looks again unless somebody says otherwise, in minutes. */
    public static final int DEFAULT_MINUTES = 5;

    private static final String STEP = "postDeployVerify";

    private final Run<?, ?> run;
    private final ReleaseRecord record;
    private final Clock clock = Clock.systemUTC();

    public VerdictAnswers(Run<?, ?> run, ReleaseRecord record) {
        this.run = run;
        this.record = record;
    }

    /**
     * The question of a run, with all that is known when it is asked. Reads the changes since the last release: takes time.
     *
     * @param patience how long it asks, from when that is known
     */
    public ReleaseEvent.VerdictAsked question(String id, Judgement judgement, Duration patience) throws IOException {
        Release release = record.state();
        Optional<String> environment = release.run(id).flatMap(RunState::environment);
        Participants participants = environment
                .flatMap(release::latestGate)
                .flatMap(gate -> gate.opening().participants())
                .orElseGet(() -> new ParticipantFinder(run, Roles.configured()).find());
        return new ReleaseEvent.VerdictAsked(
                id,
                judgement,
                speakers(release, environment),
                participants,
                clock.instant().plus(patience).truncatedTo(ChronoUnit.MILLIS));
    }

    /** The roles that may speak for the item that the verification completes; none where there is no such item. */
    private static List<String> speakers(Release release, Optional<String> environment) {
        // What a plan adds to a template must not choose other people.
        Checklist first = release.followsTemplate() ? release.template() : release.checklist();
        return Stream.of(first, release.checklist())
                .flatMap(checklist -> checklist.completedBy(step -> step.covers(STEP, environment)).stream())
                .findFirst()
                .map(Item::speakers)
                .orElse(List.of());
    }

    /**
     * Answers for the person.
     *
     * @param runId the id of the run that asks
     * @param comment why; must be there for a verdict
     * @param minutes how long to look again, 1 to {@value #MOST_MINUTES}; does not matter for a verdict
     */
    public RunState answer(Approver approver, String runId, VerdictAnswer answer, Optional<String> comment, int minutes)
            throws Refusal, IOException {
        boolean again = answer == VerdictAnswer.LOOK_AGAIN;
        Optional<String> words = comment.map(String::strip).filter(text -> !text.isEmpty());
        if (!again && words.isEmpty()) {
            throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.VerdictAnswers_commentMissing());
        }
        if (again && (minutes < 1 || minutes > MOST_MINUTES)) {
            throw new Refusal(Refusal.Kind.BAD_REQUEST, Messages.VerdictAnswers_minutes(MOST_MINUTES, minutes));
        }
        Release after = record.decide(state -> {
                    RunState asking = asking(state, runId);
                    Optional<String> refusal = refusal(approver, state, asking, answer);
                    if (refusal.isPresent()) {
                        throw new Refusal(Refusal.Kind.FORBIDDEN, refusal.get());
                    }
                    ReleaseEvent.VerdictAnswered said = new ReleaseEvent.VerdictAnswered(
                            runId,
                            answer,
                            approver.roles(),
                            words,
                            again ? Optional.of(Duration.ofMinutes(minutes)) : Optional.empty());
                    return Change.by(approver.actor(), state, said);
                })
                .state();
        return after.run(runId).orElseThrow();
    }

    private RunState asking(Release state, String id) throws Refusal {
        RunState asking = state.run(id)
                .orElseThrow(() -> new Refusal(Refusal.Kind.NOT_FOUND, Messages.VerdictAnswers_noSuchRun(id)));
        boolean open = asking.openQuestion()
                .filter(question -> clock.instant().isBefore(question.asked().until()))
                .isPresent();
        if (!open || state.ended().isPresent() || new WaitingSteps(run).isGone(id)) {
            throw new Refusal(Refusal.Kind.CONFLICT, Messages.VerdictAnswers_notAsked(id));
        }
        return asking;
    }

    /** Why the person may not answer so, in words for that person; empty for a welcome answer. */
    public Optional<String> refusal(Approver person, Release release, RunState asking, VerdictAnswer answer) {
        Optional<VerdictQuestion> question = asking.openQuestion();
        if (person.unattributed() || question.isEmpty()) {
            return Optional.empty();
        }
        try {
            return refusal(person, question.get().asked(), policy(release, asking), answer);
        } catch (AbortException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<String> refusal(
            Approver person, ReleaseEvent.VerdictAsked asked, GatePolicy policy, VerdictAnswer answer) {
        List<String> approving = policy.approvals().stream()
                .flatMap(approval -> approval.anyOf().stream())
                .distinct()
                .toList();
        boolean passes = answer == VerdictAnswer.PASS;
        List<String> wanted = passes && !approving.isEmpty()
                ? approving
                : Stream.concat(asked.roles().stream(), approving.stream())
                        .distinct()
                        .toList();
        if (wanted.isEmpty() ? person.roles().isEmpty() : wanted.stream().noneMatch(person.roles()::contains)) {
            return Optional.of(Messages.VerdictAnswers_wrongRole(
                    wanted.isEmpty() ? Messages.VerdictAnswers_anyRole() : String.join(" or ", wanted),
                    person.id(),
                    person.roles().isEmpty() ? Messages.SignOffs_noRole() : String.join(", ", person.roles())));
        }
        if (!passes) {
            return Optional.empty();
        }
        Optional<String> unknown =
                asked.participants().problem().filter(problem -> policy.voters().forbidAuthors());
        return new ExcludedVoters(policy.voters(), asked.participants())
                .involvement(person.key())
                .map(what -> Messages.VerdictAnswers_involved(person.id(), what.in(LocaleProvider.getLocale())))
                .or(() -> unknown.map(Messages::VerdictAnswers_authorsUnknown));
    }

    /** What administrators demand of approvals in the environment now, and what the gate before it asked for. */
    private GatePolicy policy(Release release, RunState asking) throws AbortException {
        Optional<GateState> gate = asking.environment().flatMap(release::latestGate);
        String id = gate.map(GateState::id)
                .or(() -> asking.environment().map(Ids::slug))
                .orElse("release");
        Protection protection = Protection.of(run.getParent(), asking.environment(), id);
        List<AttributedPolicy> rules = protection.rules(release.types());
        return gate.map(it -> it.opening().under(rules)).orElseGet(() -> AttributedPolicy.strictest(rules, List.of()));
    }

    /** Whether the question asks this person. */
    public boolean asks(Approver person, Release release, RunState asking) {
        return refusal(person, release, asking, VerdictAnswer.FAIL).isEmpty()
                || refusal(person, release, asking, VerdictAnswer.PASS).isEmpty();
    }
}
