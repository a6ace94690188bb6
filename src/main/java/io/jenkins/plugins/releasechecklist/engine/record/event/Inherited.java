package io.jenkins.plugins.releasechecklist.engine.record.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An item as it stood in the record of the build that this one restarts, replays, promotes or takes back. Where it was not done there, only its parts count
 * that were.
 *
 * @param item its id
 * @param status how it ended there
 * @param waived whether it was waived there
 * @param actor who completed it
 * @param at when
 * @param note what was said
 * @param evidence addresses
 * @param parts its parts that were done there
 * @param signatures who signed there for which role; empty where nobody did, and in the records of earlier versions
 */
public record Inherited(
        String item,
        ItemStatus status,
        boolean waived,
        Optional<Actor> actor,
        Optional<Instant> at,
        Optional<String> note,
        List<String> evidence,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<PartTick> parts,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SignedRole> signatures) {
    public Inherited {
        evidence = List.copyOf(evidence);
        parts = List.copyOf(parts);
        signatures = List.copyOf(signatures);
    }

    /** An item that was not done there, of which only the parts count that were. */
    public static Inherited partly(String item, List<PartTick> parts) {
        return new Inherited(
                item,
                ItemStatus.PENDING,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                parts,
                List.of());
    }

    /** Who signed the item there for a role. */
    public record SignedRole(String role, Actor by) {}

    /**
     * What the origin released, and what its items are about: of another release, they are no more than a hint.
     *
     * @param version its version
     * @param artifacts its artifacts
     * @param otherCommit whether it is known to be of another commit than this build
     */
    public record Basis(
            Optional<String> version,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Artifact> artifacts,
            boolean otherCommit) {
        public Basis {
            artifacts = List.copyOf(artifacts);
        }

        /** Why the items do not count for a release, in words that follow "but"; empty when they do. */
        public Optional<Phrase> objection(ReleaseDetails release) {
            if (!version.equals(release.version())) {
                return Optional.of(version.map(it -> Phrase.of("record.event.forVersion", it))
                        .orElseGet(() -> Phrase.of("record.event.forNoVersion")));
            }
            if (!Set.copyOf(artifacts).equals(Set.copyOf(release.artifacts()))) {
                return Optional.of(Phrase.of("record.event.forOtherArtifacts"));
            }
            return otherCommit ? Optional.of(Phrase.of("record.event.forAnotherCommit")) : Optional.empty();
        }
    }
}
