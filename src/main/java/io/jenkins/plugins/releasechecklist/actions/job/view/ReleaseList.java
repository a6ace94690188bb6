package io.jenkins.plugins.releasechecklist.actions.job.view;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentLine;
import io.jenkins.plugins.releasechecklist.engine.history.EnvironmentOutcome;
import io.jenkins.plugins.releasechecklist.engine.history.ReleaseLine;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One part of the releases, the newest build first.
 *
 * @param all those that are wanted
 * @param from how many of them are before the part
 * @param query what is asked for
 */
public record ReleaseList(List<ReleaseLine> all, int from, ReleaseQuery query) {
    private static final int PAGE = 25;

    public ReleaseList {
        all = List.copyOf(all);
    }

    static ReleaseList of(List<ReleaseLine> newestFirst, ReleaseQuery query) {
        List<ReleaseLine> wanted = newestFirst.stream().filter(query::wants).toList();
        long before = query.before().orElse(Long.MAX_VALUE);
        long newer = wanted.stream().filter(line -> line.position() >= before).count();
        return new ReleaseList(wanted, (int) newer, query);
    }

    /** The part. */
    public List<ReleaseLine> rows() {
        return all.subList(from, until());
    }

    private int until() {
        return Math.min(all.size(), from + PAGE);
    }

    /** Which part it is, in words. */
    public String position() {
        return rows().isEmpty() ? "" : Messages.ReleaseList_position(from + 1, until(), all.size());
    }

    /** The address of the part before it; empty when there is none. */
    public String newer() {
        return from > 0 ? query.part(after(from - PAGE)) : "";
    }

    /** The address of the next part; empty when there is none. */
    public String older() {
        return until() > 0 && until() < all.size() ? query.part(after(until())) : "";
    }

    /** What to ask for as {@code before} for the part that begins there; nothing for the first one. */
    private Optional<Long> after(int rows) {
        return rows > 0 ? Optional.of(all.get(rows - 1).position()) : Optional.empty();
    }

    /** What can be chosen as type. */
    public List<FilterChoice> types() {
        return Arrays.stream(ReleaseType.values())
                .map(type ->
                        new FilterChoice(type.id(), text(type), query.type().equals(Optional.of(type))))
                .toList();
    }

    /** What can be chosen as status. */
    public List<FilterChoice> statuses() {
        return Arrays.stream(ReleaseStatus.values())
                .map(status -> new FilterChoice(
                        status.name(),
                        StatusView.of(status).text(),
                        query.status().equals(Optional.of(status))))
                .toList();
    }

    /** The type of a release; empty while nobody knows it. */
    public String type(ReleaseLine line) {
        return line.type().flatMap(ReleaseType::named).map(ReleaseList::text).orElse("");
    }

    private static String text(ReleaseType type) {
        return switch (type) {
            case PATCH -> Messages.Choice_patch();
            case MINOR -> Messages.Choice_minor();
            case MAJOR -> Messages.Choice_major();
        };
    }

    /** Where a release stands, and whether it went out without a Go. A newer version of the plugin may have written a status that this one does not know. */
    public static StatusView status(ReleaseLine line) {
        StatusView known = Arrays.stream(ReleaseStatus.values())
                .filter(status -> status.name().equals(line.status()))
                .findFirst()
                .map(StatusView::of)
                .orElse(StatusView.of(ItemStatus.PENDING).named(line.status()));
        return line.ungated().isEmpty() ? known : known.withoutGo();
    }

    /** What became of a release in an environment, with its name. */
    public String reached(EnvironmentLine where) {
        return Messages.Reached_where(where.name(), outcome(where).text());
    }

    /** What became of a release in an environment. */
    public static StatusView outcome(EnvironmentLine where) {
        StatusView known = known(where);
        return where.withoutGo().isPresent() ? known.withoutGo() : known;
    }

    private static StatusView known(EnvironmentLine where) {
        return switch (EnvironmentOutcome.of(where)) {
            case VERIFIED -> StatusView.of(ItemStatus.PASSED).named(Messages.Reached_verified());
            case ROLLED_BACK -> StatusView.of(ReleaseStatus.ROLLED_BACK).named(Messages.Reached_rolledBack());
            case DEPLOYMENT_FAILED -> StatusView.of(ItemStatus.FAILED).named(Messages.Reached_deploymentFailed());
            case VERIFICATION_FAILED -> StatusView.of(ItemStatus.FAILED).named(Messages.Reached_verificationFailed());
            case VERIFICATION_INCONCLUSIVE ->
                StatusView.of(ItemStatus.WAITING).named(Messages.Reached_verificationInconclusive());
            case TESTS_FAILED -> StatusView.of(ItemStatus.FAILED).named(Messages.Reached_testsFailed());
            case TESTS_PASSED -> StatusView.of(ItemStatus.PASSED).named(Messages.Reached_testsPassed());
            case DEPLOYED -> StatusView.of(ItemStatus.PENDING).named(Messages.Reached_deployed());
            case UNKNOWN -> StatusView.of(ItemStatus.PENDING).named(Messages.Reached_unknown());
        };
    }

    /**
     * An entry of a list from which one is chosen.
     *
     * @param value what the form sends
     * @param text for people
     * @param chosen whether it is chosen
     */
    public record FilterChoice(String value, String text, boolean chosen) {}
}
