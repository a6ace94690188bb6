package io.jenkins.plugins.releasechecklist.engine.record.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.checklist.VersionChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known about a release as such. Every part can be said once: by the step that opens the record, or later.
 *
 * @param application the name of what is released
 * @param version the version
 * @param type the release type
 * @param plan the release plan
 * @param checklist the checklist of the template, as earlier versions kept it, and rehearsals still do
 * @param artifacts what is released, each name once; others can be added later
 * @param change how far the version is from the releases before it; empty where the record began with an earlier version of the
 *     plugin, or the version is not known
 * @param template the template, with its whole text; empty where nobody named or demanded one
 * @param environments what administrators say that environments of the template are called, by the words of the template; others
 *     can be added later
 */
public record ReleaseDetails(
        Optional<String> application,
        Optional<String> version,
        Optional<ReleaseType> type,
        Optional<PlanSource> plan,
        Optional<Checklist> checklist,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Artifact> artifacts,
        Optional<VersionChange> change,
        Optional<Template> template,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> environments) {
    /** Nothing is known. */
    public static final ReleaseDetails UNKNOWN = new ReleaseDetails(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public ReleaseDetails {
        artifacts = List.copyOf(artifacts);
        environments = Collections.unmodifiableMap(new LinkedHashMap<>(environments));
        Set<String> names = new HashSet<>();
        for (Artifact artifact : artifacts) {
            if (!names.add(artifact.name())) {
                throw new IllegalArgumentException(
                        "expected every artifact once, found '" + artifact.name() + "' twice");
            }
        }
    }

    /** Details without artifacts and template, as the first versions of the plugin knew them. */
    public ReleaseDetails(
            Optional<String> application,
            Optional<String> version,
            Optional<ReleaseType> type,
            Optional<PlanSource> plan,
            Optional<Checklist> checklist) {
        this(application, version, type, plan, checklist, List.of(), Optional.empty(), Optional.empty(), Map.of());
    }

    /** These details with the artifacts. */
    public ReleaseDetails with(List<Artifact> released) {
        return new ReleaseDetails(
                application, version, type, plan, checklist, released, change, template, environments);
    }

    /** These details with how far the version is from the releases before it, and the type that follows where nobody said one. */
    public ReleaseDetails with(VersionChange found) {
        return new ReleaseDetails(
                application,
                version,
                type.or(() -> Optional.of(found.type())),
                plan,
                checklist,
                artifacts,
                Optional.of(found),
                template,
                environments);
    }

    /** These details with the template, and with what its environments are called. */
    public ReleaseDetails with(Template followed, Map<String, String> called) {
        return new ReleaseDetails(
                application, version, type, plan, checklist, artifacts, change, Optional.of(followed), called);
    }

    /**
     * What a build knows that promotes this release: all of it, but with the plan that the build brings of its own. How far the version
     * is from other releases is found out anew.
     */
    public ReleaseDetails promotedWith(ReleaseDetails own) {
        boolean planned = own.plan.isPresent();
        return new ReleaseDetails(
                application,
                version,
                type,
                planned ? own.plan : plan,
                planned ? own.checklist : checklist,
                artifacts,
                Optional.empty(),
                planned ? own.template : template,
                planned ? own.environments : environments);
    }

    /** The artifact with the name. */
    public Optional<Artifact> artifact(String name) {
        return artifacts.stream()
                .filter(artifact -> artifact.name().equals(name))
                .findFirst();
    }

    /** These details, and what they leave open from the other ones. */
    public ReleaseDetails orElse(ReleaseDetails other) {
        return new ReleaseDetails(
                application.or(other::application),
                version.or(other::version),
                type.or(other::type),
                plan.or(other::plan),
                checklist.or(other::checklist),
                Stream.concat(artifacts.stream(), unnamedIn(artifacts, other.artifacts))
                        .toList(),
                change.or(other::change),
                template.or(other::template),
                both(environments, other.environments));
    }

    /** What these details say and the other ones do not. */
    public ReleaseDetails without(ReleaseDetails other) {
        return new ReleaseDetails(
                application.filter(it -> other.application.isEmpty()),
                version.filter(it -> other.version.isEmpty()),
                type.filter(it -> other.type.isEmpty()),
                plan.filter(it -> other.plan.isEmpty()),
                checklist.filter(it -> other.checklist.isEmpty()),
                unnamedIn(other.artifacts, artifacts).toList(),
                change.filter(it -> other.change.isEmpty()),
                template.filter(it -> other.template.isEmpty()),
                unnamedIn(other.environments, environments));
    }

    private static Map<String, String> both(Map<String, String> known, Map<String, String> others) {
        Map<String, String> both = new LinkedHashMap<>(known);
        others.forEach(both::putIfAbsent);
        return both;
    }

    private static Map<String, String> unnamedIn(Map<String, String> known, Map<String, String> others) {
        Map<String, String> unnamed = new LinkedHashMap<>(others);
        unnamed.keySet().removeAll(known.keySet());
        return unnamed;
    }

    /** The parts that are known and on which the decisions of gates rest, as a Jenkinsfile names them. */
    public List<String> decisive() {
        List<String> parts = new ArrayList<>();
        version.ifPresent(number -> parts.add("version"));
        type.ifPresent(one -> parts.add("type"));
        plan.ifPresent(source -> parts.add("plan"));
        if (checklist.isPresent() || template.isPresent()) {
            parts.add("template");
        }
        artifacts.forEach(artifact -> parts.add("artifact " + artifact.name()));
        return parts;
    }

    private static Stream<Artifact> unnamedIn(List<Artifact> known, List<Artifact> others) {
        Set<String> names = known.stream().map(Artifact::name).collect(Collectors.toSet());
        return others.stream().filter(artifact -> !names.contains(artifact.name()));
    }
}
