package io.jenkins.plugins.releasechecklist.steps.check;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The waiting of a step for its agent, after a restart for example. Whoever waits looks again at the moments that it names; no thread sleeps. */
public final class AgentWait {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** The first pause between two looks; each one is twice as long as the one before, up to the longest. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final ProbeSite site;
    private final InstantSource clock;
    private final Instant limit;
    private Duration pause = PAUSE;

    /** Begins to wait, and says so in the log. */
    public AgentWait(StepRun run, InstantSource clock) {
        this.site = new ProbeSite(run);
        this.clock = clock;
        this.limit = clock.instant().plus(PATIENCE);
        run.log(Messages.AgentWait_begins(PATIENCE.toMinutes()));
    }

    /**
     * Looks for the agent.
     *
     * @return when to look again; empty when the agent is there
     * @throws AbortException when it did not come back within five minutes
     */
    public Optional<Instant> look() throws AbortException, InterruptedException {
        if (site.isThere()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (now.isAfter(limit)) {
            throw new AbortException(Messages.AgentWait_over(PATIENCE.toMinutes()));
        }
        Instant next = now.plus(pause);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        return Optional.of(next);
    }

    /** The agent of a step is away: nothing more can be done until it is back. */
    public static final class AgentAwayException extends IOException {
        private static final long serialVersionUID = 1L;

        AgentAwayException(Throwable cause) {
            super("The agent of this step is away", cause);
        }
    }
}
