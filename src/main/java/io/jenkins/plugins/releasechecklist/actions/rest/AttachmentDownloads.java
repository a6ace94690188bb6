package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.record.event.AttachedFile;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.GET;

/** {@code attachments}: the files that were attached to the announcement. */
@Restricted(NoExternalUse.class)
public final class AttachmentDownloads {
    private final Run<?, ?> run;

    public AttachmentDownloads(Run<?, ?> run) {
        this.run = run;
    }

    /**
     * {@code GET attachments/NAME}: the file, if it still is the one that was recorded. Only what the record names is there, so no
     * name leads anywhere else.
     */
    @GET
    public void doDynamic(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        String path = request.getRestOfPath();
        AttachedFile file = ReleaseReading.of(run).release().files().stream()
                .filter(attached -> path.equals("/" + attached.name()))
                .findFirst()
                .orElseThrow(HttpResponses::notFound);
        byte[] content = content(RecordPointer.attachments(run).resolve(file.name()));
        if (!HexFormat.of().formatHex(sha256().digest(content)).equals(file.sha256())) {
            throw HttpResponses.errorWithoutStack(
                    HttpServletResponse.SC_CONFLICT, Messages.AttachmentDownloads_changed(file.name()));
        }
        SafeDownload.prepare(response, "application/octet-stream", file.name());
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }

    private static byte[] content(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw HttpResponses.notFound();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
