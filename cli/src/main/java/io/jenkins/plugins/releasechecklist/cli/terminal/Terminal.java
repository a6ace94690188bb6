package io.jenkins.plugins.releasechecklist.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/** Talks with the person at the terminal. Where nobody is, every answer is a visible yes. Thread-safe. */
public final class Terminal {
    private static final String BEGINNING_OF_LINE = "\r";
    private static final String REST_OF_LINE = "\u001b[K";
    /** A line that went on in the next one could not be written over. */
    private static final String CUT = "\u001b[?7l";

    private static final String WRAP = "\u001b[?7h";

    private final PrintWriter out;
    private final Style style;
    private Optional<BufferedReader> answers;
    /** Whether the last line is one that is written over. */
    private boolean progressing;

    /**
     * @param out where lines go
     * @param answers where answers come from; empty when nobody is there
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

    /** Asks until the answer is yes or no. */
    public synchronized boolean confirm(String question) {
        while (true) {
            Optional<String> answer = ask(question + " [y/n] ");
            if (answer.isEmpty()) {
                out.println("yes (nobody was asked)");
                return true;
            }
            switch (answer.get().strip().toLowerCase(Locale.ROOT)) {
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

    /** Asks until there is an answer; empty when nobody is there. */
    public synchronized Optional<String> text(String question) {
        Optional<String> answer = ask(question + " ");
        while (answer.filter(String::isBlank).isPresent()) {
            answer = ask(question + " ");
        }
        return answer.map(String::strip);
    }

    private Optional<String> ask(String question) {
        clear();
        out.print(style.line(question));
        out.flush();
        Optional<String> answer = answers.flatMap(Terminal::line);
        if (answer.isEmpty()) {
            // The end of the input: whoever was there has gone.
            answers = Optional.empty();
        }
        return answer;
    }

    private static Optional<String> line(BufferedReader reader) {
        try {
            return Optional.ofNullable(reader.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
