package io.jenkins.plugins.releasechecklist.engine.report.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releasechecklist.engine.probe.condition.ReplyRule;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.AttemptException;
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
        List<Phrase> problems = new ArrayList<>();
        try {
            if (answer.truncated()) {
                throw wrong(Phrase.of("report.evidence.tooLong"));
            }
            for (Envelope envelope : Envelope.parseAll(answer.body())) {
                try {
                    return new Reply(
                            true, accepted(envelope, release.get("sha256")).map(text -> Texts.masked(text, secrets)));
                } catch (AttemptException e) {
                    problems.add(e.why());
                }
            }
        } catch (AttemptException e) {
            problems.add(e.why());
        }
        return new Reply(
                false,
                Phrase.of(
                        "report.evidence.about",
                        release.get("artifact"),
                        problems.get(0).map(text -> Texts.clip(Texts.masked(text, secrets))),
                        problems.size()));
    }

    private static AttemptException wrong(Phrase why) {
        return AttemptException.failed(why);
    }

    /** What was attested, by whom. */
    private Phrase accepted(Envelope envelope, String sha256) throws AttemptException {
        if (!envelope.payloadType().equals(Envelope.IN_TOTO)) {
            throw wrong(Phrase.of("report.evidence.otherPayload", Envelope.IN_TOTO));
        }
        Optional<VerificationKey> signer = Optional.empty();
        for (VerificationKey key : keys) {
            signer = signer.isEmpty() && key.hasSigned(envelope) ? Optional.of(key) : signer;
        }
        String key = signer.orElseThrow(() -> wrong(Phrase.of("report.evidence.unsigned")))
                .id()
                .substring(0, SHOWN_OF_KEY);
        JsonNode statement = statement(envelope);
        require("_type", statement.path("_type"), STATEMENT);
        require("predicateType", statement.path("predicateType"), predicate.type);
        if (StreamSupport.stream(statement.path("subject").spliterator(), false)
                .noneMatch(one -> one.path("digest").path("sha256").asText().equalsIgnoreCase(sha256))) {
            throw wrong(Phrase.of("report.evidence.otherSubject", sha256));
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
                throw unlike(
                        "verifiedLevels", level, found.path("verifiedLevels").toString());
            }
        }
        return Phrase.of("report.evidence.signedBy", predicate.label(), Texts.quoted(by.asText("?")), key);
    }

    private static JsonNode statement(Envelope envelope) throws AttemptException {
        byte[] content = envelope.content();
        try {
            return Envelope.JSON.readTree(content);
        } catch (IOException e) {
            throw wrong(Phrase.of("report.evidence.noStatement", Envelope.problem(e)));
        }
    }

    private static void require(String what, JsonNode found, String expected) throws AttemptException {
        if (!expected.equals(found.textValue())) {
            throw unlike(what, expected, found.asText("nothing"));
        }
    }

    private static AttemptException unlike(String what, String expected, String found) {
        return wrong(Phrase.of("report.evidence.unlike", what, expected, Texts.quoted(found)));
    }

    /** What can be attested. */
    public enum Predicate {
        /** How and by whom it was built (SLSA provenance, version 1). */
        PROVENANCE("https://slsa.dev/provenance/v1"),
        /** That somebody verified it (SLSA verification summary, version 1). */
        VSA("https://slsa.dev/verification_summary/v1");

        private final String type;

        Predicate(String type) {
            this.type = type;
        }

        private Phrase label() {
            return this == VSA ? Phrase.of("report.evidence.summary") : Phrase.of("report.evidence.provenance");
        }
    }
}
