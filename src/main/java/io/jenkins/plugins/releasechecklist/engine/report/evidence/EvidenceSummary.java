package io.jenkins.plugins.releasechecklist.engine.report.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releasechecklist.engine.record.RecordVerification;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordHead;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a bundle claims, as far as it is compared with something else. Nothing of it is true before the signature was checked.
 *
 * @param release the name and version of the release
 * @param status where the release stood
 * @param subjects what the statement is about: name and digest, in words
 * @param seq the number of the last event of the record
 * @param head the hash of that event
 * @param ledger where the ledger of the Jenkins stood; empty where the bundle does not tell
 * @param generatedAt when the bundle was made, as the signer says
 */
public record EvidenceSummary(
        String release,
        String status,
        List<String> subjects,
        long seq,
        String head,
        Optional<RecordHead> ledger,
        String generatedAt) {
    public EvidenceSummary {
        subjects = List.copyOf(subjects);
    }

    /** Reads what the payload of an envelope claims, and refuses what is no statement about a release with what was expected. */
    public static EvidenceSummary of(Envelope envelope) throws IOException {
        if (!envelope.payloadType().equals(Envelope.IN_TOTO)) {
            throw new IOException(
                    "expected the payload type " + Envelope.IN_TOTO + ", found " + envelope.payloadType());
        }
        JsonNode tree;
        try {
            tree = Envelope.JSON.readTree(envelope.content());
        } catch (IOException e) {
            throw new IOException("expected a statement in JSON, found something else", e);
        }
        expect(tree.path("_type"), Statement.TYPE);
        expect(tree.path("predicateType"), Statement.PREDICATE_TYPE);
        JsonNode predicate = tree.path("predicate");
        JsonNode record = predicate.path("record");
        if (!record.path("seq").canConvertToLong() || !record.path("head").isTextual()) {
            throw new IOException("expected a predicate with record.seq and record.head");
        }
        JsonNode release = predicate.path("release");
        JsonNode ledger = predicate.path("ledger");
        return new EvidenceSummary(
                (release.path("name").asText("Release") + " "
                                + release.path("version").asText(""))
                        .strip(),
                release.path("status").asText(""),
                subjects(tree.path("subject")),
                record.path("seq").longValue(),
                record.path("head").textValue(),
                RecordHead.of(
                        ledger.path("seq").asText() + " " + ledger.path("head").asText()),
                predicate.path("generatedAt").asText(""));
    }

    private static void expect(JsonNode found, String expected) throws IOException {
        if (!found.asText().equals(expected)) {
            throw new IOException("expected a statement of the type " + expected + ", found " + found.asText("none"));
        }
    }

    private static List<String> subjects(JsonNode subjects) {
        List<String> words = new ArrayList<>();
        subjects.forEach(subject -> words.add(subject.path("name").asText() + " sha256:"
                + subject.path("digest").path("sha256").asText()));
        return words;
    }

    /** Why a record is not the one that the bundle was made from, or not all of it; empty when it is. It may have grown since. */
    public Optional<String> contradiction(ReleaseRecord record) throws IOException {
        RecordVerification found = record.examine();
        if (!found.isWhole()) {
            return found.damage().map(damage -> damage.text());
        }
        long events = found.release().seq();
        if (events < seq) {
            return Optional.of("the record ends after event " + events + ", and event " + seq + " was signed: "
                    + (seq - events) + " are missing at the end");
        }
        return record.hash(seq).equals(Optional.of(head))
                ? Optional.empty()
                : Optional.of("event " + seq
                        + " is not the one that was signed: this is another record, or it was written anew");
    }
}
