package io.jenkins.plugins.releasechecklist.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/** Talks with the person at the terminal. Where nobody is, every answer is a visible yes. Thread-safe. */
final class Terminal {
    private final PrintWriter out;
    private Optional<BufferedReader> answers;

    /**
     * @param out where lines go
     * @param answers where answers come from; empty when nobody is there
     */
    Terminal(PrintWriter out, Optional<BufferedReader> answers) {
        this.out = out;
        this.answers = answers;
    }

    synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /** Asks until the answer is yes or no. */
    synchronized boolean confirm(String question) {
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
    synchronized Optional<String> text(String question) {
        Optional<String> answer = ask(question + " ");
        while (answer.filter(String::isBlank).isPresent()) {
            answer = ask(question + " ");
        }
        return answer.map(String::strip);
    }

    private Optional<String> ask(String question) {
        out.print(question);
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
