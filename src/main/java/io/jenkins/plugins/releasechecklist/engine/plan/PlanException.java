package io.jenkins.plugins.releasechecklist.engine.plan;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A plan, a checklist or an inline value is wrong. The message holds every problem, one a line, in the order of the
 * file, and is meant for the person who wrote it: no stack trace is needed to understand it.
 */
public final class PlanException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /**
     * Not sent along with a serialized exception: the message says it all, and the problems hold values that cannot be
     * sent.
     */
    private final transient List<PlanProblem> problems;

    /** Holds at least one problem, and how many further ones were found that the list does not hold. */
    public PlanException(List<PlanProblem> problems, int more) {
        super(problems.stream().map(PlanProblem::message).collect(Collectors.joining("\n"))
                + (more > 0 ? "\n... and " + more + " more" : ""));
        this.problems = List.copyOf(problems);
    }

    /** The problems in the order of the file; empty for an exception that came from another process. */
    public List<PlanProblem> problems() {
        return problems == null ? List.of() : problems;
    }
}
