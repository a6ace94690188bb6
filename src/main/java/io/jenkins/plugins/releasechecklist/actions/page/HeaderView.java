package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is released, and how far it is.
 *
 * @param release what is known of it
 * @param fallbackName what it is called while nobody named it
 * @param waitingFor what it waits for
 * @param sound whether its record can be believed; its status is not shown otherwise
 */
public record HeaderView(Release release, String fallbackName, List<String> waitingFor, boolean sound) {
    public HeaderView {
        waitingFor = List.copyOf(waitingFor);
    }

    /** Name and version in one line. */
    public String title() {
        String name = release.application().orElse(fallbackName);
        return release.version().map(version -> name + " " + version).orElse(name);
    }

    /** Where the release stands. */
    public StatusView status() {
        return sound ? StatusView.of(release.status()) : StatusView.ofDamagedRecord();
    }

    /** How many of the required items are done. */
    public String progress() {
        return Messages.HeaderView_progress(
                release.doneItems(), release.neededItems().size());
    }

    /** The release type. */
    public String type() {
        return switch (release.type()) {
            case PATCH -> Messages.HeaderView_patch();
            case MINOR -> Messages.HeaderView_minor();
            case MAJOR -> Messages.HeaderView_major();
        };
    }

    /** That the type is a guess, or declared against what the versions say; empty where there is nothing to say. */
    public String typeRemark() {
        return release.typeRemark().orElse("");
    }

    /** The template that the release follows; empty where it has a checklist of its own. */
    public String template() {
        return release.details().template().map(Template::label).orElse("");
    }

    /** Who started the build; empty when nobody did. */
    public String starters() {
        return release.opened().map(ReleaseEvent.Opened::starters).orElse(List.of()).stream()
                .map(Person::name)
                .collect(Collectors.joining(", "));
    }

    /** The build that this one restarts or replays. */
    public Optional<BuildLink> origin() {
        return release.opened()
                .flatMap(ReleaseEvent.Opened::origin)
                .map(build -> BuildLink.to(build, Messages.HeaderView_build(build.job(), build.number())));
    }

    /** Where and why the release was deployed without a Go, in a sentence each. */
    public List<String> withoutGo() {
        return release.ungated().stream()
                .map(one -> Messages.HeaderView_withoutGo(
                        one.told().environment(), one.told().reason()))
                .toList();
    }

    /** Why an incident was opened; empty when there is none. */
    public String incident() {
        return release.incident()
                .map(incident -> incident.ended().isPresent()
                        ? Messages.HeaderView_incidentOver(incident.reason())
                        : incident.reason())
                .orElse("");
    }

    /** Where the latest rollback goes. */
    public Optional<BuildLink> rollback() {
        return release.runs().stream()
                .flatMap(run -> run.target().stream())
                .reduce((earlier, later) -> later)
                .map(to -> BuildLink.to(
                        to.build(),
                        Messages.HeaderView_target(to.version(), to.build().number())));
    }

    /**
     * A link to a build of this Jenkins.
     *
     * @param text for people
     * @param path below the root of Jenkins, without a slash at its beginning
     */
    public record BuildLink(String text, String path) {
        static BuildLink to(BuildRef build, String text) {
            return new BuildLink(text, build.url().replaceFirst("^/+", ""));
        }
    }
}
