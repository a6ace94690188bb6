package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhooks with secrets that sender and receiver share, so that the receiver knows who sent them and that nobody changed
 * them. A receiver refuses timestamps that are off by more than a few minutes, and takes a delivery that it has seen before as done
 * already.
 *
 * <p>There are two signatures. The one of <a href="https://www.standardwebhooks.com/">Standard Webhooks</a> covers id, timestamp
 * and body, and is made with every secret, so that one can be exchanged without a moment at which nothing fits. The older one is
 * made with the first secret: {@code sha256=} and the HMAC-SHA256, in lower-case hexadecimal digits, of timestamp, a full stop and
 * the body.
 *
 * <p>Immutable and safe for use by many threads. A secret is never part of a text that this class makes.
 */
public final class WebhookSigner {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String BASE64_SECRET = "whsec_";

    private final List<String> secrets;
    private final List<byte[]> keys;

    /**
     * Takes the secrets.
     *
     * @param secrets at least one, the one to use from now on first. What begins with {@code whsec_} is base64 after that for
     *     Standard Webhooks
     * @throws IllegalArgumentException if there is none, one is empty, or one is not base64 where it has to be
     */
    public WebhookSigner(List<String> secrets) {
        if (secrets.isEmpty() || secrets.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("Expected a secret to sign webhooks with, found an empty one");
        }
        this.secrets = List.copyOf(secrets);
        this.keys = secrets.stream().map(WebhookSigner::key).toList();
    }

    private static byte[] key(String secret) {
        if (!secret.startsWith(BASE64_SECRET)) {
            return secret.getBytes(StandardCharsets.UTF_8);
        }
        try {
            byte[] key = Base64.getDecoder().decode(secret.substring(BASE64_SECRET.length()));
            if (key.length > 0) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Not the cause: its message may repeat the secret.
        }
        throw new IllegalArgumentException(
                "Expected base64 after " + BASE64_SECRET + " in a secret to sign webhooks with, found something else");
    }

    /**
     * Signs one webhook in the older form.
     *
     * @param timestamp the value of the timestamp header: seconds since 1970 in decimal digits
     * @param body the bytes of the body
     * @return the value of the header {@code X-Release-Checklist-Signature}
     */
    public String sign(String timestamp, byte[] body) {
        byte[] secret = secrets.get(0).getBytes(StandardCharsets.UTF_8);
        return "sha256=" + HexFormat.of().formatHex(hmac(secret, timestamp + ".", body));
    }

    /** Signs one webhook by Standard Webhooks, and returns the value of the header {@code webhook-signature}. */
    public String signStandard(DeliveryId id, String timestamp, byte[] body) {
        return keys.stream()
                .map(key -> "v1," + Base64.getEncoder().encodeToString(hmac(key, id + "." + timestamp + ".", body)))
                .collect(Collectors.joining(" "));
    }

    private static byte[] hmac(byte[] key, String before, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            mac.update(before.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + ALGORITHM + ", which every Java must have", e);
        }
    }

    /** What must not be shown, should a receiver repeat it. */
    List<String> secrets() {
        return secrets;
    }
}
