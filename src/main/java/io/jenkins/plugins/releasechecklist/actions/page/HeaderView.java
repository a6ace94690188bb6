package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.PageFragment;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Incident;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import java.util.List;
import java.util.Optional;

/**
 * What is released, and how far it is.
 *
 * @param name what is released
 * @param release its version; empty while nobody said it
 * @param type the release type
 * @param status where the release stands
 * @param done how many required items are done
 * @param needed how many there are
 * @param progress the same in words
 * @param waitingFor what it waits for
 * @param starters who started the build; empty when nobody did
 * @param origin the build that this one restarts or replays
 * @param incident why an incident was opened; empty when there is none
 * @param rollback where a rollback goes
 */
public record HeaderView(
        String name,
        String release,
        String type,
        StatusView status,
        long done,
        long needed,
        String progress,
        List<String> waitingFor,
        String starters,
        BuildLink origin,
        String incident,
        BuildLink rollback)
        implements PageFragment {
    public HeaderView {
        waitingFor = List.copyOf(waitingFor);
    }

    /** Name and version in one line. */
    public String title() {
        return release.isEmpty() ? name : name + " " + release;
    }

    /** A release of which nothing is known but what it is called. */
    static HeaderView named(String name) {
        return new HeaderView(
                name,
                "",
                "",
                StatusView.ofDamagedRecord(),
                0,
                0,
                "",
                List.of(),
                "",
                BuildLink.NONE,
                "",
                BuildLink.NONE);
    }

    /**
     * What is known of a release.
     *
     * @param sound whether its record can be believed; its status is not shown otherwise
     */
    static HeaderView of(Release release, String fallbackName, List<String> waitingFor, boolean sound) {
        return new HeaderView(
                release.application().orElse(fallbackName),
                release.version().orElse(""),
                type(release.type()),
                sound ? StatusView.of(release.status()) : StatusView.ofDamagedRecord(),
                release.doneItems(),
                release.neededItems().size(),
                Messages.HeaderView_progress(
                        release.doneItems(), release.neededItems().size()),
                waitingFor,
                String.join(
                        ", ",
                        release.opened().map(ReleaseEvent.Opened::starters).orElse(List.of()).stream()
                                .map(Person::name)
                                .toList()),
                release.opened()
                        .flatMap(ReleaseEvent.Opened::origin)
                        .map(build -> BuildLink.to(build, Messages.HeaderView_build(build.job(), build.number())))
                        .orElse(BuildLink.NONE),
                release.incident().map(HeaderView::incident).orElse(""),
                target(release)
                        .map(to -> BuildLink.to(
                                to.build(),
                                Messages.HeaderView_target(
                                        to.version(), to.build().number())))
                        .orElse(BuildLink.NONE));
    }

    private static String incident(Incident incident) {
        return incident.ended().isPresent() ? Messages.HeaderView_incidentOver(incident.reason()) : incident.reason();
    }

    private static Optional<ReleaseEvent.RollbackTargeted> target(Release release) {
        return release.runs().stream()
                .map(RunState::target)
                .flatMap(Optional::stream)
                .reduce((earlier, later) -> later);
    }

    private static String type(ReleaseType type) {
        return switch (type) {
            case PATCH -> Messages.HeaderView_patch();
            case MINOR -> Messages.HeaderView_minor();
            case MAJOR -> Messages.HeaderView_major();
        };
    }

    /**
     * A link to a build of this Jenkins.
     *
     * @param text for people; empty when there is no link
     * @param path below the root of Jenkins, without a slash at its beginning
     */
    public record BuildLink(String text, String path) {
        static final BuildLink NONE = new BuildLink("", "");

        static BuildLink to(BuildRef build, String text) {
            return new BuildLink(text, build.url().replaceFirst("^/+", ""));
        }

        /** Whether there is a build. */
        public boolean known() {
            return !text.isEmpty();
        }
    }
}
