package io.jenkins.plugins.releasechecklist.steps.gate;

import hudson.AbortException;
import hudson.model.Item;
import io.jenkins.plugins.releasechecklist.builds.lifecycle.BuildRecords;
import io.jenkins.plugins.releasechecklist.config.Protection;
import io.jenkins.plugins.releasechecklist.config.Protection.TemplateDemand;
import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The template that administrators demand for environments of a job, and what they say that the environments are called in it.
 *
 * @param environments their names as plan or Jenkinsfile have them
 */
public record TemplateTerms(Item job, Collection<String> environments) {
    /**
     * Makes the release follow the template that is demanded for a gate, before it opens.
     *
     * @param run of the gate
     * @throws AbortException when the release follows something else, with what to do
     */
    public static void follow(StepRun run) throws IOException {
        Item job = run.build().getParent();
        Optional<TemplateDemand> demand =
                Protection.of(job, run.environment(), run.name()).template();
        if (demand.isEmpty()) {
            return;
        }
        Template demanded = demand.get().template();
        Release release = run.state();
        Optional<Template> followed = release.details().template();
        if (followed.isPresent() ? !followed.get().isOneWith(demanded) : !release.followsTemplate()) {
            throw new AbortException(Messages.TemplateTerms_other(
                    demand.get().source(),
                    demanded.label(),
                    run.environment().orElse(run.name()),
                    followed.map(other -> Messages.TemplateTerms_template(other.label()))
                            .orElseGet(Messages::TemplateTerms_own),
                    demanded.name()));
        }
        if (!followed.orElse(demanded).version().equals(demanded.version())) {
            // A build that is under way keeps the text that it began with; one that repeats an older build would bring
            // it back.
            if (release.opened().flatMap(ReleaseEvent.Opened::origin).isPresent()) {
                throw new AbortException(
                        Messages.TemplateTerms_repeated(followed.get().label(), demanded.label()));
            }
            run.log(Messages.TemplateTerms_changed(followed.get().label(), demanded.label()));
        }
        Template kept = followed.orElse(demanded);
        TemplateTerms terms = new TemplateTerms(job, run.environment().stream().toList());
        BuildRecords.follow(run.record(), run.actor(), kept, terms.names(kept, wished(release, Templates.read(kept))));
        if (followed.isEmpty()) {
            run.log(Messages.TemplateTerms_follows(kept.label(), demand.get().source()));
        }
    }

    /** What the plan says that environments of the template are called; without a plan, what the template says. */
    private static Map<String, List<String>> wished(Release release, Checklist template) {
        return release.plan().map(Plan::checklist).orElse(template).called();
    }

    /**
     * The template that is demanded for one of the environments or for several.
     *
     * @throws AbortException when different ones are, or when nobody keeps it
     */
    public Optional<TemplateDemand> demanded() throws AbortException {
        Optional<TemplateDemand> demanded = Optional.empty();
        for (String environment : environments) {
            Optional<TemplateDemand> here = Protection.of(job, environment).template();
            demanded = here.isPresent() ? Optional.of(here.get().with(demanded)) : demanded;
        }
        return demanded;
    }

    /**
     * What administrators say that environments of the template are called. Where they call several the same, such as one for each
     * region, the wish chooses among them.
     *
     * @param template that the release follows
     * @param wished what plan or template say, by the words of the template
     * @return names by the words of the template; empty where the template is not demanded
     * @throws AbortException when a rule has a word that the template does not, or the wish calls another one the same
     */
    public Map<String, String> names(Template template, Map<String, List<String>> wished) throws AbortException {
        Map<String, String> own = Templates.read(template).environments();
        Map<String, String> names = new LinkedHashMap<>();
        for (String environment : environments) {
            Optional<String> word = word(template, own, environment);
            if (word.isPresent()) {
                // Of several, such as one for each region, any stands for all of them.
                String granted = environment;
                for (String wish : wished.getOrDefault(word.get(), List.of())) {
                    if (word.equals(word(template, own, wish))) {
                        granted = wish;
                        break;
                    }
                }
                names.putIfAbsent(word.get(), granted);
            }
        }
        refuseTheSame(names, wished, own);
        return names;
    }

    /** The gate of an environment would decide what the template has another one decide. */
    private static void refuseTheSame(
            Map<String, String> names, Map<String, List<String>> wished, Map<String, String> own)
            throws AbortException {
        for (Map.Entry<String, List<String>> wish : wished.entrySet()) {
            Optional<String> same = wish.getValue().stream()
                    .filter(name -> !name.equals(own.get(wish.getKey())) && names.containsValue(name))
                    .findFirst();
            if (own.containsKey(wish.getKey()) && !names.containsKey(wish.getKey()) && same.isPresent()) {
                throw new AbortException(Messages.TemplateTerms_sameName(wish.getKey(), same.get()));
            }
        }
    }

    /** What the template calls the environment by the rules; empty when they do not say it, and the template does not know it. */
    private Optional<String> word(Template template, Map<String, String> known, String environment)
            throws AbortException {
        Optional<TemplateDemand> demand = Protection.of(job, environment).template();
        if (demand.filter(it -> it.template().isOneWith(template)).isEmpty()) {
            return Optional.empty();
        }
        Optional<String> word = demand.get().word();
        if (word.isPresent() && !known.containsKey(word.get())) {
            throw new AbortException(Messages.TemplateTerms_unknownWord(
                    demand.get().source(),
                    environment,
                    word.get(),
                    template.label(),
                    String.join(", ", known.keySet())));
        }
        return word.or(() -> known.entrySet().stream()
                .filter(entry -> isSame(entry.getValue(), environment))
                .map(Map.Entry::getKey)
                .findFirst());
    }

    private static boolean isSame(String one, String other) {
        return EnvironmentName.canonical(one).equals(EnvironmentName.canonical(other));
    }
}
