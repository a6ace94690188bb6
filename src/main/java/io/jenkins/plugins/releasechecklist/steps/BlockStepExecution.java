package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A step whose body is its work: it records the beginning, runs the body, and records how that ended. */
abstract class BlockStepExecution<S extends ReleaseStep> extends ReleaseStepExecution<S> {
    private static final long serialVersionUID = 1L;

    /** How the body ended; set by the thread of the program, and kept with it. */
    private Ending ending;

    /** Null until this Jenkins started the body; after a restart, whoever stops it finds what runs in it without us. */
    private transient volatile BodyExecution body;

    BlockStepExecution(StepContext context, S step) {
        super(context, step);
    }

    /**
     * What the step returns when there is nothing to do for its body: it does not run then, and nothing is recorded. Empty when
     * there is, and always once the beginning is recorded.
     */
    Optional<Object> needless(StepRun run) throws IOException, InterruptedException {
        return Optional.empty();
    }

    /** Records the beginning and prepares what the body needs. Called again when a crash came before the body began. */
    abstract BodyInvoker prepare(StepRun run, BodyInvoker body) throws Exception;

    /**
     * Looks at what the body left behind, before the end is recorded; not called when the body was aborted. Called again when a
     * crash came before the end was recorded.
     *
     * @param passed whether the body ended well
     * @return whether the run can pass, and what is to be said about it
     */
    BodyOutcome inspect(StepRun run, boolean passed) throws Exception {
        return BodyOutcome.NOTHING;
    }

    /** What is recorded together with the end of a run that passes, such as who is to be told. */
    List<ReleaseEvent> news(StepRun run, BodyOutcome finding) throws IOException {
        return List.of();
    }

    /** What remains to be done after a run that passed; called again when a crash came before the step was over. */
    void conclude(StepRun run) throws IOException, InterruptedException {
        // Most steps are done when their run is.
    }

    /** What the step returns, from what the record says. */
    abstract Object result(StepRun run, RunState recorded) throws IOException, InterruptedException;

    /** How long a run took that has ended, in milliseconds. */
    static long millis(RunState ended) {
        return Duration.between(ended.started(), ended.ended().orElseThrow()).toMillis();
    }

    @Override
    final void proceed() throws Exception {
        StepRun run = run();
        if (ending != null) {
            settle(run);
        } else if (!isBodyBegun()) {
            if (run.isSettled()) {
                answer(run, Optional.empty());
            } else {
                begin(run);
            }
        }
    }

    private void begin(StepRun run) throws Exception {
        Optional<Object> nothing = needless(run);
        if (nothing.isPresent()) {
            succeed(nothing.get());
        } else {
            body = prepare(run, getContext().newBodyInvoker())
                    .withCallback(new Callback(this))
                    .start();
        }
    }

    /**
     * The flow graph knows: as long as the body has not begun, the node of the step itself is a head of the graph. After a crash the
     * graph can be ahead of the program. As long as nothing runs inside of the step in the program, the body has not begun either.
     */
    private boolean isBodyBegun() throws IOException, InterruptedException, ExecutionException {
        FlowExecution program = getContext().get(FlowExecution.class);
        String own = getContext().get(FlowNode.class).getId();
        return program.getCurrentHeads().stream().noneMatch(head -> head.getId().equals(own))
                && !(isResumed() && program.getCurrentExecutions(true).get().contains(this));
    }

    /** A body that is started but does not run yet would outlive the step, so the body is stopped and ends the step. */
    @Override
    synchronized void abort(Throwable cause) {
        if (body == null || !body.cancel(cause)) {
            super.abort(cause);
        }
    }

    private void ended(Throwable cause) {
        ending = new Ending(cause);
        launch();
    }

    private void settle(StepRun run) throws Exception {
        Optional<Throwable> cause = Optional.ofNullable(ending.cause);
        Outcome outcome =
                cause.map(it -> isAbort(it) ? Outcome.ABORTED : Outcome.FAILED).orElse(Outcome.PASSED);
        BodyOutcome finding =
                outcome == Outcome.ABORTED || run.isSettled() ? BodyOutcome.NOTHING : inspect(run, cause.isEmpty());
        Optional<Phrase> why = finding.words();
        if (cause.isPresent()) {
            why = Optional.of(StepRun.why(cause.get()));
        } else if (!finding.passed()) {
            outcome = Outcome.FAILED;
        }
        boolean tells = outcome == Outcome.PASSED && !run.isSettled();
        run.finish(outcome, why, tells ? news(run, finding) : List.of());
        answer(run, cause);
    }

    private void answer(StepRun run, Optional<Throwable> cause) throws IOException, InterruptedException {
        RunState recorded = run.recorded().orElseThrow();
        if (recorded.isPassed() && cause.isEmpty()) {
            conclude(run);
            succeed(result(run, recorded));
        } else {
            fail(cause.orElseGet(() -> new AbortException(recorded.reason().orElse(run.name() + " did not pass"))));
        }
    }

    /** A plain class, because the program is stored with it. */
    private static final class Ending implements Serializable {
        private static final long serialVersionUID = 1L;

        /** Null when the body ended well. */
        private final Throwable cause;

        Ending(Throwable cause) {
            this.cause = cause;
        }
    }

    private static final class Callback extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final BlockStepExecution<?> execution;

        Callback(BlockStepExecution<?> execution) {
            this.execution = execution;
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            execution.ended(null);
        }

        @Override
        public void onFailure(StepContext context, Throwable cause) {
            execution.ended(cause);
        }
    }

    /**
     * What a step with a body found when it looked at what the body left behind.
     *
     * @param words why not, or what else is to be said about its end
     */
    public record BodyOutcome(boolean passed, Optional<Phrase> words) {
        /** Nothing to say. */
        public static final BodyOutcome NOTHING = new BodyOutcome(true, Optional.empty());

        /** The run passes, and this is said about it. */
        public static BodyOutcome passed(Phrase words) {
            return new BodyOutcome(true, Optional.of(words));
        }

        /** The run fails for this reason, if there is one. */
        public static BodyOutcome failed(Optional<Phrase> why) {
            return new BodyOutcome(why.isEmpty(), why);
        }
    }
}
