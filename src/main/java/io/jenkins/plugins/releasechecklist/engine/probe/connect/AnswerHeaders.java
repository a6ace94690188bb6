package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import java.util.List;
import java.util.Optional;

/**
 * The headers of an answer.
 *
 * @param lines one for each line, in their order
 */
public record AnswerHeaders(List<Line> lines) {
    /** A line of the head of an answer, with the name as the server wrote it. */
    public record Line(String name, String value) {}

    public AnswerHeaders {
        lines = List.copyOf(lines);
    }

    /** The values of a header, one for each line with its name, in upper or lower case. */
    public List<String> values(String name) {
        return lines.stream()
                .filter(line -> line.name().equalsIgnoreCase(name))
                .map(Line::value)
                .toList();
    }

    Optional<String> first(String name) {
        return values(name).stream().findFirst();
    }
}
