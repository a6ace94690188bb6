package io.jenkins.plugins.releasechecklist.engine.report.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releasechecklist.engine.probe.condition.ReplyRule;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Which attestations about an artifact are a yes: DSSE envelopes with an in-toto Statement, signed by a trusted key. Nothing of a
 * statement is read before its signature holds.
 *
 * @param keys the trusted keys, at least one
 * @param predicate what has to be attested
 * @param issuer the id of the builder, or of the verifier of a summary; empty: any
 * @param level what a summary has to have among its verified levels, such as {@code SLSA_BUILD_LEVEL_3}; empty: any
 */
public record AttestationRule(List<VerificationKey> keys, Predicate predicate, String issuer, String level)
        implements ReplyRule {
    private static final String STATEMENT = "https://in-toto.io/Statement/v1";
    private static final int SHOWN_OF_KEY = 16;

    public AttestationRule {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("keys: expected at least one public key as PEM, found none");
        }
        if (predicate != Predicate.VSA && !level.isEmpty()) {
            throw new IllegalArgumentException("level: expected none, because only a verification summary has levels");
        }
    }

    @Override
    public boolean isPerArtifact() {
        return true;
    }

    @Override
    public Reply read(HttpAnswer answer, Map<String, String> release, List<String> secrets) {
        String about = "the attestation of " + release.get("artifact") + ": ";
        List<String> problems = new ArrayList<>();
        try {
            if (answer.truncated()) {
                throw new IOException("expected at most 1 MiB, found more");
            }
            for (Envelope envelope : Envelope.parseAll(answer.body())) {
                try {
                    return new Reply(
                            true, Phrase.plain(Texts.masked(accepted(envelope, release.get("sha256")), secrets)));
                } catch (IOException e) {
                    problems.add(e.getMessage());
                }
            }
        } catch (IOException e) {
            problems.add(e.getMessage());
        }
        String first = Texts.clip(Texts.masked(problems.get(0), secrets));
        return new Reply(
                false,
                Phrase.plain(about + first + (problems.size() > 1 ? " (the first of " + problems.size() + ")" : "")));
    }

    /** What was attested, by whom. */
    private String accepted(Envelope envelope, String sha256) throws IOException {
        if (!envelope.payloadType().equals(Envelope.IN_TOTO)) {
            throw new IOException("expected the payload type " + Envelope.IN_TOTO + ", found another one");
        }
        Optional<VerificationKey> signer = Optional.empty();
        for (VerificationKey key : keys) {
            signer = signer.isEmpty() && key.hasSigned(envelope) ? Optional.of(key) : signer;
        }
        String key = signer.orElseThrow(() -> new IOException("no trusted key has signed it"))
                .id()
                .substring(0, SHOWN_OF_KEY);
        JsonNode statement = statement(envelope);
        require("_type", statement.path("_type"), STATEMENT);
        require("predicateType", statement.path("predicateType"), predicate.type);
        if (StreamSupport.stream(statement.path("subject").spliterator(), false)
                .noneMatch(one -> one.path("digest").path("sha256").asText().equalsIgnoreCase(sha256))) {
            throw new IOException("it is about something else: no subject has the digest sha256:" + sha256);
        }
        JsonNode found = statement.path("predicate");
        JsonNode by = predicate == Predicate.VSA
                ? found.path("verifier").path("id")
                : found.path("runDetails").path("builder").path("id");
        if (!issuer.isEmpty()) {
            require(predicate == Predicate.VSA ? "verifier.id" : "builder.id", by, issuer);
        }
        if (predicate == Predicate.VSA) {
            require("verificationResult", found.path("verificationResult"), "PASSED");
            if (!level.isEmpty()
                    && StreamSupport.stream(found.path("verifiedLevels").spliterator(), false)
                            .noneMatch(one -> one.asText().equals(level))) {
                throw new IOException("verifiedLevels: expected " + level + ", found "
                        + Texts.quoted(found.path("verifiedLevels").toString()));
            }
        }
        return predicate.label + " by " + Texts.quoted(by.asText("?")) + ", signed with the key " + key;
    }

    private static JsonNode statement(Envelope envelope) throws IOException {
        try {
            return Envelope.JSON.readTree(envelope.content());
        } catch (JsonProcessingException e) {
            throw new IOException("expected a statement in JSON, found something else: " + e.getOriginalMessage(), e);
        }
    }

    private static void require(String what, JsonNode found, String expected) throws IOException {
        if (!expected.equals(found.textValue())) {
            throw new IOException(what + ": expected " + expected + ", found " + Texts.quoted(found.asText("nothing")));
        }
    }

    /** What can be attested. */
    public enum Predicate {
        /** How and by whom it was built (SLSA provenance, version 1). */
        PROVENANCE("https://slsa.dev/provenance/v1", "SLSA provenance"),
        /** That somebody verified it (SLSA verification summary, version 1). */
        VSA("https://slsa.dev/verification_summary/v1", "verification summary");

        private final String type;
        private final String label;

        Predicate(String type, String label) {
            this.type = type;
            this.label = label;
        }
    }
}
