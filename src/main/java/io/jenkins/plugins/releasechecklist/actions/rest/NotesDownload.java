package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.engine.notes.HtmlNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.MarkdownNotes;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * {@code GET notes.md} and {@code GET notes.html}: the notes that were announced, the draft before that.
 *
 * @param run the build
 * @param html whether as HTML
 */
public record NotesDownload(Run<?, ?> run, boolean html) implements HttpResponse {
    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        ReleaseReading reading = ReleaseReading.of(run);
        if (reading.record().verify().isPresent()) {
            throw HttpResponses.errorWithoutStack(HttpServletResponse.SC_CONFLICT, Messages.NotesDownload_damaged());
        }
        Release release = reading.release();
        if (release.notes().isEmpty() && release.draft().isEmpty()) {
            throw HttpResponses.notFound();
        }
        SafeDownload.prepare(
                response,
                html ? "text/html;charset=UTF-8" : "text/markdown;charset=UTF-8",
                SafeDownload.name(run, html ? "notes.html" : "notes.md"));
        String text = html ? document(release) : markdown(release);
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String markdown(Release release) {
        return release.notes()
                .filter(rendered -> release.isRenderedInForce())
                .map(rendered -> rendered.markdown())
                .orElseGet(() -> MarkdownNotes.draft(release.draft()));
    }

    private static String document(Release release) {
        String title =
                release.application().orElse("") + " " + release.version().orElse("");
        String notes = release.notes()
                .filter(rendered -> release.isRenderedInForce())
                .map(rendered -> rendered.html())
                .orElseGet(() -> HtmlNotes.draft(release.draft()));
        return "<!DOCTYPE html>\n<html><head><meta charset=\"UTF-8\"><title>" + Util.escape(title.strip())
                + "</title></head><body>\n" + notes + "</body></html>\n";
    }
}
