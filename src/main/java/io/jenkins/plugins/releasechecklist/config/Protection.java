package io.jenkins.plugins.releasechecklist.config;

import hudson.AbortException;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Saveable;
import io.jenkins.plugins.releasechecklist.config.environment.Admission;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredCondition;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jvnet.localizer.LocaleProvider;

/**
 * What the system configuration and all folders above a job demand for an environment or a gate, as it is at one moment. The
 * rules of all of them hold together; which is the strictest is for the engine to see.
 */
public final class Protection {
    private final List<Rule> rules;

    private Protection(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * The rules for an environment of a job, whoever asks: those of folders that the user may not see count as well.
     *
     * @param environment its name as plan or Jenkinsfile have it
     */
    public static Protection of(Item job, String environment) {
        return of(job, List.of(environment));
    }

    /**
     * The rules for a gate. Those for the environment whose address it takes hold as well, so that neither a gate without an
     * environment nor one with the id of another environment gets around them.
     *
     * @param environment the name of its environment as plan or Jenkinsfile have it
     * @param gateId its id
     */
    public static Protection of(Item job, Optional<String> environment, String gateId) {
        return of(job, Stream.concat(environment.stream(), Stream.of(gateId)).toList());
    }

    /** Whether anybody demands anything for an environment of the job, whatever its name. */
    public static boolean isAny(Item job) {
        boolean any = !ReleaseChecklistConfiguration.get().getEnvironments().isEmpty();
        for (ItemGroup<?> group = job.getParent(); !any && group instanceof Item folder; group = folder.getParent()) {
            any = FolderRules.all().stream()
                    .anyMatch(folders -> !folders.environments(folder).isEmpty());
        }
        return any;
    }

    private static Protection of(Item job, Collection<String> names) {
        List<Rule> rules = new ArrayList<>();
        ReleaseChecklistConfiguration.get()
                .covering(names)
                .forEach(rule -> rules.add(Rule.of(rule, Jenkins.get(), names)));
        ItemGroup<?> group = job.getParent();
        while (group instanceof Item folder) {
            rules.addAll(ofFolder(folder, names));
            group = folder.getParent();
        }
        return new Protection(rules);
    }

    private static List<Rule> ofFolder(Item item, Collection<String> names) {
        return FolderRules.all().stream()
                .flatMap(folders -> folders.covering(item, names).stream())
                .map(rule -> Rule.of(rule, (ItemGroup<?>) item, names))
                .toList();
    }

    /**
     * What is demanded of a gate of a release, each with where it comes from: the system configuration first, then folders from the
     * inside to the outside.
     *
     * @param types those that the release can be of, at least one
     * @throws AbortException if a rule for the environment is there that could not be read; the message names it and says what to do
     */
    public List<AttributedPolicy> rules(Set<ReleaseType> types) throws AbortException {
        if (types.isEmpty()) {
            throw new IllegalArgumentException("Expected a type of release, found none: no rule would hold for it");
        }
        requireSound();
        return rules.stream()
                .flatMap(rule -> types.stream()
                        .map(type -> new AttributedPolicy(
                                ProtectedLevel.source(rule.level(), rule.environment()),
                                rule.environment().toPolicy(type)))
                        .distinct())
                .toList();
    }

    /**
     * What takes one release at a time: the environment, once for each level (the system or a folder) at which a rule says so. What
     * two gates have in common keeps one of them waiting. Rules that could not be read as a whole count, too.
     */
    public Set<String> exclusive() {
        return rules.stream()
                .filter(rule -> rule.environment().isExclusive())
                .map(rule -> rule.level().getFullName() + "/" + Ids.slug(EnvironmentName.canonical(rule.covered())))
                .collect(Collectors.toSet());
    }

    /**
     * Which builds may come to the environment; all of these rules have to be met.
     *
     * @throws AbortException as {@link #rules}
     */
    public List<AdmissionRule> admission() throws AbortException {
        requireSound();
        return rules.stream()
                .map(rule -> new AdmissionRule(
                        rule.environment().getStarters(), rule.environment().getAdmission(), rule.source()))
                .toList();
    }

    /** The conditions with the id, of rules that could not be read as a whole, too; all of them have to hold. */
    public List<DemandedCondition> conditions(String id) {
        return rules.stream()
                .flatMap(rule -> rule.environment().getConditions().stream()
                        .filter(condition -> condition.getId().equals(id))
                        .map(condition -> new DemandedCondition(condition, rule.level(), rule.asked())))
                .toList();
    }

    /** Whether somebody who saves it may have changed rules. */
    public static boolean isKeptIn(Saveable saved) {
        return saved instanceof ReleaseChecklistConfiguration || saved instanceof ItemGroup;
    }

    /** Whether nobody demands anything. */
    public boolean isEmpty() {
        return rules.isEmpty();
    }

    /**
     * Names of the channels that hear of every override, and of what is deployed without a Go, each once; also of rules that could
     * not be read as a whole.
     */
    public List<String> overrideChannels() {
        return rules.stream()
                .map(rule -> rule.environment().getOverrideChannel())
                .filter(channel -> !channel.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * The template that a release to the environment has to follow. Each rule names one that is kept where the rule is, or further
     * out: what a folder below keeps under the same name does not matter.
     *
     * @return empty when no rule demands one
     * @throws AbortException if a rule demands one that nobody keeps, or two rules demand different ones
     */
    public Optional<TemplateDemand> template() throws AbortException {
        Optional<TemplateDemand> demanded = Optional.empty();
        for (Rule rule : rules) {
            if (!rule.environment().getTemplate().isEmpty()) {
                demanded = Optional.of(demand(rule).with(demanded));
            }
        }
        return demanded;
    }

    private static TemplateDemand demand(Rule rule) throws AbortException {
        String name = rule.environment().getTemplate();
        Templates kept = ConfiguredTemplates.of(rule.level());
        Template template = kept.named(name)
                .orElseThrow(() -> new AbortException(
                        Messages.Protection_noTemplate(rule.source(), name, String.join(", ", kept.names()))));
        return new TemplateDemand(
                template,
                Optional.of(rule.environment().getTemplateEnvironment()).filter(word -> !word.isEmpty()),
                rule.source());
    }

    private void requireSound() throws AbortException {
        for (Rule rule : rules) {
            if (!rule.environment().getProblem().isEmpty()) {
                throw new AbortException(Messages.Protection_unreadable(
                        rule.source(), rule.environment().getProblem()));
            }
        }
    }

    /**
     * Which builds may come to an environment.
     *
     * @param starters names of roles; whoever starts a release has to hold one of them. None: anybody may start one
     * @param admission where a build may come from
     * @param source who demands it, in the words of {@link Protection#rules}
     */
    public record AdmissionRule(List<String> starters, Admission admission, String source) {
        public AdmissionRule {
            starters = List.copyOf(starters);
        }

        /** Whether somebody who holds these roles may start a release as far as this rule goes. */
        public boolean admits(Collection<String> held) {
            return starters.isEmpty() || starters.stream().anyMatch(held::contains);
        }

        /**
         * Why no build of the job may come, as far as this rule goes; empty when they may.
         *
         * @param environment as the message names it
         */
        public Optional<String> refusal(Item job, String environment) {
            return admission.refusal(job).map(reason -> Messages.Protection_refused(environment, reason, source));
        }
    }

    /**
     * Another system that has to agree.
     *
     * @param condition as it is configured
     * @param level where: Jenkins, or a folder
     * @param environment as the other system hears of it, however a Jenkinsfile writes it
     */
    public record DemandedCondition(RequiredCondition condition, ItemGroup<?> level, String environment) {}

    /**
     * A template that a release to an environment has to follow.
     *
     * @param word what the template calls the environment; empty: by its own name
     * @param source who demands it, in the words of {@link Protection#rules}
     */
    public record TemplateDemand(Template template, Optional<String> word, String source) {
        /**
         * What this and an earlier demand come to.
         *
         * @throws AbortException when they are about different templates
         */
        public TemplateDemand with(Optional<TemplateDemand> earlier) throws AbortException {
            if (earlier.filter(it -> !it.template.isOneWith(template)).isPresent()) {
                throw new AbortException(Messages.Protection_twoTemplates(
                        earlier.get().template.label(), earlier.get().source, template.label(), source));
            }
            return earlier.filter(it -> it.word.isPresent()).orElse(this);
        }
    }

    /** @param covered what it is about here: the environment, or else what has the address of one */
    private record Rule(ProtectedEnvironment environment, ItemGroup<?> level, String covered) {
        static Rule of(ProtectedEnvironment environment, ItemGroup<?> level, Collection<String> names) {
            return new Rule(
                    environment,
                    level,
                    names.stream().filter(environment::covers).findFirst().orElseThrow());
        }

        String source() {
            return ProtectedLevel.source(level, environment).in(LocaleProvider.getLocale());
        }

        String asked() {
            String name = environment.getName();
            return name.contains("*") || name.contains("?") ? EnvironmentName.canonical(covered) : name;
        }
    }
}
