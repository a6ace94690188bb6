package io.jenkins.plugins.releasechecklist.actions.job.view;

import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.actions.wording.PagePath;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentLine;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentStatus;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.SuccessMetrics;
import io.jenkins.plugins.releasechecklist.engine.history.Trend;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.io.IOException;
import java.time.Duration;
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
            boolean damaged = ReleaseIndexStore.exists(job);
            Optional<ReleaseIndex> index = ReleaseIndexStore.look(job);
            if (index.isEmpty()) {
                String state = damaged ? Messages.ReleasesPage_damaged() : Messages.ReleasesPage_missing();
                return without(query, state, true);
            }
            return index.get().lines().isEmpty()
                    ? without(query, Messages.ReleasesPage_empty(), false)
                    : new ReleasesPage(
                            "",
                            false,
                            query.problems(),
                            Optional.of(Content.of(job, index.get(), query, now, zone, locale)));
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
     * @param job the job
     * @param moments times as the reader reads them
     * @param where what runs where
     * @param metrics how well the job releases
     * @param trend the same over time
     * @param list the releases
     * @param query what is asked for
     * @param zone the time zone of the reader
     * @param locale the language of the reader
     */
    public record Content(
            Job<?, ?> job,
            UtcTimeFormat moments,
            List<EnvironmentStatus> where,
            List<MetricView> metrics,
            Trend trend,
            ReleaseList list,
            ReleaseQuery query,
            ZoneId zone,
            Locale locale) {
        public Content {
            where = List.copyOf(where);
            metrics = List.copyOf(metrics);
        }

        static Content of(
                Job<?, ?> job, ReleaseIndex index, ReleaseQuery query, Instant now, ZoneId zone, Locale locale) {
            return new Content(
                    job,
                    new UtcTimeFormat(zone, locale),
                    index.environments(),
                    MetricView.of(SuccessMetrics.of(index, query.period(), now), query.period(), locale),
                    Trend.of(index.deployments(), query.period(), now, zone, locale),
                    ReleaseList.of(index.lines(), query),
                    query,
                    zone,
                    locale);
        }

        /** The periods of the metrics; the value of each is an address. */
        public List<ReleaseList.FilterChoice> periods() {
            return query.periods();
        }

        /** The address of what the charts draw. */
        public String chart() {
            return query.chart(zone);
        }

        /** The page of a release, below the root of Jenkins; empty when its build was discarded. */
        public String page(int build, boolean discarded) {
            return PagePath.ofRelease(job, build, discarded).orElse("");
        }

        /** A build, as {@code #7}. */
        public String build(int number) {
            return Messages.ReleaseRow_build(number);
        }

        /** How a release came where it runs, where that is unusual. */
        public String how(EnvironmentStatus.Arrival now) {
            return now.isBroughtBack() ? Messages.WhereRow_broughtBack(now.by()) : "";
        }

        /** What became of a release in an environment; no text when that is forgotten. */
        public StatusView outcome(Optional<EnvironmentLine> line) {
            return line.map(ReleaseList::outcome).orElse(StatusView.NONE);
        }

        /** The name of a week, by its first day, or of a month. */
        public String name(Trend.Step step) {
            return TrendChart.name(step, query.period(), zone, locale);
        }

        /** A median; a dash when there are too few values for one. */
        public String median(Optional<Duration> median) {
            return median.map(Durations::rounded).orElse(Messages.StepRow_none());
        }
    }
}
