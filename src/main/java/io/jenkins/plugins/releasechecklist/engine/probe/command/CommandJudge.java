package io.jenkins.plugins.releasechecklist.engine.probe.command;

import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import io.jenkins.plugins.releasechecklist.engine.text.TimedRegex;
import java.util.Optional;
import java.util.regex.Pattern;

/** Compares how a command ended, and what it printed, with what is expected: first the exit code, then the output. */
record CommandJudge(CommandCheck check, int exitCode, CommandOutput output) {
    /** What is wrong, if something is. */
    Optional<String> error() {
        if (exitCode != check.exitCode()) {
            return Optional.of("expected exit code " + check.exitCode() + ", got " + exitCode);
        }
        String printed = output.beginning();
        if (!printed.contains(check.outputContains())) {
            return Optional.of("expected the output to contain " + Texts.quoted(check.outputContains())
                    + ", found no such text" + place());
        }
        return check.pattern().flatMap(pattern -> mismatch(pattern, printed));
    }

    private Optional<String> mismatch(Pattern pattern, String printed) {
        String expected = "expected the output to match " + Texts.quoted(pattern.pattern());
        try {
            return TimedRegex.finds(pattern, printed)
                    ? Optional.empty()
                    : Optional.of(expected + ", found nothing that does" + place());
        } catch (TimedRegex.Exhausted e) {
            return Optional.of(expected + ", but the pattern needs too long for it");
        }
    }

    private String place() {
        return output.isTruncated() ? " in its first 64 KiB" : "";
    }
}
