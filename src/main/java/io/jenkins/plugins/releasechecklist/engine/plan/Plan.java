package io.jenkins.plugins.releasechecklist.engine.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Part;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A release plan.
 *
 * @param application the name of what is released
 * @param template the name of the template that the plan says it follows
 * @param ownChecklist whether the plan brings a checklist of its own, which follows no template
 * @param checklist the plan's own checklist, or the one of its template with what the plan adds to it, by the words of the
 *     checklist for environments
 * @param rollback how the release is taken back: text or a link
 * @param notes the drafted release notes
 * @param environments what the plan says about each environment, by name, in the order of the plan
 * @param announce where the release is announced, in the order of the plan
 * @param audiences the channels of audiences, in addition to those that the administrator set up, by the names of the
 *     audiences
 * @param handoff what is handed over to support, in the order of the plan: parts of the item {@code support-handoff}
 */
public record Plan(
        Optional<String> application,
        Optional<String> template,
        boolean ownChecklist,
        Checklist checklist,
        Optional<String> rollback,
        Optional<NotesDraft> notes,
        Map<String, EnvironmentPlan> environments,
        List<Announcement> announce,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, List<String>> audiences,
        List<Part> handoff) {
    public Plan {
        Map<String, EnvironmentPlan> places = new LinkedHashMap<>();
        environments.forEach((name, plan) -> places.putIfAbsent(EnvironmentName.canonical(name), plan));
        environments = Collections.unmodifiableMap(places);
        announce = List.copyOf(announce);
        Map<String, List<String>> channels = new LinkedHashMap<>();
        audiences.forEach((audience, names) -> channels.put(audience, List.copyOf(names)));
        audiences = Collections.unmodifiableMap(channels);
        handoff = List.copyOf(handoff);
    }

    /** A plan that says nothing but which checklist is followed: what a Jenkinsfile without a plan file has. */
    public static Plan of(Checklist checklist) {
        return new Plan(
                Optional.empty(),
                Optional.empty(),
                false,
                checklist,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                Map.of(),
                List.of());
    }
}
