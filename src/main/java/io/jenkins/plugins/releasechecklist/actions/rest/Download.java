package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.Util;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.ReleaseLedger;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.notes.HtmlNotes;
import io.jenkins.plugins.releasechecklist.engine.notes.MarkdownNotes;
import io.jenkins.plugins.releasechecklist.engine.record.Ledger;
import io.jenkins.plugins.releasechecklist.engine.record.RecordVerification;
import io.jenkins.plugins.releasechecklist.engine.record.event.AttachedFile;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.log.RecordFile;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.report.ReleaseReport;
import io.jenkins.plugins.releasechecklist.engine.report.ReportFormat;
import io.jenkins.plugins.releasechecklist.engine.text.Sha256;
import io.jenkins.plugins.releasechecklist.evidence.EvidenceSigner;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.GET;

/** Answers with what people wrote: no browser may take it for anything but a file to be saved. */
public final class Download {
    private static final Logger LOGGER = Logger.getLogger(Download.class.getName());

    private Download() {}

    /** {@code GET record.jsonl}: the file itself, byte for byte, also when it is damaged. */
    public static WrittenAnswer ofRecord(Run<?, ?> run) {
        return (request, response) ->
                copy(run.getRootDir().toPath().resolve("release-checklist"), response, name(run, "release.jsonl"));
    }

    /** {@code GET ledger.jsonl}: the ledger of this Jenkins, likewise. Whoever asks has to be allowed to see all jobs. */
    public static WrittenAnswer ofLedger() {
        return (request, response) -> copy(ReleaseLedger.directory(), response, "ledger.jsonl");
    }

    private static void copy(Path directory, StaplerResponse2 response, String name) throws IOException {
        prepare(response, "text/plain;charset=UTF-8", name);
        try {
            Files.copy(directory.resolve(RecordFile.NAME), response.getOutputStream());
        } catch (NoSuchFileException e) {
            throw HttpResponses.notFound();
        }
    }

    /**
     * {@code GET report.html}, {@code report.md}, {@code report.json} and {@code report.csv}: the release as a file, the same that the
     * standalone tool makes of the record. Of a damaged record, too: it says so.
     */
    public static WrittenAnswer ofReport(Run<?, ?> run, ReportFormat format) {
        return (request, response) -> {
            ReleaseReport report = ReleaseReport.of(ReleaseReading.of(run).record());
            send(response, format.contentType(), name(run, format.fileName()), report.as(format));
        };
    }

    /** {@code GET notes.md} and {@code GET notes.html}: the notes that were announced, the draft before that. */
    public static WrittenAnswer ofNotes(Run<?, ?> run, boolean html) {
        return (request, response) -> {
            ReleaseReading reading = ReleaseReading.of(run);
            if (reading.record().verify().isPresent()) {
                throw HttpResponses.errorWithoutStack(
                        HttpServletResponse.SC_CONFLICT, Messages.NotesDownload_damaged());
            }
            Release release = reading.release();
            if (release.notes().isEmpty() && release.draft().isEmpty()) {
                throw HttpResponses.notFound();
            }
            if (html) {
                send(response, "text/html;charset=UTF-8", name(run, "notes.html"), document(release));
            } else {
                send(response, "text/markdown;charset=UTF-8", name(run, "notes.md"), markdown(release));
            }
        };
    }

    private static Optional<ReleaseEvent.NotesRendered> rendered(Release release) {
        return release.notes().filter(rendered -> release.isRenderedInForce());
    }

    private static String markdown(Release release) {
        return rendered(release)
                .map(ReleaseEvent.NotesRendered::markdown)
                .orElseGet(() -> MarkdownNotes.draft(release.draft()));
    }

    private static String document(Release release) {
        String title =
                release.application().orElse("") + " " + release.version().orElse("");
        String notes = rendered(release)
                .map(ReleaseEvent.NotesRendered::html)
                .orElseGet(() -> HtmlNotes.draft(release.draft()));
        return "<!DOCTYPE html>\n<html><head><meta charset=\"UTF-8\"><title>" + Util.escape(title.strip())
                + "</title></head><body>\n" + notes + "</body></html>\n";
    }

    /**
     * {@code GET evidence.json}: signed evidence about the release as it stands. A damaged record gives none; a browser then gets a
     * page that says why.
     */
    public static WrittenAnswer ofEvidence(Run<?, ?> run) {
        return (request, response) -> {
            ReleaseReading reading = ReleaseReading.of(run);
            RecordVerification examination = reading.record().examine();
            if (examination.release().seq() == 0 && examination.isWhole()) {
                throw HttpResponses.notFound();
            }
            if (!examination.isWhole()) {
                String reason = examination.damage().map(Damage::text).orElseThrow();
                DecisionAnswer.refused(
                                run, HttpServletResponse.SC_CONFLICT, Messages.EvidenceDownload_damaged(reason), "")
                        .generateResponse(request, response, run);
                return;
            }
            try {
                String text =
                        EvidenceSigner.sign(run, examination, excerpt(reading)).text();
                send(response, "application/json;charset=UTF-8", name(run, "evidence.json"), text);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot sign the evidence of " + run);
                String problem = Messages.EvidenceDownload_unsigned(e.getMessage());
                DecisionAnswer.refused(run, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, problem, "")
                        .generateResponse(request, response, run);
            }
        };
    }

    /** Evidence tells what it can: a ledger that cannot be read takes nothing from it. */
    private static Optional<Ledger.Excerpt> excerpt(ReleaseReading reading) {
        try {
            return Optional.of(ReleaseLedger.get().ledger().excerpt(reading.record()));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot read the ledger of releases", e);
            return Optional.empty();
        }
    }

    private static void send(StaplerResponse2 response, String type, String name, String text) throws IOException {
        prepare(response, type, name);
        response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Says in the headers that it is a file.
     *
     * @param type the content type
     * @param name the name of the file, which may hold anything; a header must not
     */
    public static void prepare(StaplerResponse2 response, String type, String name) {
        response.setContentType(type);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader("Cache-Control", "private, no-cache");
        String plain = plain(name);
        String whole = plain.equals(name) ? "" : "; filename*=UTF-8''" + Util.rawEncode(name);
        response.setHeader("Content-Disposition", "attachment; filename=\"" + plain + "\"" + whole);
    }

    /** The name of a file about the release of a build. */
    private static String name(Run<?, ?> run, String what) {
        return plain(run.getParent().getFullName()) + "-" + run.getNumber() + "-" + what;
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]+", "-");
    }

    /** {@code attachments}: the files that were attached to the announcement. */
    @Restricted(NoExternalUse.class)
    public static final class AttachedDownloads {
        private final Run<?, ?> run;

        public AttachedDownloads(Run<?, ?> run) {
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
            if (!Sha256.hex(content).equals(file.sha256())) {
                throw HttpResponses.errorWithoutStack(
                        HttpServletResponse.SC_CONFLICT, Messages.AttachmentDownloads_changed(file.name()));
            }
            prepare(response, "application/octet-stream", file.name());
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
    }
}
