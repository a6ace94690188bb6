package io.jenkins.plugins.releasechecklist.actions.board;

import hudson.model.Item;
import hudson.model.Job;
import io.jenkins.plugins.releasechecklist.actions.board.BoardRow.BoardCell;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseIndexStore;
import io.jenkins.plugins.releasechecklist.builds.record.HistoryScope;
import io.jenkins.plugins.releasechecklist.builds.waiting.RunningRelease;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingIndex;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jvnet.localizer.LocaleProvider;

/**
 * Applications by environments.
 *
 * @param wording the words for it
 * @param environments the columns, the environment first that releases reach last
 * @param rows the jobs, all branches of a multibranch project together, those first in which a release is on its way, then by their
 *     latest deployment
 * @param others how many more jobs have releases than are shown
 * @param filter what the names of the jobs have to contain, in any case; empty for all
 */
public record BoardView(Wording wording, List<String> environments, List<BoardRow> rows, int others, String filter) {
    /** More than people look at; the filter finds the others. */
    private static final int MOST_ROWS = 200;

    private static final int MOST_COLUMNS = 6;

    /**
     * The board for the calling user.
     *
     * @param jobs the jobs that it may show
     * @param filter what the names of the jobs have to contain, in any case; empty for all
     * @param zone the time zone that the user set; empty when none is set
     */
    @SuppressWarnings("rawtypes") // What Jenkins gives.
    static BoardView of(Iterable<Job> jobs, String filter, String zone) {
        Instant now = Instant.now();
        Map<Item, List<RunningRelease>> onTheirWay = RunningRelease.visible(
                        WaitingIndex.get().all())
                .stream()
                .collect(Collectors.groupingBy(
                        running -> HistoryScope.of(running.job()).owner()));
        List<BoardRow> rows = new ArrayList<>();
        Set<Item> seen = new HashSet<>();
        for (Job<?, ?> job : jobs) {
            HistoryScope scope = HistoryScope.of(job);
            if (isWanted(job, filter) && seen.add(scope.owner())) {
                row(scope, onTheirWay.getOrDefault(scope.owner(), List.of()), now)
                        .ifPresent(rows::add);
            }
        }
        rows.sort(Comparator.comparing((BoardRow row) -> row.running().isEmpty())
                .thenComparing(BoardRow::latest, Comparator.reverseOrder())
                .thenComparing(BoardRow::name));
        List<BoardRow> shown = rows.subList(0, Math.min(MOST_ROWS, rows.size()));
        Wording wording = new Wording(new UtcTimeFormat(Viewer.zone(zone), LocaleProvider.getLocale()));
        return new BoardView(wording, columns(shown), List.copyOf(shown), rows.size() - shown.size(), filter);
    }

    /** Whether a board shows the job. */
    static boolean shows(Job<?, ?> job, String filter) {
        return isWanted(job, filter)
                && row(HistoryScope.of(job), List.of(), Instant.now()).isPresent();
    }

    private static Optional<BoardRow> row(HistoryScope scope, List<RunningRelease> running, Instant now) {
        return ReleaseIndexStore.peek(scope.job())
                .map(scope::visible)
                .map(index -> BoardRow.of(newest(scope, index), index.environments(), running, now))
                .filter(row -> !row.cells().isEmpty() || !row.running().isEmpty());
    }

    /** Of several jobs, the one that has the newest release. */
    private static Job<?, ?> newest(HistoryScope scope, ReleaseIndex index) {
        Optional<Job<?, ?>> newest = index.lines().stream()
                .<Job<?, ?>>flatMap(line -> scope.job(line.key()).stream())
                .findFirst();
        return newest.orElse(scope.job());
    }

    private static boolean isWanted(Job<?, ?> job, String filter) {
        return filter.isEmpty()
                || job.getFullDisplayName().toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT));
    }

    /** Those that most jobs have; the one first that comes first in most rows. */
    private static List<String> columns(Collection<BoardRow> rows) {
        Map<String, Integer> count = new HashMap<>();
        Map<String, Integer> places = new HashMap<>();
        for (BoardRow row : rows) {
            int place = 0;
            for (BoardCell cell : row.cells()) {
                count.merge(cell.environment(), 1, Integer::sum);
                places.merge(cell.environment(), place++, Integer::sum);
            }
        }
        return count.keySet().stream()
                .sorted(Comparator.comparing((String name) -> -count.get(name)).thenComparing(name -> name))
                .limit(MOST_COLUMNS)
                .sorted(Comparator.comparing((String name) -> (double) places.get(name) / count.get(name))
                        .thenComparing(name -> name))
                .toList();
    }

    /** The cell of a row in a column; null where nothing is known. */
    public BoardCell cell(BoardRow row, String environment) {
        Optional<BoardCell> found = row.cells().stream()
                .filter(cell -> cell.environment().equals(environment))
                .findFirst();
        return found.orElse(null);
    }

    /** What a release on its way waits for, in a line; empty when it waits for nothing. */
    public String waitsFor(RunningRelease release) {
        return String.join("; ", wording.waitingFor(release.release(), release.gates()));
    }
}
