package io.jenkins.plugins.releasechecklist.engine.history;

import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A build as a release index names it.
 *
 * @param job the name of its job within the project that has the index; empty in the index of a single job
 * @param number the build number
 */
public record BuildKey(Optional<String> job, int number) {
    private static final Pattern ID = Pattern.compile("(?:(.+)#)?([1-9][0-9]{0,8})");

    /** A build of a record, in the index in which the job of the record is called so. The names of branches do not change. */
    public static BuildKey of(Optional<String> own, BuildRef build) {
        return new BuildKey(own.map(name -> build.job().substring(build.job().lastIndexOf('/') + 1)), build.number());
    }

    /** What {@link #id} wrote; empty when it is none. */
    public static Optional<BuildKey> read(String id) {
        Matcher parts = ID.matcher(id);
        return parts.matches()
                ? Optional.of(new BuildKey(Optional.ofNullable(parts.group(1)), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }

    /** For programs: {@code 7}, or {@code release-1#7} in the index of several jobs. */
    public String id() {
        return job.map(name -> name + "#").orElse("") + number;
    }

    /** For people: {@code #7}, or {@code release/1 #7}. */
    public String text() {
        return job.map(name -> name.replaceFirst(":.*", "").replace("%2F", "/") + " ")
                        .orElse("")
                + "#" + number;
    }

    /** What a job is called from the moment on at which another one takes its name. No job that is there has such a name. */
    public static String formerName(String job, Instant until) {
        return job + ":" + until.toEpochMilli();
    }
}
