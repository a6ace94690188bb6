package io.jenkins.plugins.releasechecklist.actions.wording;

import java.time.ZoneId;
import java.util.TimeZone;

/** The time zone in which somebody reads a page. */
public final class ReaderZone {
    private ReaderZone() {}

    /**
     * The time zone of that name.
     *
     * @param name as the user set it; empty when none is set, which means that of Jenkins. One that is not known is GMT, as
     *     everywhere in Jenkins
     */
    public static ZoneId named(String name) {
        return name.isBlank()
                ? ZoneId.systemDefault()
                : TimeZone.getTimeZone(name).toZoneId();
    }
}
