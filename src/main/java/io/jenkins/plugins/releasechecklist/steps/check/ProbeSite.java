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
import io.jenkins.plugins.releasechecklist.steps.check.AgentWait.AgentAwayException;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Where the checks of a step run: on the agent of the surrounding {@code node}, or on the controller (the built-in node counts
 * as the controller), where the administrator has to allow it.
 */
public final class ProbeSite {
    private static final Logger LOGGER = Logger.getLogger(ProbeSite.class.getName());

    private final StepRun run;

    public ProbeSite(StepRun run) {
        this.run = run;
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
                ReleaseChecklistConfiguration.get().targets().onController(),
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
        return isController() ? targets.onController() : targets.onAgents();
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
     * Has the checks run there. They only read, so when their agent is lost, they can run again as soon as it is back.
     *
     * @throws AgentAwayException when the agent is away or gets lost meanwhile
     * @throws AbortException as {@link #channel} does
     */
    public <T> List<T> run(ProbeTask<T> task) throws IOException, InterruptedException {
        VirtualChannel channel = channel();
        try {
            return channel.call(task);
        } catch (IOException | RuntimeException e) {
            if (isOpen(channel)) {
                throw e;
            }
            throw new AgentAwayException(e);
        }
    }

    /**
     * The channel to where the checks run.
     *
     * @throws AgentAwayException when the agent is away
     * @throws AbortException when the checks would run on the controller and may not
     */
    public VirtualChannel channel() throws IOException, InterruptedException {
        Optional<FilePath> workspace = workspace();
        return workspace.isPresent() && workspace.get().isRemote()
                ? workspace.get().getChannel()
                : controller();
    }

    /**
     * The workspace; empty outside of a node.
     *
     * @throws AgentAwayException when the agent is away
     */
    Optional<FilePath> workspace() throws AgentAwayException, InterruptedException {
        Optional<FilePath> workspace;
        try {
            workspace = Optional.ofNullable(run.context().get(FilePath.class));
        } catch (IOException e) {
            throw new AgentAwayException(e);
        }
        if (workspace
                .filter(remote -> remote.isRemote() && !isOpen(remote.getChannel()))
                .isPresent()) {
            throw new AgentAwayException(null);
        }
        return workspace;
    }

    /** Whether the checks could run now; where no agent is asked for, always. */
    boolean isThere() throws InterruptedException {
        try {
            workspace();
            return true;
        } catch (AgentAwayException e) {
            LOGGER.log(Level.FINE, e, () -> "waiting for the agent of " + run.context());
            return false;
        }
    }

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
