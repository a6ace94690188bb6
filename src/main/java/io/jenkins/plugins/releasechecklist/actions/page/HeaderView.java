package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.StatusView;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.builds.decision.GateSnapshot;
import io.jenkins.plugins.releasechecklist.engine.checklist.SemVer;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.OpenWork;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is released, and how far it is.
 *
 * @param release what is known of it
 * @param fallbackName what it is called while nobody named it
 * @param wording the words for it
 * @param waitingFor what it waits for
 * @param sound whether its record can be believed; its status is not shown otherwise
 */
public record HeaderView(
        Release release, String fallbackName, Wording wording, List<String> waitingFor, boolean sound) {
    public HeaderView {
        waitingFor = List.copyOf(waitingFor);
    }

    static HeaderView of(
            Release release, Function<GateState, GateSnapshot> gates, String name, Wording wording, boolean sound) {
        return new HeaderView(release, name, wording, sound ? wording.waitingFor(release, gates) : List.of(), sound);
    }

    /** Name and version in one line. */
    public String title() {
        String name = release.application().orElse(fallbackName);
        return release.version().map(version -> name + " " + version).orElse(name);
    }

    /** Where the release stands. */
    public StatusView status() {
        if (sound) {
            return StatusView.of(release.status());
        }
        return release.damage().filter(Damage::newer).isPresent()
                ? StatusView.ofNewerRecord()
                : StatusView.ofDamagedRecord();
    }

    /** In which of several environments the release is out; empty where it is for one, and where it is out in all or none. */
    public String reach() {
        return sound ? release.reach().inSome().map(Wording::said).orElse("") : "";
    }

    /** How many of the required items are done, and how many never will be. */
    public String progress() {
        return progress(release, release.neededItems());
    }

    static String progress(Release release, List<ItemState> needed) {
        return Messages.HeaderView_progress(
                needed.stream().filter(ItemState::isDone).count(),
                needed.size(),
                needed.stream().filter(new OpenWork(release)::isNotReached).count());
    }

    /** Whether the release ended without getting through its checklist. */
    public boolean over() {
        return release.items().stream().anyMatch(new OpenWork(release)::isNotReached);
    }

    /** The release type, and whether it is a release at all. */
    public String type() {
        boolean released = release.version()
                .flatMap(SemVer::parse)
                .filter(version -> !version.isFinal())
                .isEmpty();
        return released ? name() : Messages.HeaderView_preRelease(release.type().id());
    }

    private String name() {
        return switch (release.type()) {
            case PATCH -> Messages.HeaderView_patch();
            case MINOR -> Messages.HeaderView_minor();
            case MAJOR -> Messages.HeaderView_major();
        };
    }

    /** That the type is a guess, or declared against what the versions say; empty where there is nothing to say. */
    public String typeRemark() {
        return release.aboutType().map(Wording::said).orElse("");
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

    /** The build that is promoted, or whose release is taken back, where this one was started for that. */
    public Optional<BuildLink> request() {
        return release.request().map(it -> BuildLink.to(it.origin(), request(it)));
    }

    private static String request(ReleaseEvent.DeploymentRequested it) {
        String taken = it.version().orElse("#" + it.origin().number());
        return it.target()
                .map(to -> Messages.HeaderView_takesBack(it.environment(), taken, to.version()))
                .orElseGet(() -> Messages.HeaderView_promoted(it.origin().number(), it.environment()));
    }

    /** The build that this one restarts or replays. */
    public Optional<BuildLink> origin() {
        return release.opened()
                .flatMap(ReleaseEvent.Opened::origin)
                .filter(build -> release.request()
                        .filter(it -> it.origin().equals(build))
                        .isEmpty())
                .map(build -> BuildLink.to(build, Messages.HeaderView_build(build.job(), build.number())));
    }

    /** Where and why the release was deployed without a Go, in a sentence each. */
    public List<String> withoutGo() {
        return release.ungated().stream()
                .map(one -> Messages.HeaderView_withoutGo(
                        one.told().environment(), Wording.said(one.told().why())))
                .toList();
    }

    /** How it ended, and what became of it. */
    public OutcomeView outcome() {
        return new OutcomeView(release, wording);
    }

    /** The phases of the release. Nobody knows them where the record cannot be believed. */
    public List<ReleasePhase> phases() {
        return sound ? ReleasePhase.of(release) : List.of();
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
