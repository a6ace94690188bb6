package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemIds;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanException;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignKinds;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.PlanReader;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.record.event.PlanSource;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseDetails;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The checklist that a release follows, put together from its template and its plan.
 *
 * @param template the checklist of the template that the release follows, or else the built-in one, in the words of the team: by
 *     it, and not by what a plan says, the rules of administrators find their items
 * @param plan the plan; empty when there is none, or when it cannot be read
 * @param checklist what is to be done, in the words of the team: the template with what the plan adds, or the plan's own checklist
 */
record EffectiveChecklist(Checklist template, Optional<Plan> plan, Checklist checklist) {
    /** What is followed where nothing is said. */
    static final EffectiveChecklist BUILT_IN = new EffectiveChecklist(
            Templates.octoacme().inTeamsWords(),
            Optional.empty(),
            Templates.octoacme().inTeamsWords());

    /** What the details of a release make together, as far as it can be read: a record opens also when some of it cannot. */
    static EffectiveChecklist of(ReleaseDetails details) {
        Checklist template = details.template()
                .flatMap(EffectiveChecklist::read)
                .or(details::checklist)
                .orElseGet(Templates::octoacme);
        Optional<Plan> plan = details.plan().flatMap(source -> read(source, details.template(), template));
        Checklist own = details.checklist()
                .or(() -> plan.filter(
                                it -> !it.ownChecklist() || details.template().isEmpty())
                        .map(Plan::checklist))
                .orElse(template);
        Map<String, String> called = details.environments();
        Checklist checklist = own.withParts(
                        ItemIds.SUPPORT_HANDOFF, plan.map(Plan::handoff).orElse(List.of()))
                .ruledBy(called)
                .inTeamsWords();
        return new EffectiveChecklist(
                template.calling(own.called()).ruledBy(called).inTeamsWords(), plan, checklist);
    }

    private static Optional<Checklist> read(Template template) {
        try {
            return Optional.of(Templates.read(template));
        } catch (PlanException e) {
            return Optional.empty();
        }
    }

    /**
     * A plan that was right when it was recorded; should a later version no longer read it, the record still opens. It opens as
     * well when a plugin is gone whose kinds of checks it uses.
     */
    private static Optional<Plan> read(PlanSource source, Optional<Template> template, Checklist otherwise) {
        Templates templates = template.map(Templates.BUILT_IN::with).orElse(Templates.BUILT_IN);
        try {
            return Optional.of(PlanReader.read(source.text(), source.file(), templates, otherwise, ForeignKinds.ANY));
        } catch (PlanException e) {
            return Optional.empty();
        }
    }
}
