package io.jenkins.plugins.releasechecklist.actions.lists;

import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.actions.wording.PagePath;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the columns of lists of jobs say: all of it comes from the release index, and no build is loaded for it.
 *
 * @param job the job
 * @param line its newest release, however far that came
 */
record LastRelease(Job<?, ?> job, ReleaseLine line) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /** The newest release of an item, which may be a folder; nothing while the index of a job cannot be read. */
    static Optional<LastRelease> of(Item item) {
        return item instanceof Job<?, ?> job
                ? ReleaseIndexStore.peek(job)
                        .flatMap(index -> index.lines().stream().findFirst())
                        .map(line -> new LastRelease(job, line))
                : Optional.empty();
    }

    /** The version, or the build where nobody said it. */
    String name() {
        return line.version().orElse(Messages.LastRelease_build(line.build()));
    }

    /** The page of the release below the root of Jenkins; that of all releases when its build was discarded. */
    String page() {
        return PagePath.ofRelease(job, line.build(), line.discarded()).orElseGet(() -> PagePath.ofReleases(job));
    }

    /** The text such that 1.10 comes after 1.9 when a browser sorts by it. */
    static String sortable(String text) {
        return NUMBER.matcher(text).replaceAll(number -> Matcher.quoteReplacement(padded(number.group())));
    }

    private static String padded(String number) {
        return "0".repeat(9 - number.length()) + number;
    }
}
