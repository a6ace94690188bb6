package io.jenkins.plugins.releasechecklist.engine.probe;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the commands of checks run.
 *
 * @param refusal why no command may run here, in words for people; empty if they may
 * @param directory the working directory; empty for that of the process that runs the checks
 * @param environment the environment variables of a command, which replace those of the process that runs the checks; they may hold
 *     secrets
 */
public record CommandWorkspace(String refusal, String directory, Map<String, String> environment)
        implements Serializable {
    /** Copies the environment. */
    public CommandWorkspace {
        environment = new LinkedHashMap<>(environment);
    }

    /** A place where no command may run, with the reason in words for people. */
    public static CommandWorkspace refused(String why) {
        return new CommandWorkspace(why, "", Map.of());
    }

    @Override
    public String toString() {
        return refusal.isEmpty() ? "commands in " + directory : "no commands: " + refusal;
    }
}
