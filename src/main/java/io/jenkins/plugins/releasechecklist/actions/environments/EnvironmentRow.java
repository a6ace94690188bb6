package io.jenkins.plugins.releasechecklist.actions.environments;

import hudson.model.Node;
import io.jenkins.plugins.releasechecklist.builds.agents.ReleaseEnvironments;
import io.jenkins.plugins.releasechecklist.builds.history.EnvironmentUse;
import io.jenkins.plugins.releasechecklist.config.ProtectedLevel;
import io.jenkins.plugins.releasechecklist.config.credentials.EnvironmentCredentialsProvider;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
                demands(rule),
                EnvironmentCredentialsProvider.ids(level.group(), rule.getName()),
                agents(rule),
                uses.stream()
                        .filter(use -> rule.covers(use.environment())
                                && level.isAbove(use.job().getFullName()))
                        .sorted(Comparator.comparing(EnvironmentUse::last).reversed())
                        .toList());
    }

    private static List<String> demands(ProtectedEnvironment rule) {
        Map<String, Set<ReleaseType>> byText = new LinkedHashMap<>();
        for (ReleaseType type : ReleaseType.values()) {
            AttributedPolicy policy = new AttributedPolicy("", rule.toPolicy(type));
            AttributedPolicy.strictest(List.of(policy), List.of()).demands().stream()
                    .map(AttributedRule::rule)
                    .forEach(text -> byText.computeIfAbsent(text, first -> EnumSet.noneOf(ReleaseType.class))
                            .add(type));
        }
        List<String> texts = new ArrayList<>();
        byText.forEach((text, types) -> texts.add(
                types.size() == ReleaseType.values().length
                        ? text
                        : Messages.EnvironmentRow_ofTypes(
                                text, types.stream().map(ReleaseType::id).collect(Collectors.joining(", ")))));
        given(rule.getStarters()).map(Messages::EnvironmentRow_starters).ifPresent(texts::add);
        given(rule.getAdmission().getJobs()).map(Messages::EnvironmentRow_jobs).ifPresent(texts::add);
        given(rule.getAdmission().getBranches())
                .map(Messages::EnvironmentRow_branches)
                .ifPresent(texts::add);
        given(rule.getAdmission().getTags()).map(Messages::EnvironmentRow_tags).ifPresent(texts::add);
        if (rule.getAdmission().isChangeRequests()) {
            texts.add(Messages.EnvironmentRow_changeRequests());
        }
        given(List.of(rule.getTemplate()))
                .map(Messages::EnvironmentRow_template)
                .ifPresent(texts::add);
        given(List.of(rule.getOverrideChannel()))
                .map(Messages::EnvironmentRow_channel)
                .ifPresent(texts::add);
        return texts;
    }

    private static Optional<String> given(List<String> names) {
        return Optional.of(String.join(", ", names)).filter(text -> !text.isEmpty());
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
