package io.jenkins.plugins.releasechecklist.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/** Talks with the person at the terminal, or with the program that pipes answers into it. Thread-safe. */
public final class Terminal implements Respondent {
    /** What stands in the record where a person would have given a reason. */
    public static final String NOBODY_ASKED = "Nobody was asked (--yes)";

    private static final String BEGINNING_OF_LINE = "\r";
    private static final String REST_OF_LINE = "\u001b[K";
    /** A line that went on in the next one could not be written over. */
    private static final String CUT = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    private final PrintWriter out;
    private final Style style;
    private final Optional<BufferedReader> answers;
    /** Whether the last line is one that is written over. */
    private boolean progressing;

    /**
     * @param out where lines go
     * @param answers where answers come from; empty: every question is answered with yes
     * @param style how to write
     */
    public Terminal(PrintWriter out, Optional<BufferedReader> answers, Style style) {
        this.out = out;
        this.answers = answers;
        this.style = style;
    }

    public Style style() {
        return style;
    }

    public synchronized void say(String line) {
        clear();
        out.println(style.line(line));
        out.flush();
    }

    /** Shows how far something is, in a line that the next one replaces; nowhere but on a terminal. */
    public synchronized void progress(String text) {
        if (style.live()) {
            out.print(BEGINNING_OF_LINE + CUT + style.line(text) + WRAP + REST_OF_LINE);
            out.flush();
            progressing = true;
        }
    }

    private void clear() {
        if (progressing) {
            out.print(BEGINNING_OF_LINE + REST_OF_LINE);
            progressing = false;
        }
    }

    @Override
    public Answer answer(Question question) throws Unanswered {
        if (answers.isEmpty()) {
            say(question.text() + " yes (--yes)");
            return new Answer(true, Optional.of(NOBODY_ASKED));
        }
        boolean yes = confirm(answers.get(), question.text() + " [y/n] ");
        return new Answer(
                yes, yes || !question.vote() ? Optional.empty() : Optional.of(text(answers.get(), "  Why not? ")));
    }

    /** Asks until the answer is yes or no. */
    private boolean confirm(BufferedReader reader, String question) throws Unanswered {
        while (true) {
            switch (text(reader, question).toLowerCase(Locale.ROOT)) {
                case "y", "yes" -> {
                    return true;
                }
                case "n", "no" -> {
                    return false;
                }
                default -> say("Please answer y or n.");
            }
        }
    }

    /** Asks until there is an answer. */
    private String text(BufferedReader reader, String question) throws Unanswered {
        while (true) {
            prompt(question);
            // Without the lock: whoever stops the tool is told something while it waits here.
            Optional<String> answer = line(reader).map(String::strip);
            if (!style.live()) {
                // What was typed shows on a terminal; in a log it would be missing, as would be the end of the line.
                out.println(style.line(answer.orElse("")));
            }
            if (answer.isEmpty()) {
                throw new Unanswered(question.replace("[y/n]", ""));
            }
            if (!answer.get().isEmpty()) {
                return answer.get();
            }
        }
    }

    private synchronized void prompt(String question) {
        clear();
        out.print(style.line(question));
        out.flush();
    }

    private static Optional<String> line(BufferedReader reader) {
        try {
            return Optional.ofNullable(reader.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
