package io.jenkins.plugins.releasechecklist.checks;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.command.CommandCheck;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * Passes when a command on the agent ends as expected: {@code commandCheck('./smoke.sh')},
 * {@code commandCheck(command: './smoke.sh', outputContains: 'all fine')}.
 */
public class CommandReleaseCheck extends ReleaseCheck {
    private static final long serialVersionUID = 1L;

    /** The exit code unless another one is expected. */
    public static final String DEFAULT_EXIT_CODE = "0";

    private static final String EXAMPLE = "a command such as ./smoke.sh";

    private final String command;
    private String exitCode = DEFAULT_EXIT_CODE;
    private String outputContains = "";
    private String outputMatches = "";

    /**
     * Makes the check.
     *
     * @param command what the shell is given
     */
    @DataBoundConstructor
    public CommandReleaseCheck(@CheckForNull String command) {
        this.command = text(command);
    }

    public String getCommand() {
        return command;
    }

    public String getExitCode() {
        return exitCode;
    }

    /** Expects an exit code; an empty text stands for 0. */
    @DataBoundSetter
    public void setExitCode(@CheckForNull String exitCode) {
        this.exitCode = text(exitCode).isEmpty() ? DEFAULT_EXIT_CODE : text(exitCode);
    }

    public String getOutputContains() {
        return outputContains;
    }

    @DataBoundSetter
    public void setOutputContains(@CheckForNull String outputContains) {
        this.outputContains = text(outputContains);
    }

    public String getOutputMatches() {
        return outputMatches;
    }

    @DataBoundSetter
    public void setOutputMatches(@CheckForNull String outputMatches) {
        this.outputMatches = text(outputMatches);
    }

    @Override
    protected Check create() {
        CommandCheck check = CommandCheck.of(required("command", command, EXAMPLE))
                .exiting(read("exitCode", exitCode, CommandCheck::exitCode))
                .containing(outputContains)
                .matching(outputMatches);
        return read("name", nameOr(check.name()), check::named);
    }

    @Extension
    @Symbol("commandCheck")
    public static final class DescriptorImpl extends ReleaseCheckDescriptor {
        private static final CommandCheck ANY = CommandCheck.of("true");

        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.CommandReleaseCheck_displayName();
        }

        @POST
        public FormValidation doCheckCommand(@AncestorInPath Item item, @QueryParameter String value) {
            return validateRequired(item, value, CommandCheck::of);
        }

        @POST
        public FormValidation doCheckExitCode(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, CommandCheck::exitCode);
        }

        @POST
        public FormValidation doCheckOutputMatches(@AncestorInPath Item item, @QueryParameter String value) {
            return validate(item, value, ANY::matching);
        }
    }
}
