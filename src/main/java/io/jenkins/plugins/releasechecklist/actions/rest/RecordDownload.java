package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * {@code GET record.jsonl}: the file itself, byte for byte, also when it is damaged. It holds what people wrote, so no browser
 * may take it for anything but text to be saved.
 *
 * @param run the build
 */
public record RecordDownload(Run<?, ?> run) implements HttpResponse {
    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        Path file = run.getRootDir().toPath().resolve("release-checklist").resolve("events.jsonl");
        SafeDownload.prepare(response, "text/plain;charset=UTF-8", SafeDownload.name(run, "release.jsonl"));
        try {
            Files.copy(file, response.getOutputStream());
        } catch (NoSuchFileException e) {
            throw HttpResponses.notFound();
        }
    }
}
