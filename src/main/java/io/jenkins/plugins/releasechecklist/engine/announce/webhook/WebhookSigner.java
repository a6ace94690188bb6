package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs webhooks with a secret that sender and receiver share, so that the receiver knows who sent them and that nobody
 * changed them.
 *
 * <p>The signature is {@code sha256=} and the HMAC-SHA256, in lower-case hexadecimal digits, of the value of the header
 * {@code X-Release-Checklist-Timestamp}, a full stop, and the bytes of the body. A receiver computes the same from what
 * it got, compares it in constant time with the header {@code X-Release-Checklist-Signature}, refuses timestamps that
 * are off by more than a few minutes, and takes an {@code Idempotency-Key} that it has seen before as done already.
 *
 * <p>Immutable and safe for use by many threads. The secret is never part of a text that this class makes.
 */
public final class WebhookSigner {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PREFIX = "sha256=";

    private final byte[] secret;

    /** Copies the shared secret, for text its UTF-8 form; refuses an empty one. */
    public WebhookSigner(byte[] secret) {
        if (secret.length == 0) {
            throw new IllegalArgumentException("Expected a secret to sign webhooks with, found an empty one");
        }
        this.secret = secret.clone();
    }

    /**
     * Signs one webhook.
     *
     * @param timestamp the value of the timestamp header: seconds since 1970 in decimal digits
     * @param body the bytes of the body
     * @return the value of the signature header
     */
    public String sign(String timestamp, byte[] body) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(timestamp.getBytes(StandardCharsets.UTF_8));
        signed.write('.');
        signed.writeBytes(body);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return PREFIX + HexFormat.of().formatHex(mac.doFinal(signed.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no " + ALGORITHM + ", which every Java must have", e);
        }
    }

    String secretText() {
        return new String(secret, StandardCharsets.UTF_8);
    }
}
