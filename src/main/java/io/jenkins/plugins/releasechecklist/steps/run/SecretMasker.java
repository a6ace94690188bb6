package io.jenkins.plugins.releasechecklist.steps.run;

import hudson.AbortException;
import hudson.console.ConsoleLogFilter;
import hudson.console.ConsoleNote;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
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
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Hides secrets in what goes into the record, by the same filters that hide them in the log of the build
 * ({@code withCredentials} and others bring them).
 */
public final class SecretMasker {
    /** The longest error that is kept, in characters. */
    private static final int LONGEST_ERROR = 1000;

    /** How much of an error is looked through. */
    private static final int MASKED = 100 * LONGEST_ERROR;

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

    /**
     * Refuses a text that the log would not show as it is. For what rules and later steps go by: it must not become something else by
     * hiding a secret.
     *
     * @param what the parameter or the file
     * @param text what it says; null when it says nothing
     * @throws AbortException if there is a secret in it, with the number of the first line that has one
     */
    public void refuseSecret(String what, String text) throws IOException, InterruptedException {
        if (filters.isEmpty() || text == null) {
            return;
        }
        String[] lines = text.split("\\R", -1);
        String[] shown = mask(text).split("\n", -1);
        for (int line = 0; line < lines.length; line++) {
            String plain = lines[line].replace(BEGIN, ' ').replace(END, ' ');
            if (line >= shown.length || !shown[line].equals(plain)) {
                throw new AbortException(
                        lines.length == 1
                                ? Messages.SecretMasker_secret(what, shown[0])
                                : Messages.SecretMasker_secretInLine(what, line + 1));
            }
        }
    }

    /**
     * What went wrong, as others tell it: without secrets, and no longer than a person reads.
     *
     * @param text an error of any length, from an agent for example
     * @return at most {@value #LONGEST_ERROR} characters and three dots
     */
    public String maskError(String text) throws IOException, InterruptedException {
        // Cut a second time after it was masked, because half a secret would not be found.
        String shown = mask(text.substring(0, Math.min(text.length(), MASKED)));
        return shown.length() <= LONGEST_ERROR ? shown : shown.substring(0, LONGEST_ERROR) + "...";
    }

    /** The same for what can be said in other languages, with what is put into it. */
    public Phrase maskError(Phrase phrase) throws IOException, InterruptedException {
        return masked(phrase, this::maskError);
    }

    /** The phrase as the log would show it, with what is put into it. */
    public Phrase mask(Phrase phrase) throws IOException, InterruptedException {
        return masked(phrase, this::mask);
    }

    private static Phrase masked(Phrase phrase, Mask mask) throws IOException, InterruptedException {
        List<Object> arguments = new ArrayList<>();
        for (Object argument : phrase.arguments()) {
            arguments.add(
                    argument instanceof Phrase nested
                            ? masked(nested, mask)
                            : argument instanceof String text ? mask.of(text) : argument);
        }
        return phrase.isEmpty() ? phrase : new Phrase(mask.of(phrase.text()), phrase.key(), arguments);
    }

    public List<Phrase> maskAll(List<Phrase> phrases) throws IOException, InterruptedException {
        List<Phrase> masked = new ArrayList<>();
        for (Phrase phrase : phrases) {
            masked.add(maskError(phrase));
        }
        return masked;
    }

    /** The cause with a message as the log would show it. */
    public Throwable mask(Throwable cause) throws IOException, InterruptedException {
        String message = cause.getMessage();
        if (message == null || cause instanceof FlowInterruptedException) {
            return cause;
        }
        String shown = mask(message);
        return shown.equals(message.replaceAll("\\R", "\n")) ? cause : new AbortException(shown);
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

    @FunctionalInterface
    private interface Mask {
        String of(String text) throws IOException, InterruptedException;
    }
}
