package io.jenkins.plugins.releasechecklist.actions.environments;

import hudson.model.Node;
import io.jenkins.plugins.releasechecklist.builds.agents.ReleaseEnvironments;
import io.jenkins.plugins.releasechecklist.builds.history.EnvironmentUse;
import io.jenkins.plugins.releasechecklist.config.ProtectedLevel;
import io.jenkins.plugins.releasechecklist.config.credentials.EnvironmentCredentialsProvider;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironmentDescriptor;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * One rule about environments, and what hangs on it.
 *
 * @param name the environments that it is about: a name or a pattern
 * @param source where it comes from
 * @param problem what could not be read of it; empty when it is sound
 * @param demands what it demands
 * @param credentials ids of the credentials that are tied to it, as far as the reader may see them
 * @param agents names of the agents that are tied to it
 * @param uses what jobs did in these environments lately, the latest first
 */
public record EnvironmentRow(
        String name,
        String source,
        String problem,
        List<String> demands,
        List<String> credentials,
        List<String> agents,
        List<EnvironmentUse> uses) {

    static EnvironmentRow of(ProtectedLevel level, ProtectedEnvironment rule, List<EnvironmentUse> uses) {
        return new EnvironmentRow(
                rule.getName(),
                level.source(rule),
                rule.getProblem(),
                ProtectedEnvironmentDescriptor.demands(rule),
                EnvironmentCredentialsProvider.ids(level.group(), rule.getName()),
                agents(rule),
                uses.stream()
                        .filter(use -> rule.covers(use.environment())
                                && level.isAbove(use.job().getFullName()))
                        .sorted(Comparator.comparing(EnvironmentUse::last).reversed())
                        .toList());
    }

    private static List<String> agents(ProtectedEnvironment rule) {
        return Jenkins.get().getNodes().stream()
                .filter(node -> Optional.ofNullable(node.getNodeProperty(ReleaseEnvironments.class)).stream()
                        .flatMap(tied -> tied.getEnvironments().stream())
                        .anyMatch(rule::covers))
                .map(Node::getNodeName)
                .toList();
    }
}
