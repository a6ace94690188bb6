package io.jenkins.plugins.releasechecklist.engine.record;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import java.util.Optional;

/**
 * What is known about a release as such. Every part can be said once: by the step that opens the record, or later.
 *
 * @param application the name of what is released
 * @param version the version
 * @param type the release type
 * @param plan the release plan
 * @param checklist the template
 */
public record ReleaseDetails(
        Optional<String> application,
        Optional<String> version,
        Optional<ReleaseType> type,
        Optional<PlanSource> plan,
        Optional<Checklist> checklist) {
    /** Nothing is known. */
    public static final ReleaseDetails UNKNOWN = new ReleaseDetails(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** These details, and what they leave open from the other ones. */
    public ReleaseDetails orElse(ReleaseDetails other) {
        return new ReleaseDetails(
                application.or(other::application),
                version.or(other::version),
                type.or(other::type),
                plan.or(other::plan),
                checklist.or(other::checklist));
    }

    /** What these details say and the other ones do not. */
    public ReleaseDetails without(ReleaseDetails other) {
        return new ReleaseDetails(
                application.filter(it -> other.application.isEmpty()),
                version.filter(it -> other.version.isEmpty()),
                type.filter(it -> other.type.isEmpty()),
                plan.filter(it -> other.plan.isEmpty()),
                checklist.filter(it -> other.checklist.isEmpty()));
    }
}
