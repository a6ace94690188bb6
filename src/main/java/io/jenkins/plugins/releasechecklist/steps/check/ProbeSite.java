package io.jenkins.plugins.releasechecklist.steps.check;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.ItemGroup;
import hudson.model.Run;
import hudson.remoting.Channel;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.releasechecklist.checks.CheckCredentials;
import io.jenkins.plugins.releasechecklist.config.ProbeTargets;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.channel.JenkinsProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CommandWorkspace;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeAccess;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.command.CommandCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpUrl;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Where the checks of a step run: on the agent of the surrounding {@code node}, or on the controller (the built-in node counts
 * as the controller), where the administrator has to allow it.
 */
public final class ProbeSite {
    private static final Logger LOGGER = Logger.getLogger(ProbeSite.class.getName());
    /** How long a step waits for its agent to come back, after a restart for example. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** The first pause between two looks for the agent; each one is twice as long as the one before, up to the longest. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final StepRun run;
    private final Clock clock;

    public ProbeSite(StepRun run, Clock clock) {
        this.run = run;
        this.clock = clock;
    }

    /**
     * What the checks are given on their way: secrets, so it is kept nowhere.
     *
     * @throws AbortException when credentials are missing or cannot be used
     */
    public ProbeAccess equipment(List<? extends Check> checks) throws IOException, InterruptedException {
        requireUnreadable(checks);
        List<Check> parts = checks.stream().flatMap(CredentialsUse::parts).toList();
        return new ProbeAccess(
                CheckCredentials.resolve(checks, run.build()),
                guard(),
                needed(JenkinsProxy.get(), parts),
                runsCommands(parts) ? commands() : CommandWorkspace.refused(Messages.ProbeSite_noCommands()));
    }

    /**
     * What a request of the controller itself is given, for what an administrator asks.
     *
     * @param level whose credentials it uses: Jenkins, or a folder, for which the controller only asks where builds may ask, too
     * @throws AbortException when credentials are missing or cannot be used, or when it may not ask for a folder
     */
    public static ProbeAccess ofController(HttpCheck request, Run<?, ?> run, ItemGroup<?> level) throws IOException {
        if (level != Jenkins.get() && !ReleaseChecklistConfiguration.get().isAllowControllerProbes()) {
            throw new AbortException(Messages.ProbeSite_folderForbidden(level.getFullDisplayName()));
        }
        requireUnreadable(List.of(request));
        return new ProbeAccess(
                CheckCredentials.resolve(List.of(request), run, Optional.of(level)),
                ReleaseChecklistConfiguration.get().targets().onController(ownAddresses()),
                needed(JenkinsProxy.get(), List.of(request)),
                CommandWorkspace.refused(Messages.ProbeSite_noCommands()));
    }

    private static void requireUnreadable(List<? extends Check> checks) throws AbortException {
        for (CredentialsUse use : checks.stream().flatMap(CredentialsUse::of).toList()) {
            if (use.isReadable()) {
                throw new AbortException(Messages.ProbeSite_readable(use.check(), use.id(), use.host()));
            }
        }
    }

    /** The proxy as far as the checks need it: its password is for those alone that go through it. */
    static ProbeProxy needed(ProbeProxy proxy, List<Check> checks) {
        if (checks.stream()
                .anyMatch(check -> isForeign(check)
                        || check instanceof HttpCheck http
                                && proxy.serves(HttpUrl.address(http.url()).host()))) {
            return proxy;
        }
        return checks.stream().anyMatch(HttpCheck.class::isInstance)
                ? new ProbeProxy(proxy.host(), proxy.port(), "", "", proxy.exceptions())
                : ProbeProxy.NONE;
    }

    /** Whether they need a workspace, and the environment of the step with the secrets in it. */
    static boolean runsCommands(List<Check> checks) {
        return checks.stream().anyMatch(check -> isForeign(check) || check instanceof CommandCheck);
    }

    /** A kind of another plugin, of which nobody knows what it uses. */
    private static boolean isForeign(Check check) {
        return !check.getClass().getPackageName().startsWith(Check.class.getPackageName());
    }

    /** The administrator's rules for where the checks run; an agent that is away is an agent as well. */
    private AddressGuard guard() throws IOException, InterruptedException {
        ProbeTargets targets = ReleaseChecklistConfiguration.get().targets();
        return isController() ? targets.onController(ownAddresses()) : targets.onAgents();
    }

    private boolean isController() throws InterruptedException {
        try {
            FilePath workspace = run.context().get(FilePath.class);
            return workspace == null || !workspace.isRemote();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "the agent is away of " + run.context());
            return false;
        }
    }

    private static List<InetAddress> ownAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .toList();
    }

    /** Commands run in the workspace on the agent and nowhere else, whatever the administrator allows. */
    private CommandWorkspace commands() throws IOException, InterruptedException {
        if (isController()) {
            return CommandWorkspace.refused(Messages.ProbeSite_commandsForbidden());
        }
        // While an agent is away, nobody knows its workspace and its environment.
        channel();
        FilePath workspace = run.context().get(FilePath.class);
        // It is there only when a step before has used it.
        workspace.mkdirs();
        EnvVars environment = run.context().get(EnvVars.class);
        return new CommandWorkspace("", workspace.getRemote(), environment == null ? Map.of() : environment);
    }

    /**
     * Has the checks run there. They only read, so when their agent is lost, they run again as soon as it is back.
     *
     * @param tasks makes a task for every time
     *
     * @throws AbortException as {@link #channel} does
     */
    public <T> List<T> run(Supplier<? extends ProbeTask<T>> tasks) throws IOException, InterruptedException {
        while (true) {
            VirtualChannel channel = channel();
            try {
                return channel.call(tasks.get());
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
    public VirtualChannel channel() throws IOException, InterruptedException {
        Optional<FilePath> workspace = workspace();
        return workspace.isPresent() && workspace.get().isRemote()
                ? workspace.get().getChannel()
                : controller();
    }

    /**
     * The workspace, if there is one; waits for an agent that is away.
     *
     * @throws AbortException when the agent does not come back
     */
    Optional<FilePath> workspace() throws IOException, InterruptedException {
        Optional<Look> found = look();
        if (found.isEmpty()) {
            run.log(Messages.ProbeSite_waits(PATIENCE.toMinutes()));
        }
        Instant limit = clock.instant().plus(PATIENCE);
        Duration pause = PAUSE;
        while (found.isEmpty()) {
            if (clock.instant().isAfter(limit)) {
                throw new AbortException(Messages.ProbeSite_agentAway(PATIENCE.toMinutes()));
            }
            Thread.sleep(pause.toMillis());
            Duration longer = pause.multipliedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
            found = look();
        }
        return found.get().workspace();
    }

    /** What is there now; empty while the agent is away. */
    private Optional<Look> look() throws InterruptedException {
        try {
            Optional<FilePath> workspace = Optional.ofNullable(run.context().get(FilePath.class));
            boolean usable = workspace.isEmpty()
                    || !workspace.get().isRemote()
                    || isOpen(workspace.get().getChannel());
            return usable ? Optional.of(new Look(workspace)) : Optional.empty();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "waiting for the agent of " + run.context());
            return Optional.empty();
        }
    }

    /**
     * What a look around found.
     *
     * @param workspace empty outside of a node
     */
    private record Look(Optional<FilePath> workspace) {}

    static boolean isOpen(VirtualChannel channel) {
        return !(channel instanceof Channel agent && agent.isClosingOrClosed());
    }

    private static VirtualChannel controller() throws AbortException {
        if (!ReleaseChecklistConfiguration.get().isAllowControllerProbes()) {
            throw new AbortException(Messages.ProbeSite_controllerForbidden());
        }
        return FilePath.localChannel;
    }
}
