package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanException;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ObjectNodes;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.ValueReader;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.probe.version.VersionProbe;
import java.util.List;

/**
 * Reads what a Jenkinsfile gives inline, in the form of the plan: maps, lists, text, numbers, true and false, as
 * Groovy makes them. The rules and the messages are those of the plan; a message begins with the name of the parameter
 * instead of the file. No value may be null. What is wrong is a {@link PlanException} with every mistake, such as
 * {@code approvals[1].role: expected ..., found ...}. Stateless; its methods may be used by several threads at once.
 */
public final class InlineValues {
    private InlineValues() {}

    /** Approvals, as the map {@code ['product-manager': 1, qa: 1]} or as the list of a plan; each set of roles once. */
    public static List<Approval> approvals(Object value, String parameter) {
        return read(value, parameter, GateReader.APPROVALS);
    }

    /** A deployment window, {@code [days: ['MON', 'TUE'], from: '09:00', to: '16:00', zone: 'Europe/Berlin']}. */
    public static Window window(Object value, String parameter) {
        return read(value, parameter, WindowReader.WINDOW);
    }

    /** Where a system tells its version, {@code [url: 'https://...', jsonPath: '$.version']}. */
    public static VersionProbe version(Object value, String parameter) {
        return read(value, parameter, VerifyReader.VERSION);
    }

    /** Metrics, {@code [[name: 'errors', prometheus: 'https://...', query: '...', pass: '<= 0.01']]}. */
    public static List<MetricProbe> metrics(Object value, String parameter) {
        return read(value, parameter, VerifyReader.metrics());
    }

    /** Release notes, {@code [summary: '...', changes: ['...'], migration: '...', knownIssues: ['...']]}. */
    public static NotesDraft notes(Object value, String parameter) {
        return read(value, parameter, PlanReader.NOTES);
    }

    private static <T> T read(Object value, String parameter, ValueReader<T> reader) {
        Problems problems = new Problems();
        return problems.orThrow(
                ObjectNodes.read(value, parameter, problems).flatMap(node -> reader.read(node, problems)));
    }
}
