package io.jenkins.plugins.releasechecklist.engine.report.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.AttemptException;
import io.jenkins.plugins.releasechecklist.engine.report.json.JsonText;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A DSSE envelope (Dead Simple Signing Envelope, version 1).
 *
 * @param payloadType what the payload is
 * @param payload the signed text itself, in base64
 * @param signatures at least one
 */
public record Envelope(String payloadType, String payload, List<Signed> signatures) {
    /** The payload type of an in-toto Statement. */
    public static final String IN_TOTO = "application/vnd.in-toto+json";

    /** The longest payload in characters: base64 of evidence about some hundred thousand checks. */
    private static final int LONGEST = 100_000_000;

    /** How many envelopes one text can have. */
    private static final int MOST = 100;

    /**
     * Reads only what every reader takes for the same: no key twice, of which one reader sees the first and another one the last,
     * and nothing behind the end.
     */
    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(LONGEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Set<String> KEYS = Set.of("payloadType", "payload", "signatures");

    public Envelope {
        signatures = List.copyOf(signatures);
    }

    /**
     * A signature.
     *
     * @param keyid names the key, as a hint which one to try
     * @param sig the signature, in base64
     * @param certificates the chain of a signer with a certificate as PEM, its own one first; left out without
     */
    public record Signed(
            String keyid,
            String sig,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> certificates) {
        public Signed {
            certificates = List.copyOf(certificates);
        }
    }

    /** The envelope as JSON in one line, ended by a line feed. */
    public String text() {
        return JsonText.of(this) + "\n";
    }

    /**
     * Reads an envelope, and refuses what is none with what was expected. What it does not know is skipped, as the standard
     * demands.
     */
    public static Envelope parse(String text) throws IOException {
        JsonNode tree;
        try {
            tree = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IOException("expected a bundle in JSON, found something else: " + e.getOriginalMessage(), e);
        }
        return of(tree);
    }

    /**
     * Reads one envelope or several, one after the other (JSON lines). The bundles of Sigstore have theirs inside.
     *
     * @throws AttemptException as {@link #parse}, and if there are more than {@value #MOST}
     */
    static List<Envelope> parseAll(String text) throws AttemptException {
        List<Envelope> envelopes = new ArrayList<>();
        try (MappingIterator<JsonNode> trees = JSON.readerFor(JsonNode.class).readValues(text)) {
            while (trees.hasNextValue() && envelopes.size() <= MOST) {
                JsonNode tree = trees.nextValue();
                envelopes.add(of(tree.path("dsseEnvelope").isObject() ? tree.path("dsseEnvelope") : tree));
            }
        } catch (AttemptException e) {
            throw e;
        } catch (IOException e) {
            throw AttemptException.failed(Phrase.of("report.evidence.noEnvelopes", problem(e)));
        }
        if (envelopes.isEmpty() || envelopes.size() > MOST) {
            throw AttemptException.failed(Phrase.of("report.evidence.otherCount", MOST, envelopes.size()));
        }
        return envelopes;
    }

    /** What is wrong with JSON, without where in which reader. */
    static String problem(IOException e) {
        return e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    }

    private static Envelope of(JsonNode tree) throws AttemptException {
        List<Signed> signatures = new ArrayList<>();
        for (JsonNode signature : tree.path("signatures")) {
            List<String> certificates = new ArrayList<>();
            signature.path("certificates").forEach(one -> certificates.add(one.asText()));
            signatures.add(new Signed(
                    signature.path("keyid").asText(), signature.path("sig").asText(), certificates));
        }
        boolean whole =
                tree.path("payloadType").isTextual() && tree.path("payload").isTextual();
        if (!whole || signatures.isEmpty()) {
            throw AttemptException.failed(Phrase.of("report.evidence.noEnvelope"));
        }
        return new Envelope(
                tree.path("payloadType").textValue(), tree.path("payload").textValue(), signatures);
    }

    /** Whether the text begins like an envelope rather than like a record; it need not be a whole one. */
    public static boolean isEnvelope(String text) {
        try (JsonParser parser = JSON.createParser(text)) {
            // Without a field, as in {}, there is no name.
            return parser.nextToken() == JsonToken.START_OBJECT
                    && Optional.ofNullable(parser.nextFieldName())
                            .filter(KEYS::contains)
                            .isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** The payload, which has to be base64. */
    byte[] content() throws AttemptException {
        return decoded(payload);
    }

    /**
     * Standard or URL-safe, as the protocol says that a verifier has to accept, with padding or without, and only as an encoder writes it: other texts for the
     * same bytes would be bundles that nobody made.
     */
    static byte[] decoded(String base64) throws AttemptException {
        boolean urlSafe = base64.indexOf('-') >= 0 || base64.indexOf('_') >= 0;
        try {
            byte[] bytes = (urlSafe ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(base64);
            Base64.Encoder encoder = urlSafe ? Base64.getUrlEncoder() : Base64.getEncoder();
            if (encoder.encodeToString(bytes).equals(base64)
                    || encoder.withoutPadding().encodeToString(bytes).equals(base64)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw AttemptException.failed(Phrase.of("report.evidence.noBase64"));
        }
        throw AttemptException.failed(Phrase.of("report.evidence.otherBase64"));
    }

    /** What is signed: the pre-authentication encoding of the standard, so that the type cannot be exchanged. */
    static byte[] preAuthenticationEncoding(String type, byte[] content) {
        byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
        byte[] start = ("DSSEv1 " + typeBytes.length + " " + type + " " + content.length + " ")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[start.length + content.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(content, 0, all, start.length, content.length);
        return all;
    }
}
