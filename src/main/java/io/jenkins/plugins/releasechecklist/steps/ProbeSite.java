package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import hudson.FilePath;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where the checks of a step run: on the agent of the surrounding {@code node}, or on the controller (the built-in node counts
 * as the controller), where the administrator has to allow it.
 */
final class ProbeSite {
    private static final Logger LOGGER = Logger.getLogger(ProbeSite.class.getName());
    /** How long a step waits for its agent to come back, after a restart for example. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** The first pause between two looks for the agent; each one is twice as long as the one before, up to the longest. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final StepRun run;
    private final Clock clock;

    ProbeSite(StepRun run, Clock clock) {
        this.run = run;
        this.clock = clock;
    }

    /**
     * Has the checks run there. They only read, so when their agent is lost, they run again as soon as it is back.
     *
     * @throws AbortException as {@link #channel} does
     */
    <T> List<T> run(ProbeTask<T> task) throws IOException, InterruptedException {
        while (true) {
            VirtualChannel channel = channel();
            try {
                return channel.call(task);
            } catch (IOException | RuntimeException e) {
                if (isOpen(channel)) {
                    throw e;
                }
                LOGGER.log(Level.FINE, e, () -> "lost the agent of " + run.context());
            }
        }
    }

    /**
     * The channel to where the checks run; waits for an agent that is away.
     *
     * @throws AbortException when the checks would run on the controller and may not, or when the agent does not come back
     */
    VirtualChannel channel() throws IOException, InterruptedException {
        Optional<VirtualChannel> channel = look();
        if (channel.isPresent()) {
            return channel.get();
        }
        run.log(Messages.ProbeSite_waits(PATIENCE.toMinutes()));
        Instant limit = clock.instant().plus(PATIENCE);
        Duration pause = PAUSE;
        while (channel.isEmpty()) {
            if (clock.instant().isAfter(limit)) {
                throw new AbortException(Messages.ProbeSite_agentAway(PATIENCE.toMinutes()));
            }
            Thread.sleep(pause.toMillis());
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            channel = look();
        }
        return channel.get();
    }

    /** The channel as it is now; empty while the agent is away. */
    private Optional<VirtualChannel> look() throws AbortException, InterruptedException {
        try {
            FilePath workspace = run.context().get(FilePath.class);
            VirtualChannel channel = workspace == null || !workspace.isRemote() ? controller() : workspace.getChannel();
            return Optional.of(channel).filter(ProbeSite::isOpen);
        } catch (AbortException e) {
            throw e;
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "waiting for the agent of " + run.context());
            return Optional.empty();
        }
    }

    private static boolean isOpen(VirtualChannel channel) {
        return !(channel instanceof Channel agent && agent.isClosingOrClosed());
    }

    private static VirtualChannel controller() throws AbortException {
        if (!ReleaseChecklistConfiguration.get().isAllowControllerProbes()) {
            throw new AbortException(Messages.ProbeSite_controllerForbidden());
        }
        return FilePath.localChannel;
    }
}
