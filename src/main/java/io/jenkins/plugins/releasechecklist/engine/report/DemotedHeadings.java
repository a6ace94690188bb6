package io.jenkins.plugins.releasechecklist.engine.report;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes the headings of a Markdown text those of a part of a longer one. */
final class DemotedHeadings {
    private static final Pattern HEADING = Pattern.compile("^(#{1,4}) ");
    private static final Pattern FENCE = Pattern.compile("^ {0,3}(```|~~~).*");

    private DemotedHeadings() {}

    /** The text with all headings two levels lower; what stands in fenced code is none. */
    static String of(String markdown) {
        boolean[] code = {false};
        return markdown.lines()
                .map(line -> {
                    code[0] ^= FENCE.matcher(line).matches();
                    return code[0] ? line : HEADING.matcher(line).replaceFirst("##$1 ");
                })
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
