package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Completion;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.plan.EnvironmentPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanProblem;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.PlanNode;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.Problems;
import io.jenkins.plugins.releasechecklist.engine.plan.yaml.YamlNodes;
import io.jenkins.plugins.releasechecklist.engine.probe.http.AnswerEvidence;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import io.jenkins.plugins.releasechecklist.engine.verify.VerificationRules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Warns of what is right as it stands and hardly ever meant: a secret in the plan, environments that the checklist does not know,
 * a gate that demands tests which the plan does not have, roles that nothing else speaks of, a verification that hardly looks. A Jenkinsfile or an administrator can
 * make each of them right, so that none is a mistake.
 */
public final class PlanAdvice {
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile("(?i)[?&]([a-z_-]*(token|secret|passw(or)?d|api_?key|signature|credential))=[^&#]");
    /** A header in a command, such as {@code curl -H 'Authorization: Bearer abc'}. */
    private static final Pattern SECRET_ARGUMENT = Pattern.compile("(?i)authorization: *(bearer|basic) +[^$\\s]");
    /** A value that stands for another one is no secret yet. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{.*|\\s*");

    private final Plan plan;
    private final Checklist checklist;
    private final List<PlanProblem> warnings = new ArrayList<>();

    private PlanAdvice(Plan plan) {
        this.plan = plan;
        this.checklist = plan.checklist().inTeamsWords();
    }

    /**
     * Warnings about a plan without mistakes, in the order of the file.
     *
     * @param text the plan
     * @param fileName its name in messages
     * @param plan what was read from it
     */
    public static List<PlanProblem> of(String text, String fileName, Plan plan) {
        PlanAdvice advice = new PlanAdvice(plan);
        YamlNodes.read(text, fileName, new Problems()).ifPresent(root -> {
            advice.secrets(root);
            below(root, "environments").ifPresent(advice::environments);
        });
        return List.copyOf(advice.warnings);
    }

    private void secrets(PlanNode node) {
        if (node instanceof PlanNode.Mapping mapping) {
            for (PlanNode.Entry entry : mapping.entries()) {
                if (entry.key().equals("headers") && entry.value() instanceof PlanNode.Mapping headers) {
                    headers.entries().stream()
                            .filter(header -> AnswerEvidence.isSecret(header.key()))
                            .filter(header -> header.value() instanceof PlanNode.Scalar value
                                    && !PLACEHOLDER.matcher(value.text()).matches())
                            .forEach(header -> warn(
                                    header.value(),
                                    "a secret in a plan is read by everybody who reads the plan or the record. Keep it in Jenkins,"
                                            + " and give its id as credentialsId in place of the header "
                                            + header.key()));
                } else if (entry.value() instanceof PlanNode.Scalar value
                        && SECRET_PARAMETER.matcher(value.text()).find()) {
                    warn(
                            value,
                            "an address with a secret in it is read by everybody who reads the plan or the record. Keep the secret"
                                    + " in Jenkins, and give its id as credentialsId");
                } else if (entry.value() instanceof PlanNode.Scalar value
                        && SECRET_ARGUMENT.matcher(value.text()).find()) {
                    warn(
                            value,
                            "a command with a secret in it is read by everybody who reads the plan or the record. Keep the secret"
                                    + " in Jenkins, and have withCredentials put it into a variable");
                }
                secrets(entry.value());
            }
        } else if (node instanceof PlanNode.Sequence list) {
            list.elements().forEach(this::secrets);
        }
    }

    private void environments(PlanNode node) {
        Set<String> named = plan.environments().keySet();
        if (!named.isEmpty()) {
            checklist.targets().stream()
                    .filter(target -> !named.contains(target))
                    .forEach(target -> warn(
                            node,
                            "no environment is called " + target + ", where the checklist " + checklist.id()
                                    + " expects the release to be out. Say what you call it, beside a template:"
                                    + " checklist: {environments: {" + word(target) + ": "
                                    + Suggestions.closest(target, named).orElseGet(() -> own(named)) + "}}"));
        }
        if (node instanceof PlanNode.Mapping mapping) {
            mapping.entries().forEach(this::gate);
            mapping.entries().forEach(this::verification);
        }
    }

    private void verification(PlanNode.Entry entry) {
        Optional<EnvironmentPlan> environment =
                Optional.ofNullable(plan.environments().get(EnvironmentName.canonical(entry.key())));
        environment.flatMap(EnvironmentPlan::verify).ifPresent(verify -> {
            VerificationRules rules = verify.rules();
            PlanNode node = below(entry.value(), "verify").orElse(entry.value());
            rules.fewRounds().ifPresent(few -> warn(node, few));
            long samples = rules.plannedRounds() * environment.get().checks().size();
            rules.tolerance(environment.get().checks().size())
                    .filter(none -> none.startsWith("none ") && samples < VerificationRules.FEWEST_ROUNDS)
                    .ifPresent(none -> warn(node, none + ": one blip fails the verification"));
        });
    }

    /** The word of the template for an environment that the team calls so. */
    private String word(String called) {
        return plan.checklist().called().entrySet().stream()
                .filter(entry -> entry.getValue().contains(called))
                .map(entry -> entry.getKey())
                .findFirst()
                .orElse(called);
    }

    /** The last name that the checklist has for no other environment. */
    private String own(Set<String> names) {
        return names.stream()
                .filter(name -> plan.checklist().called().values().stream().noneMatch(words -> words.contains(name)))
                .reduce((earlier, later) -> later)
                .orElse("NAME");
    }

    private void gate(PlanNode.Entry entry) {
        EnvironmentPlan environment = plan.environments().get(EnvironmentName.canonical(entry.key()));
        if (environment == null || environment.gate().isEmpty()) {
            return;
        }
        PlanNode gate = below(entry.value(), "gate").orElse(entry.value());
        List<String> order = List.copyOf(plan.environments().keySet());
        String here = EnvironmentName.canonical(entry.key());
        for (String required : environment.gate().get().requires()) {
            checklist.itemsNamed(required, Optional.of(here)).stream()
                    .flatMap(item -> item.completedBy().stream())
                    .flatMap(PlanAdvice::environment)
                    .filter(other -> order.indexOf(other) > order.indexOf(here))
                    .distinct()
                    .forEach(other -> warn(
                            gate,
                            "requires " + required + ", and in the plan " + other + " comes after " + here
                                    + ": a rehearsal goes in the order of the plan"));
            checklist.itemsNamed(required, Optional.of(here)).stream()
                    .filter(item -> item.isCalled(required))
                    .filter(item ->
                            item.signOff().isEmpty() && !item.completedBy().isEmpty())
                    .filter(item -> item.completedBy().stream().allMatch(this::isTestWithoutChecks))
                    .forEach(item -> warn(
                            gate,
                            "requires " + required + ", and the plan has no checks for it in "
                                    + item.completedBy().stream()
                                            .flatMap(PlanAdvice::environment)
                                            .findFirst()
                                            .orElse("any environment")
                                    + ": the gate waits for ever unless the Jenkinsfile brings them"));
        }
        Set<String> roles = new LinkedHashSet<>();
        checklist.items().forEach(item -> {
            roles.addAll(item.owners());
            roles.addAll(item.speakers());
        });
        checklist.responsibilities().forEach(duty -> roles.addAll(duty.roles()));
        environment.gate().get().approvals().stream()
                .map(Approval::anyOf)
                .flatMap(List::stream)
                .filter(role -> !roles.contains(role))
                .forEach(role -> warn(
                        gate,
                        "the role " + role + " is none of the checklist (" + String.join(", ", roles) + ")"
                                + Suggestions.closest(role, roles)
                                        .map(meant -> "; did you mean \"" + meant + "\"?")
                                        .orElse(". It needs people in the configuration of Jenkins")));
    }

    private static Stream<String> environment(Completion way) {
        return way instanceof Completion.ByStep step ? step.environment().stream() : Stream.empty();
    }

    private boolean isTestWithoutChecks(Completion way) {
        return way instanceof Completion.ByStep step
                && step.step().toLowerCase(Locale.ROOT).endsWith("smoketest")
                && step.environment()
                        .filter(name -> plan.environments()
                                .getOrDefault(name, EnvironmentPlan.EMPTY)
                                .checks()
                                .isEmpty())
                        .isPresent();
    }

    private static Optional<PlanNode> below(PlanNode node, String key) {
        return node instanceof PlanNode.Mapping mapping
                ? mapping.entry(key).map(PlanNode.Entry::value)
                : Optional.empty();
    }

    private void warn(PlanNode node, String text) {
        warnings.add(new PlanProblem(
                PlanProblem.Kind.WARNING, node.place().position(), node.place().path(), "", text, Optional.empty()));
    }
}
