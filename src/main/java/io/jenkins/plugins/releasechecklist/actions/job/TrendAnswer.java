package io.jenkins.plugins.releasechecklist.actions.job;

import hudson.Util;
import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.actions.job.view.ReleaseQuery;
import io.jenkins.plugins.releasechecklist.actions.job.view.TrendChart;
import io.jenkins.plugins.releasechecklist.actions.rest.JsonAnswer;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseHistorySummary;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.Trend;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** What the charts of a period draw, in the time zone of the reader, which the page says. */
final class TrendAnswer extends IndexReading {
    TrendAnswer(Job<?, ?> job) {
        super(job);
    }

    @Override
    void answer(ReleaseQuery query, ReleaseIndex index, StaplerRequest2 request, StaplerResponse2 response)
            throws IOException, ServletException {
        ZoneId zone = Viewer.zone(Util.fixNull(request.getParameter("zone")));
        Locale locale = LocaleProvider.getLocale();
        Trend trend =
                Trend.of(index.deployments(), query.period(), Instant.now(), zone, locale);
        new JsonAnswer(HttpServletResponse.SC_OK, TrendChart.of(trend, query.period(), zone, locale))
                .generateResponse(request, response, null);
    }
}
