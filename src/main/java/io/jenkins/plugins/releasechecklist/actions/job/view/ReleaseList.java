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
 * The releases, a part at a time.
 *
 * @param part the part
 * @param query what is asked for
 * @param address the addresses of other parts and exports
 */
public record ReleaseList(Paging<ReleaseLine> part, ReleaseQuery query, Address address) {
    private static final int PAGE = 25;

    static ReleaseList of(List<ReleaseLine> newestFirst, ReleaseQuery query) {
        List<ReleaseLine> wanted = newestFirst.stream().filter(query::wants).toList();
        return new ReleaseList(
                Paging.of(wanted, query.before().orElse(Integer.MAX_VALUE), PAGE, ReleaseLine::build),
                query,
                new Address(query));
    }

    /** Which part it is, in words. */
    public String position() {
        return part.rows().isEmpty() ? "" : Messages.ReleaseList_position(part.first(), part.last(), part.total());
    }

    /** The address of the part before it; empty when there is none. */
    public String newer() {
        return part.newer() ? address.before(part.newerBefore()) : "";
    }

    /** The address of the next part; empty when there is none. */
    public String older() {
        return part.older().map(build -> address.before(Optional.of(build))).orElse("");
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

    /** Where a release stands. A newer version of the plugin may have written a status that this one does not know. */
    public static StatusView status(ReleaseLine line) {
        return Arrays.stream(ReleaseStatus.values())
                .filter(status -> status.name().equals(line.status()))
                .findFirst()
                .map(StatusView::of)
                .orElse(StatusView.of(ItemStatus.PENDING).named(line.status()));
    }

    /** What became of a release in an environment, with its name. */
    public String reached(EnvironmentLine where) {
        return Messages.Reached_where(where.name(), outcome(where).text());
    }

    /** What became of a release in an environment. */
    public static StatusView outcome(EnvironmentLine where) {
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
