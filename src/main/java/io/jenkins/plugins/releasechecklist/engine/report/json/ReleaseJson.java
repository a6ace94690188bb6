package io.jenkins.plugins.releasechecklist.engine.report.json;

import io.jenkins.plugins.releasechecklist.engine.checklist.VersionChange;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.record.event.Artifact;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.report.course.Verifications;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A release as it stands, the answer to {@code GET api/json}.
 *
 * @param name what is released; null while nobody said it
 * @param version its version; null while nobody said it
 * @param type {@code patch}, {@code minor} or {@code major}
 * @param typeRemark that the type is a guess, or declared to be another one than follows from the versions; null otherwise
 * @param typeGuessed whether the versions do not tell the type
 * @param status where the release stands, one of the names of {@code ReleaseStatus}
 * @param request what a person started the build for; null where it neither promotes nor rolls back the release of another one
 * @param template the template that the release follows; null where it has a checklist of its own, and in older records
 * @param artifacts what the Jenkinsfile says is released
 * @param items every item of the checklist, in reading order
 * @param gates all rounds of all gates, in the order in which they opened
 * @param checks the results of all checks, in the order of the runs and of the results
 * @param verifications in the order in which they started; a later one of the same environment replaces an earlier one
 * @param notes the rendered release notes as Markdown; null before they are rendered
 * @param notesDraft what plan, steps and people wrote into the release notes
 * @param deliveries in the order in which they were planned
 * @param deploymentsWithoutGo protected environments to which it was deployed without a Go, each once
 * @param incident the latest incident; null when there was none
 * @param damage why the record cannot be believed from some event on; null when it can. The other fields then tell the state
 *     before that event
 */
public record ReleaseJson(
        Optional<String> name,
        Optional<String> version,
        String type,
        Optional<String> typeRemark,
        boolean typeGuessed,
        String status,
        Optional<RequestJson> request,
        Optional<TemplateJson> template,
        List<Artifact> artifacts,
        List<ItemJson> items,
        List<GateJson> gates,
        List<CheckJson> checks,
        List<VerificationJson> verifications,
        Optional<String> notes,
        NotesJson notesDraft,
        List<DeliveryJson> deliveries,
        List<UngatedJson> deploymentsWithoutGo,
        Optional<IncidentJson> incident,
        Optional<String> damage) {

    /**
     * The answer for a release.
     *
     * @param standing what a gate has and lacks now
     * @param damage what is wrong with the record, after a check of its whole hash chain
     */
    public static ReleaseJson of(Release release, Function<GateState, GateStanding> standing, Optional<Damage> damage) {
        return new ReleaseJson(
                release.application(),
                release.version(),
                release.type().id(),
                release.typeRemark(),
                release.details().change().filter(VersionChange::guess).isPresent(),
                release.status().name(),
                release.request().map(RequestJson::of),
                TemplateJson.of(release),
                release.details().artifacts(),
                release.items().stream().map(ItemJson::of).toList(),
                release.gates().stream()
                        .map(gate -> GateJson.of(gate, standing.apply(gate)))
                        .toList(),
                release.runs().stream()
                        .flatMap(run ->
                                run.checks().stream().map(check -> CheckJson.of(run, check, release.isPreFlight(run))))
                        .toList(),
                release.runs().stream()
                        .filter(Verifications::isVerification)
                        .map(run -> VerificationJson.of(run, release.isPreFlight(run)))
                        .toList(),
                release.notes().map(ReleaseEvent.NotesRendered::markdown),
                NotesJson.of(release),
                release.deliveries().stream().map(DeliveryJson::of).toList(),
                release.ungated().stream().map(UngatedJson::of).toList(),
                release.incident().map(incident -> IncidentJson.of(release, incident)),
                damage.map(Damage::text));
    }
}
