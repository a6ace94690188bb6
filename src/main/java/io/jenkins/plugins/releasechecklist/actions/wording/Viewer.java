package io.jenkins.plugins.releasechecklist.actions.wording;

import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import java.time.ZoneId;
import java.util.Locale;
import java.util.TimeZone;

/**
 * Who looks at the page.
 *
 * @param approver the person, with the roles held now
 * @param signedIn whether the person logged in
 * @param mayApprove whether the person has the permission to vote and to sign off in this job
 * @param mayOverride whether the person has the permission to waive and to force in this job
 * @param zone the time zone in which the person reads times
 * @param locale the language
 */
public record Viewer(
        Approver approver, boolean signedIn, boolean mayApprove, boolean mayOverride, ZoneId zone, Locale locale) {
    /**
     * The time zone of that name.
     *
     * @param name as the user set it; empty when none is set, which means that of Jenkins. One that is not known is GMT, as
     *     everywhere in Jenkins
     */
    public static ZoneId zone(String name) {
        return name.isBlank()
                ? ZoneId.systemDefault()
                : TimeZone.getTimeZone(name).toZoneId();
    }
}
