package io.jenkins.plugins.releasechecklist.evidence;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/**
 * A public key, for everybody to see. Names and order of the components are those of the JSON.
 *
 * @param keyid SHA-256 of the key in DER, as bundles name it
 * @param algorithm {@code ecdsa-sha256} or {@code rsa-sha256}
 * @param pem the key
 * @param from since when it signs (ISO-8601, UTC)
 * @param until since when it does not any more; null while it may
 */
public record PublishedKey(
        String keyid,
        String algorithm,
        String pem,
        String from,
        @CheckForNull String until) {}
