package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.builds.record.BackgroundWork;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordDamagedException;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.steps.check.AgentWait;
import io.jenkins.plugins.releasechecklist.steps.check.AgentWait.AgentAwayException;
import io.jenkins.plugins.releasechecklist.steps.run.SecretMasker;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * The life of every step: its work is done on a thread of the background, begun again after a restart, interrupted when the
 * build is aborted, and answered once. What was done is in the record, so beginning again does nothing twice.
 */
abstract class ReleaseStepExecution<S extends ReleaseStep> extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(ReleaseStepExecution.class.getName());

    private final S step;
    private transient volatile Future<?> work;
    /** Goes on with the work at a moment; null while nothing is to come. */
    private transient volatile Future<?> timer;

    /** Waits for the agent of the step; null while that is there. */
    private transient AgentWait agent;

    private transient volatile boolean answered;
    /** Whether the step began before this start of Jenkins. */
    private transient volatile boolean resumed;
    /** Why the step was stopped; null while nobody did. */
    private transient volatile Throwable stopped;

    ReleaseStepExecution(StepContext context, S step) {
        super(context);
        this.step = step;
    }

    S step() {
        return step;
    }

    @Override
    public final boolean start() {
        launch();
        return false;
    }

    @Override
    public final void onResume() {
        resumed = true;
        launch();
    }

    final boolean isResumed() {
        return resumed;
    }

    /** Does the work, or goes on with it; called anew after a restart. Answers with {@link #succeed} or {@link #fail}. */
    abstract void proceed() throws Exception;

    /** The run of this step. Opens the record when this is the first step of the release in the build. */
    StepRun run() throws IOException, InterruptedException {
        return StepRun.of(getContext(), step.getDescriptor().getFunctionName(), Optional.empty(), Optional.empty());
    }

    final void launch() {
        work = BackgroundWork.submit(this::work);
    }

    /** Goes on with the work at that moment, unless the step is stopped before. No thread waits for it. */
    final void launchAt(Instant moment) {
        long millis = Math.max(0, Duration.between(Instant.now(), moment).toMillis()) + 1;
        cancelTimer();
        timer = Timer.get().schedule(this::relaunch, millis, TimeUnit.MILLISECONDS);
    }

    private void cancelTimer() {
        Future<?> before = timer;
        if (before != null) {
            before.cancel(false);
        }
    }

    private void relaunch() {
        if (stopped == null) {
            launch();
        }
        // Whoever stops it at this moment may have found the work that is done.
        if (stopped != null) {
            work.cancel(true);
        }
    }

    /** Synchronized with {@link #end}: what is stopped has stopped before its end is recorded, and begins nothing after it. */
    private synchronized void work() {
        try {
            workWithAgent();
        } catch (Exception e) {
            if (isInterrupted(e)) {
                LOGGER.log(Level.FINE, e, () -> "stopped: " + step);
            } else {
                boolean told = e instanceof IllegalArgumentException || e instanceof RecordDamagedException;
                end(Outcome.FAILED, told ? new AbortException(e.getMessage()) : e);
            }
        }
    }

    private void workWithAgent() throws Exception {
        try {
            Optional<Instant> next = agent == null ? Optional.empty() : agent.look();
            if (next.isPresent()) {
                launchAt(next.get());
                return;
            }
            agent = null;
        } catch (AbortException e) {
            agent = null;
            withoutAgent(e);
            return;
        }
        try {
            proceed();
        } catch (AgentAwayException e) {
            LOGGER.log(Level.FINE, e, () -> "lost the agent of " + step);
            agent = new AgentWait(run(), Clock.systemUTC());
            launchAt(Instant.now());
        }
    }

    /** Ends the step, whose agent did not come back. */
    void withoutAgent(AbortException why) throws Exception {
        throw why;
    }

    /**
     * Whether somebody else has the word: whoever stops the step answers; and when Jenkins goes down, the work goes on after
     * the start.
     */
    private static boolean isInterrupted(Exception e) {
        return e instanceof InterruptedException || Thread.currentThread().isInterrupted();
    }

    /** Ends the step well, unless it was stopped: the build must not go on after that. */
    final void succeed(Object result) {
        if (stopped != null) {
            fail(stopped);
        } else if (answer()) {
            getContext().onSuccess(result);
        }
    }

    /** Ends the step with an error, or with why it was stopped. */
    final void fail(Throwable cause) {
        if (answer()) {
            getContext().onFailure(stopped == null ? cause : stopped);
        }
    }

    private synchronized boolean answer() {
        cancelTimer();
        boolean first = !answered;
        answered = true;
        return first;
    }

    @Override
    public void stop(Throwable cause) {
        stopped = cause;
        Future<?> running = work;
        if (running != null) {
            running.cancel(true);
        }
        BackgroundWork.submit(() -> abort(cause));
    }

    /** Ends the step because it was stopped. */
    synchronized void abort(Throwable cause) {
        end(Outcome.ABORTED, cause);
    }

    /** Ends the step although its work is not done: records why, where there is a record, and answers. */
    final synchronized void end(Outcome outcome, Throwable cause) {
        Throwable shown = cause;
        try {
            SecretMasker masker = SecretMasker.of(getContext());
            shown = masker.mask(cause);
            if (BuildRecords.of(getContext().get(Run.class)).isPresent()) {
                close(run(), outcome, masker.mask(StepRun.why(cause)));
            }
        } catch (AbortException e) {
            LOGGER.log(Level.FINE, e, () -> "no run of " + step + " could begin");
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot record how a step ended: " + step);
        } finally {
            fail(shown);
        }
    }

    /** Records that the run, if it began, ended with its work not done. */
    void close(StepRun run, Outcome outcome, Phrase why) throws IOException {
        run.finish(outcome, Optional.of(why));
    }

    /** Whether the cause is an abort rather than a failure. */
    static boolean isAbort(Throwable cause) {
        return cause instanceof FlowInterruptedException interruption && interruption.getResult() == Result.ABORTED;
    }

    /** What a failed test means for the build. */
    enum OnFailure {
        /** The step fails. */
        FAIL,
        /** The build becomes unstable and goes on. */
        UNSTABLE,
        /** The build goes on; only the checklist shows the failure. */
        CONTINUE;

        /** Ends a step whose run failed, and which said why. */
        void apply(ReleaseStepExecution<?> execution, StepRun run, String reason, Object result)
                throws IOException, InterruptedException {
            if (this == FAIL) {
                execution.fail(new AbortException(reason));
                return;
            }
            if (this == UNSTABLE) {
                run.context()
                        .get(FlowNode.class)
                        .addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(reason));
                run.build().setResult(Result.UNSTABLE);
            }
            execution.succeed(result);
        }
    }
}
