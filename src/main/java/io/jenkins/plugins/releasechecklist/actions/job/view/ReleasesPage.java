package io.jenkins.plugins.releasechecklist.actions.job.view;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.actions.page.GateDialogs.Dialog;
import io.jenkins.plugins.releasechecklist.actions.rest.RollbackEndpoint;
import io.jenkins.plugins.releasechecklist.actions.wording.PagePath;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.builds.history.DeploymentRequest;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.history.BuildKey;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentLine;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentStatus;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import io.jenkins.plugins.releasechecklist.engine.history.RollbackChoice;
import io.jenkins.plugins.releasechecklist.engine.history.SuccessMetrics;
import io.jenkins.plugins.releasechecklist.engine.history.Trend;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

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
            Optional<ReleaseIndex> index = ReleaseIndexStore.look(job).map(HistoryScope.of(job)::visible);
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
     * @param rollbacks what the viewer can have rolled back, by environment
     * @param underway promotions and rollbacks that wait in the queue or run, by environment
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
            Map<String, RollbackChoice> rollbacks,
            Map<String, List<String>> underway,
            List<MetricView> metrics,
            Trend trend,
            ReleaseList list,
            ReleaseQuery query,
            ZoneId zone,
            Locale locale) {
        public Content {
            where = List.copyOf(where);
            rollbacks = Map.copyOf(rollbacks);
            underway = Map.copyOf(underway);
            metrics = List.copyOf(metrics);
        }

        static Content of(
                Job<?, ?> job, ReleaseIndex index, ReleaseQuery query, Instant now, ZoneId zone, Locale locale) {
            return new Content(
                    job,
                    new UtcTimeFormat(zone, locale),
                    index.environments(),
                    rollbacks(job, index),
                    underway(job, index),
                    MetricView.of(SuccessMetrics.of(index, query.period(), now), query.period(), locale),
                    Trend.of(index.deployments(), query.period(), now, zone, locale),
                    ReleaseList.of(index.lines(), query),
                    query,
                    zone,
                    locale);
        }

        private static Map<String, RollbackChoice> rollbacks(Job<?, ?> job, ReleaseIndex index) {
            return RollbackEndpoint.NEEDED.stream().allMatch(job::hasPermission)
                    ? index.environments().stream()
                            .flatMap(status -> index.rollback(status.environment()).stream())
                            .collect(Collectors.toMap(RollbackChoice::environment, Function.identity()))
                    : Map.of();
        }

        private static Map<String, List<String>> underway(Job<?, ?> job, ReleaseIndex index) {
            Map<String, List<String>> texts = new HashMap<>();
            index.lines().stream()
                    .filter(line -> line.ended().isEmpty())
                    .forEach(line -> line.request()
                            .ifPresent(it -> texts.computeIfAbsent(it.environment(), name -> new ArrayList<>())
                                    .add(
                                            it.rollbackTo().isPresent()
                                                    ? Messages.WhereRow_rollingBack(
                                                            line.key().text())
                                                    : Messages.WhereRow_promoting(
                                                            line.key().text()))));
            DeploymentRequest.queued(job)
                    .forEach(request -> texts.computeIfAbsent(request.environment(), name -> new ArrayList<>())
                            .add(Messages.WhereRow_queued(request.text())));
            return texts;
        }

        /** What is on its way to an environment, in words. */
        public List<String> underway(EnvironmentStatus status) {
            return underway.getOrDefault(status.environment(), List.of());
        }

        /** What the viewer can have rolled back in an environment; null where that is nothing. */
        @CheckForNull
        public RollbackChoice rollback(EnvironmentStatus status) {
            return rollbacks.get(status.environment());
        }

        /** What a rollback means. */
        public Dialog dialog(RollbackChoice choice) {
            return new Dialog(
                    Messages.Rollback_title(choice.environment()),
                    List.of(
                            Messages.Rollback_takesBack(name(choice.from())),
                            Messages.Rollback_starts(job.getFullDisplayName()),
                            Messages.Rollback_gates(),
                            Messages.Rollback_forever()));
        }

        /** A release, as {@code 2.4.0 (#7)}. */
        public String name(ReleaseLine line) {
            return line.version()
                    .map(version ->
                            Messages.Rollback_release(version, line.key().text()))
                    .orElseGet(() -> line.key().text());
        }

        /** Whether the viewer may find the dialog that promotes a release on its page. */
        public boolean isPromotable(ReleaseLine line) {
            return job.hasPermission(Item.BUILD)
                    && line.job().equals(HistoryScope.of(job).name())
                    && !line.discarded()
                    && line.version().isPresent()
                    && line.ended().isPresent()
                    && line.released().isEmpty()
                    && !List.of(ReleaseStatus.FAILED.name(), ReleaseStatus.ROLLED_BACK.name())
                            .contains(line.status());
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
        public String page(BuildKey build, boolean discarded) {
            return PagePath.ofRelease(job, build, discarded).orElse("");
        }

        /** How a release came where it runs, where that is unusual. */
        public String how(EnvironmentStatus.Arrival now) {
            return now.isBroughtBack() ? Messages.WhereRow_broughtBack(now.by().text()) : "";
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
