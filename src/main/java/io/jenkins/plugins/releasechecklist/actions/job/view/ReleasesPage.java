package io.jenkins.plugins.releasechecklist.actions.job.view;

import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore.IndexLook;
import io.jenkins.plugins.releasechecklist.engine.history.Deployment;
import io.jenkins.plugins.releasechecklist.engine.history.Period;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.SuccessMetrics;
import io.jenkins.plugins.releasechecklist.engine.history.Trend;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The page of the releases of a job.
 *
 * @param state why there is nothing to show, in words; empty when there is
 * @param rebuilding whether it is worth to come back
 * @param problems what in the address could not be understood
 * @param content what there is to show
 */
public record ReleasesPage(String state, boolean rebuilding, List<String> problems, Optional<Content> content) {
    private static final Logger LOGGER = Logger.getLogger(ReleasesPage.class.getName());

    public ReleasesPage {
        problems = List.copyOf(problems);
    }

    /** The page for a reader in the time zone who reads the language. */
    public static ReleasesPage of(Job<?, ?> job, ReleaseQuery query, Instant now, ZoneId zone, Locale locale) {
        try {
            IndexLook look = ReleaseIndexStore.look(job);
            if (look instanceof IndexLook.Rebuilding rebuilding) {
                return without(
                        query,
                        rebuilding.damaged() ? Messages.ReleasesPage_damaged() : Messages.ReleasesPage_missing(),
                        true);
            }
            ReleaseIndex index = ((IndexLook.Ready) look).index();
            return index.lines().isEmpty()
                    ? without(query, Messages.ReleasesPage_empty(), false)
                    : new ReleasesPage(
                            "", false, query.problems(), Optional.of(Content.of(job, index, query, now, zone, locale)));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the release index of " + job);
            return without(query, Messages.ReleasesPage_unreadable(e.getMessage()), false);
        }
    }

    private static ReleasesPage without(ReleaseQuery query, String state, boolean rebuilding) {
        return new ReleasesPage(state, rebuilding, query.problems(), Optional.empty());
    }

    /**
     * What there is to show.
     *
     * @param where what runs where
     * @param metrics how well the job releases
     * @param trends whether there is anything to draw
     * @param steps the trends in numbers
     * @param chart the address of what the charts draw
     * @param zone the time zone of the reader
     * @param list the releases
     */
    public record Content(
            List<EnvironmentRow> where,
            List<MetricView> metrics,
            boolean trends,
            List<StepRow> steps,
            List<FilterChoice> periods,
            String chart,
            String zone,
            ReleaseList list) {
        public Content {
            where = List.copyOf(where);
            metrics = List.copyOf(metrics);
            steps = List.copyOf(steps);
            periods = List.copyOf(periods);
        }

        static Content of(
                Job<?, ?> job, ReleaseIndex index, ReleaseQuery query, Instant now, ZoneId zone, Locale locale) {
            UtcTimeFormat moments = new UtcTimeFormat(zone, locale);
            Period period = query.period();
            List<Deployment> deployments = index.deployments();
            Trend trend = Trend.of(deployments, period, now, zone, locale);
            Address address = Address.of(query);
            return new Content(
                    index.environments().stream()
                            .map(where -> EnvironmentRow.of(job, where, moments))
                            .toList(),
                    MetricView.of(SuccessMetrics.of(deployments, period, now), period, locale),
                    !trend.deployments().isEmpty(),
                    StepRow.of(trend, period, zone, locale),
                    address.periods(),
                    address.chart(zone),
                    zone.getId(),
                    ReleaseList.of(job, index.lines(), query, moments, address));
        }
    }
}
