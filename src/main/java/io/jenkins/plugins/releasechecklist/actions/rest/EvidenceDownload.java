package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.engine.record.RecordVerification;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.Envelope;
import io.jenkins.plugins.releasechecklist.evidence.EvidenceSigner;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * {@code GET evidence.json}: signed evidence about the release as it stands. A damaged record gives none; a browser then gets a
 * page that says why.
 *
 * @param run the build
 */
public record EvidenceDownload(Run<?, ?> run) implements HttpResponse {
    private static final Logger LOGGER = Logger.getLogger(EvidenceDownload.class.getName());

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        RecordVerification examination = ReleaseReading.of(run).record().examine();
        if (examination.release().seq() == 0 && examination.isWhole()) {
            throw HttpResponses.notFound();
        }
        if (!examination.isWhole()) {
            String reason = examination.damage().map(Damage::text).orElseThrow();
            refuse(HttpServletResponse.SC_CONFLICT, Messages.EvidenceDownload_damaged(reason), request, response);
            return;
        }
        Envelope envelope;
        try {
            envelope = EvidenceSigner.sign(run, examination);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot sign the evidence of " + run);
            refuse(
                    HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    Messages.EvidenceDownload_unsigned(e.getMessage()),
                    request,
                    response);
            return;
        }
        SafeDownload.prepare(response, "application/json;charset=UTF-8", SafeDownload.name(run, "evidence.json"));
        response.getOutputStream().write(envelope.text().getBytes(StandardCharsets.UTF_8));
    }

    private void refuse(int status, String reason, StaplerRequest2 request, StaplerResponse2 response)
            throws IOException, ServletException {
        new DecisionAnswer(run, status, new ErrorJson(reason), reason, "").generateResponse(request, response, run);
    }
}
