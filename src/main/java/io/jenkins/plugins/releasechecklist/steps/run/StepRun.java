package io.jenkins.plugins.releasechecklist.steps.run;

import hudson.AbortException;
import hudson.console.HyperlinkNote;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.AttemptException;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * One run of a step: the build it belongs to, the record, and the id under which the record knows the run. The id follows from
 * the node of the flow graph, so it is the same after a restart and another one in the next attempt.
 *
 * @param name what later attempts have in common
 * @param id unique in the record
 */
public record StepRun(
        StepContext context,
        Run<?, ?> build,
        TaskListener listener,
        ReleaseRecord record,
        String step,
        String name,
        Optional<String> environment,
        String id) {

    /**
     * Finds build and record; opens the record when this is the first step of the release in the build. Secrets in the name are hidden.
     *
     * @param environment as the step gives it
     * @throws AbortException if there is one in the environment, whose rules would be those of another name, or if the name of the
     *     environment could be taken for that of another one
     */
    public static StepRun of(StepContext context, String step, Optional<String> name, Optional<String> environment)
            throws IOException, InterruptedException {
        SecretMasker.of(context).refuseSecret("environment", environment.orElse(null));
        Optional<String> where = Parameters.environment(environment.orElse(null));
        Run<?, ?> build = context.get(Run.class);
        ReleaseRecord record = BuildRecords.open(build, Actor.step(step), ReleaseDetails.UNKNOWN);
        return of(context, record, step, name, where);
    }

    /** The same where the record is open already, and for the canonical name of an environment. */
    public static StepRun of(
            StepContext context, ReleaseRecord record, String step, Optional<String> name, Optional<String> environment)
            throws IOException, InterruptedException {
        String runName = SecretMasker.of(context).mask(name).orElseGet(() -> RunState.defaultName(step, environment));
        Release release = record.state();
        String id = id(release, step, runName, "-" + context.get(FlowNode.class).getId());
        if (environment.isPresent() && !isKnown(release, id)) {
            requireOwnAddress(release, environment.get());
        }
        return new StepRun(
                context,
                context.get(Run.class),
                context.get(TaskListener.class),
                record,
                step,
                runName,
                environment,
                id);
    }

    private static boolean isKnown(Release release, String id) {
        return release.run(id).isPresent() || release.gateOfRun(id).isPresent();
    }

    /** Two environments must not have the same ids: pages, gates and messages would show one for the other. */
    private static void requireOwnAddress(Release release, String environment) throws AbortException {
        Optional<String> other = release.environments().stream()
                .filter(known -> !known.equals(environment) && Ids.slug(known).equals(Ids.slug(environment)))
                .findFirst();
        if (other.isPresent()) {
            throw new AbortException(Messages.StepRun_sameAddress(environment, other.get(), Ids.slug(environment)));
        }
    }

    /** A step that has been running since ids were made in another way keeps the one that it began with. */
    private static String id(Release release, String step, String name, String node) {
        return Stream.concat(
                        release.runs().stream()
                                .filter(run -> run.step().equals(step))
                                .map(RunState::run),
                        release.gates().stream().map(gate -> gate.opening().run()))
                .filter(known -> known.endsWith(node))
                .findFirst()
                .orElseGet(() -> Ids.slug(name) + node);
    }

    public Actor actor() {
        return Actor.step(step);
    }

    public Release state() throws IOException {
        return record.state();
    }

    /** What the record knows of this run. */
    public Optional<RunState> recorded() throws IOException {
        return state().run(id);
    }

    /** Whether the run ended already, which after a restart the program may not know yet. */
    public boolean isSettled() throws IOException {
        return recorded().filter(run -> !run.isRunning()).isPresent();
    }

    /** Records the beginning, once. */
    public void begin(Optional<String> item) throws IOException {
        record.decide(
                state -> state.run(id).isPresent() ? Change.none(state) : Change.by(actor(), state, beginning(item)));
    }

    /** The event of the beginning, for those who record it together with what they begin with. */
    public ReleaseEvent.RunStarted beginning(Optional<String> item) {
        return new ReleaseEvent.RunStarted(id, step, name, environment, item);
    }

    /** Records the end, once: the first end counts. */
    public void finish(Outcome outcome, Optional<Phrase> why) throws IOException {
        finish(outcome, why, List.of());
    }

    /** Records the end with what follows from it, once: the first end counts. */
    public void finish(Outcome outcome, Optional<Phrase> why, List<ReleaseEvent> more) throws IOException {
        List<ReleaseEvent> events = new ArrayList<>();
        events.add(new ReleaseEvent.RunFinished(id, outcome, shown(why)));
        events.addAll(more);
        record.update(state -> state.run(id).filter(RunState::isRunning).isEmpty()
                ? Change.none(state)
                : Change.by(actor(), state, events.toArray(ReleaseEvent[]::new)));
    }

    /** The reason without secrets, which may stand in what the step was given. */
    private Optional<Phrase> shown(Optional<Phrase> why) throws IOException {
        try {
            return why.isEmpty() ? why : Optional.of(SecretMasker.of(context).mask(why.get()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while the end of " + id + " was recorded");
        }
    }

    public void log(String line) {
        listener.getLogger().println("[" + step + "] " + line);
    }

    /** A link to the checklist of the build, for the log. */
    public String link(String text) {
        return HyperlinkNote.encodeTo("/" + build.getUrl() + "release-checklist/", text);
    }

    /** Why a step or a body ended, for people. */
    public static Phrase why(Throwable cause) {
        return cause instanceof AttemptException known ? known.why() : Phrase.plain(reason(cause));
    }

    /** The same in English, or in the words of others. */
    public static String reason(Throwable cause) {
        if (cause instanceof FlowInterruptedException interruption
                && !interruption.getCauses().isEmpty()) {
            return interruption.getCauses().stream()
                    .map(CauseOfInterruption::getShortDescription)
                    .collect(Collectors.joining(", "));
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
