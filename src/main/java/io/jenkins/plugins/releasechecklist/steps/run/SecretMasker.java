package io.jenkins.plugins.releasechecklist.steps.run;

import hudson.console.ConsoleLogFilter;
import hudson.console.ConsoleNote;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Hides secrets in what goes into the record, by the same filters that hide them in the log of the build
 * ({@code withCredentials} and others bring them).
 */
public final class SecretMasker {
    private static final char BEGIN = '\u0002';
    private static final char END = '\u0003';
    private static final Pattern LINE = Pattern.compile(BEGIN + "(.*?)" + END);

    private final Optional<TaskListenerDecorator> filters;

    private SecretMasker(Optional<TaskListenerDecorator> filters) {
        this.filters = filters;
    }

    public static SecretMasker of(StepContext context) throws IOException, InterruptedException {
        return new SecretMasker(Optional.ofNullable(TaskListenerDecorator.merge(
                TaskListenerDecorator.fromConsoleLogFilter(context.get(ConsoleLogFilter.class)),
                context.get(TaskListenerDecorator.class))));
    }

    public Optional<String> mask(Optional<String> text) throws IOException, InterruptedException {
        return text.isEmpty() ? text : Optional.of(mask(text.get()));
    }

    public List<String> mask(List<String> texts) throws IOException, InterruptedException {
        List<String> masked = new ArrayList<>();
        for (String text : texts) {
            masked.add(mask(text));
        }
        return masked;
    }

    public NotesDraft mask(NotesDraft notes) throws IOException, InterruptedException {
        return new NotesDraft(
                mask(notes.summary()), mask(notes.changes()), mask(notes.migration()), mask(notes.knownIssues()));
    }

    /** The text as the log would show it, without what filters put around a line, such as the time. */
    public String mask(String text) throws IOException, InterruptedException {
        if (filters.isEmpty()) {
            return text;
        }
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        try (OutputStream log = filters.get().decorate(shown)) {
            for (String line : text.split("\\R", -1)) {
                String marked = BEGIN + line.replace(BEGIN, ' ').replace(END, ' ') + END + "\n";
                log.write(marked.getBytes(StandardCharsets.UTF_8));
            }
        }
        return LINE.matcher(ConsoleNote.removeNotes(shown.toString(StandardCharsets.UTF_8)))
                .results()
                .map(line -> line.group(1))
                .collect(Collectors.joining("\n"));
    }
}
