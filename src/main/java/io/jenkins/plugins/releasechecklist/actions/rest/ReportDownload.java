package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.engine.report.ReleaseReport;
import io.jenkins.plugins.releasechecklist.engine.report.ReportFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * {@code GET report.html}, {@code report.md}, {@code report.json} and {@code report.csv}: the release as a file, the same that the
 * standalone tool makes of the record. Of a damaged record, too: it says so.
 *
 * @param run the build
 * @param format the form of the file
 */
public record ReportDownload(Run<?, ?> run, ReportFormat format) implements HttpResponse {
    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        ReleaseReport report = ReleaseReport.of(ReleaseReading.of(run).record());
        SafeDownload.prepare(response, format.contentType(), SafeDownload.name(run, format.fileName()));
        response.getOutputStream().write(report.as(format).getBytes(StandardCharsets.UTF_8));
    }
}
