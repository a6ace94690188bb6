package io.jenkins.plugins.releasechecklist.config;

import hudson.AbortException;
import hudson.model.Item;
import hudson.model.ItemGroup;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the system configuration and all folders above a job demand for an environment or a gate, as it is at one moment. The rules of all
 * of them hold together; which is the strictest is for the engine to see.
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

    private static Protection of(Item job, Collection<String> names) {
        List<Rule> rules = new ArrayList<>();
        ReleaseChecklistConfiguration.get()
                .covering(names)
                .forEach(rule -> rules.add(new Rule(Messages.Protection_system(rule.getName()), rule)));
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
                .map(rule -> new Rule(Messages.Protection_folder(item.getFullName(), rule.getName()), rule))
                .toList();
    }

    /**
     * What is demanded of a gate of a release of the type, each with where it comes from: the system configuration first, then
     * folders from the inside to the outside.
     *
     * @throws AbortException if a rule for the environment is there that could not be read; the message names it and says what to do
     */
    public List<AttributedPolicy> rules(ReleaseType type) throws AbortException {
        requireSound();
        return rules.stream()
                .map(rule ->
                        new AttributedPolicy(rule.source(), rule.environment().toPolicy(type)))
                .toList();
    }

    /**
     * Who may start a release to the environment; all of these rules have to be met.
     *
     * @throws AbortException as {@link #rules}
     */
    public List<StarterRule> starters() throws AbortException {
        requireSound();
        return rules.stream()
                .filter(rule -> !rule.environment().getStarters().isEmpty())
                .map(rule -> new StarterRule(rule.environment().getStarters(), rule.source()))
                .toList();
    }

    /** Names of the channels that hear of every override, each once; also of rules that could not be read as a whole. */
    public List<String> overrideChannels() {
        return rules.stream()
                .map(rule -> rule.environment().getOverrideChannel())
                .filter(channel -> !channel.isEmpty())
                .distinct()
                .toList();
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
     * Who may start a release to an environment.
     *
     * @param roles names of roles, at least one; holding one of them is enough
     * @param source who demands it, in the words of {@link Protection#rules}
     */
    public record StarterRule(List<String> roles, String source) {
        public StarterRule {
            roles = List.copyOf(roles);
        }

        /** Whether somebody who holds these roles may start a release as far as this rule goes. */
        public boolean admits(Collection<String> held) {
            return roles.stream().anyMatch(held::contains);
        }
    }

    private record Rule(String source, ProtectedEnvironment environment) {}
}
