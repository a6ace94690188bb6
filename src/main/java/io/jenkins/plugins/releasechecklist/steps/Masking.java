package io.jenkins.plugins.releasechecklist.steps;

import hudson.console.ConsoleLogFilter;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Hides secrets in what goes into the record, by the same filters that hide them in the log of the build
 * ({@code withCredentials} and others bring them).
 */
final class Masking {
    private final Run<?, ?> build;
    private final ConsoleLogFilter filter;
    private final TaskListenerDecorator decorator;

    private Masking(Run<?, ?> build, ConsoleLogFilter filter, TaskListenerDecorator decorator) {
        this.build = build;
        this.filter = filter;
        this.decorator = decorator;
    }

    static Masking of(StepContext context) throws IOException, InterruptedException {
        return new Masking(
                context.get(Run.class), context.get(ConsoleLogFilter.class), context.get(TaskListenerDecorator.class));
    }

    Optional<String> mask(Optional<String> text) throws IOException, InterruptedException {
        return text.isEmpty() ? text : Optional.of(mask(text.get()));
    }

    List<String> mask(List<String> texts) throws IOException, InterruptedException {
        List<String> masked = new ArrayList<>();
        for (String text : texts) {
            masked.add(mask(text));
        }
        return masked;
    }

    NotesDraft mask(NotesDraft notes) throws IOException, InterruptedException {
        return new NotesDraft(
                mask(notes.summary()), mask(notes.changes()), mask(notes.migration()), mask(notes.knownIssues()));
    }

    /** The text as the log would show it. */
    String mask(String text) throws IOException, InterruptedException {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        OutputStream log = shown;
        if (filter != null) {
            log = filter.decorateLogger(build, log);
        }
        if (decorator != null) {
            log = decorator.decorate(log);
        }
        try (OutputStream out = log) {
            out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return shown.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
