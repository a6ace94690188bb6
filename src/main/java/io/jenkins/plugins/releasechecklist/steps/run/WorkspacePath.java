package io.jenkins.plugins.releasechecklist.steps.run;

import java.util.List;

/** Paths of files that a step reads: below the workspace, and nowhere else. */
public final class WorkspacePath {
    private WorkspacePath() {}

    /**
     * Returns the path, or the Ant pattern, if it stays in the workspace.
     *
     * @param parameter the name of the parameter, for the message
     * @throws IllegalArgumentException if it is absolute or goes up
     */
    public static String require(String parameter, String path) {
        boolean absolute = path.strip().matches("[/\\\\].*|[A-Za-z]:.*");
        if (path.isBlank() || absolute || List.of(path.split("[/\\\\]")).contains("..")) {
            throw new IllegalArgumentException(Messages.WorkspacePath_expected(parameter, path));
        }
        return path.strip();
    }
}
