package io.jenkins.plugins.releasechecklist.engine.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The style sheet of the HTML report, which goes into the page. */
final class ReportStyle {
    private static final String FILE = "report.css";

    private ReportStyle() {}

    static String load() {
        try (InputStream style = ReportStyle.class.getResourceAsStream(FILE)) {
            if (style == null) {
                throw new IllegalStateException("This was built without " + FILE);
            }
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a Content-Security-Policy calls the style. */
    static String hash(String style) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
