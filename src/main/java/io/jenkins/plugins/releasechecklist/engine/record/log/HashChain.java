package io.jenkins.plugins.releasechecklist.engine.record.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The chain that makes a log tamper-evident: every line names the hash of the line before. */
public final class HashChain {
    /** What the first event says about the line before it. */
    public static final String GENESIS = "0".repeat(64);

    private HashChain() {}

    /** SHA-256 of the bytes of a line, without its line break, in lower-case hex. */
    public static String hash(byte[] line) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
