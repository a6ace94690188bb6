package io.jenkins.plugins.releasechecklist.engine.report.evidence;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.releasechecklist.engine.record.Ledger;
import io.jenkins.plugins.releasechecklist.engine.record.RecordVerification;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.report.ReleaseReport;
import io.jenkins.plugins.releasechecklist.engine.report.json.CheckJson;
import io.jenkins.plugins.releasechecklist.engine.report.json.DeliveryJson;
import io.jenkins.plugins.releasechecklist.engine.report.json.ItemJson;
import io.jenkins.plugins.releasechecklist.engine.report.json.RecordJson;
import io.jenkins.plugins.releasechecklist.engine.report.json.ReleaseJson;
import io.jenkins.plugins.releasechecklist.engine.report.json.TemplateJson;
import io.jenkins.plugins.releasechecklist.engine.report.json.UngatedJson;
import io.jenkins.plugins.releasechecklist.engine.report.json.VerificationJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An in-toto Statement (v1) about a release; names and order of the components are those of the JSON.
 *
 * @param type {@link #TYPE}
 * @param subject what it is about: the artifacts that the Jenkinsfile names, otherwise the record itself
 * @param predicateType {@link #PREDICATE_TYPE}
 * @param predicate what is said about it
 */
record Statement(@JsonProperty("_type") String type, List<Subject> subject, String predicateType, Predicate predicate) {
    static final String TYPE = "https://in-toto.io/Statement/v1";
    static final String PREDICATE_TYPE =
            "https://github.com/jenkinsci/release-checklist-plugin/blob/main/docs/evidence.md#v1";

    /** The statement about a release; refuses a damaged record, of which nothing can be stated. */
    static Statement of(RecordVerification examination, Optional<Ledger.Excerpt> ledger, Generator generator) {
        if (!examination.isWhole()) {
            throw new IllegalArgumentException("Expected a whole record, found a "
                    + examination.damage().orElseThrow().text());
        }
        return new Statement(TYPE, subjects(examination), PREDICATE_TYPE, Predicate.of(examination, ledger, generator));
    }

    private static List<Subject> subjects(RecordVerification examination) {
        Release release = examination.release();
        List<Subject> artifacts = release.details().artifacts().stream()
                .map(artifact -> new Subject(artifact.name(), Map.of("sha256", artifact.sha256())))
                .toList();
        String name = Stream.of(release.application(), release.version())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
        return artifacts.isEmpty()
                ? List.of(new Subject(name.isEmpty() ? "release" : name, Map.of("sha256", examination.head())))
                : artifacts;
    }

    /** What the statement is about. */
    record Subject(String name, Map<String, String> digest) {}

    /**
     * What is said about a release.
     *
     * @param release what was released, by which build, and where it stands
     * @param items every item of the checklist
     * @param decisions all rounds of all gates
     * @param deploymentsWithoutGo where it was deployed without a Go
     * @param checks the results of all checks
     * @param verifications all verifications
     * @param deliveries announcements, in short
     * @param record the record that all this was read from
     * @param ledger where the ledger has it; null when there is none that can be read
     * @param generator who says so
     * @param generatedAt when it was said (ISO-8601, UTC)
     */
    record Predicate(
            ReleaseFacts release,
            List<ItemJson> items,
            List<DecisionJson> decisions,
            List<UngatedJson> deploymentsWithoutGo,
            List<CheckJson> checks,
            List<VerificationJson> verifications,
            List<DeliveryJson> deliveries,
            RecordJson record,
            Optional<LedgerJson> ledger,
            GeneratorJson generator,
            String generatedAt) {
        static Predicate of(RecordVerification examination, Optional<Ledger.Excerpt> ledger, Generator generator) {
            Release release = examination.release();
            ReleaseJson told = new ReleaseReport(examination).json();
            return new Predicate(
                    ReleaseFacts.of(release),
                    told.items(),
                    release.gates().stream().map(DecisionJson::of).toList(),
                    told.deploymentsWithoutGo(),
                    told.checks(),
                    told.verifications(),
                    told.deliveries(),
                    RecordJson.of(examination),
                    ledger.map(it -> new LedgerJson(it.head().seq(), it.head().hash(), it.lines(), it.stamps())),
                    new GeneratorJson("release-checklist", generator.version(), generator.buildUrl()),
                    generator.at().toString());
        }
    }

    /**
     * What was released.
     *
     * @param name what; null when nobody said it
     * @param version null when nobody said it
     * @param type {@code patch}, {@code minor} or {@code major}
     * @param status one of the names of {@code ReleaseStatus}
     * @param job the full name of the job; null in a record without a beginning
     * @param build the number of the build; null in a record without a beginning
     * @param template the template that the release followed; null where it had a checklist of its own, and in older records
     * @param starters user ids of those who started the build
     * @param result the result of the build; null while it runs
     */
    record ReleaseFacts(
            Optional<String> name,
            Optional<String> version,
            String type,
            String status,
            Optional<TemplateJson> template,
            Optional<String> job,
            Optional<Integer> build,
            List<String> starters,
            Optional<String> result) {
        static ReleaseFacts of(Release release) {
            Optional<ReleaseEvent.Opened> opened = release.opened();
            return new ReleaseFacts(
                    release.application(),
                    release.version(),
                    release.type().id(),
                    release.status().name(),
                    TemplateJson.of(release),
                    opened.map(it -> it.build().job()),
                    opened.map(it -> it.build().number()),
                    opened.stream()
                            .flatMap(it -> it.starters().stream())
                            .map(Person::id)
                            .toList(),
                    release.ended());
        }
    }

    /**
     * What the ledger of the Jenkins has of the record.
     *
     * @param seq the number of the last entry of the ledger
     * @param head the hash of its line
     * @param entries the lines about the record, as they stand in the ledger
     * @param stamps the lines with the first stamp of each time-stamp authority that covers these entries
     */
    record LedgerJson(long seq, String head, List<String> entries, List<String> stamps) {}

    /** Who made the bundle. */
    record GeneratorJson(String name, String version, String buildUrl) {}
}
