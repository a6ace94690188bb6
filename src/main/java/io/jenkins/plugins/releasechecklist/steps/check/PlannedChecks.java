package io.jenkins.plugins.releasechecklist.steps.check;

import hudson.AbortException;
import hudson.model.Descriptor;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheck;
import io.jenkins.plugins.releasechecklist.engine.plan.EnvironmentPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignCheck;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignKinds;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricProbe;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;

/** What the plan of the release says about the environment of a step, and the kinds of checks that other plugins bring for plans. */
public final class PlannedChecks {
    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, long.class, Long.class);
    private static final Set<Class<?>> FLAG = Set.of(boolean.class, Boolean.class);
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,9}");

    private PlannedChecks() {}

    /**
     * The plan for the environment; an empty one when there is no plan.
     *
     * @throws AbortException when there is a plan and it does not know the environment
     */
    public static EnvironmentPlan environment(Release release, Optional<String> name) throws AbortException {
        Optional<Plan> plan = release.plan();
        if (plan.isEmpty() || name.isEmpty()) {
            return EnvironmentPlan.EMPTY;
        }
        EnvironmentPlan environment = plan.get().environments().get(name.get());
        if (environment == null) {
            List<String> known = List.copyOf(plan.get().environments().keySet());
            throw new AbortException(
                    Messages.Planned_unknownEnvironment(Suggestions.unknown("environment", name.get(), known)));
        }
        return environment;
    }

    /**
     * The checks that the step gives inline or, when it gives none, those of the plan; those of other plugins' kinds are made
     * by these plugins.
     *
     * @throws AbortException when neither has any, or when another plugin that is needed is gone
     */
    public static List<Check> checks(
            String step, Release release, Optional<String> environment, List<ReleaseCheck> inline)
            throws AbortException {
        List<Check> checks = checksIfAny(release, environment, inline);
        if (checks.isEmpty()) {
            throw new AbortException(Messages.Planned_noChecks(step, environment.orElse("?")));
        }
        return checks;
    }

    /**
     * The same for a step that has something to do without checks as well.
     *
     * @throws AbortException when another plugin that is needed is gone
     */
    public static List<Check> checksIfAny(Release release, Optional<String> environment, List<ReleaseCheck> inline)
            throws AbortException {
        return inline.isEmpty() ? real(environment(release, environment)) : ReleaseCheck.toChecks(inline);
    }

    /** The kinds that the plugins of this Jenkins offer. */
    public static ForeignKinds installed() {
        return ForeignKinds.of(symbols().stream().filter(ForeignKinds::isKind).toList());
    }

    /**
     * Makes every check of other plugins' kinds once, so that a wrong parameter is found before anything happens.
     *
     * @throws AbortException for the first one that is not right, with its place in the plan
     */
    public static void verify(Plan plan) throws AbortException {
        for (EnvironmentPlan environment : plan.environments().values()) {
            real(environment);
        }
    }

    /**
     * Refuses credentials that nobody lets a plan use: those who may change it need not be those who may use them.
     *
     * @param named the ids that the step names
     * @throws AbortException for the first one that is neither named nor bound to its host by the administrator
     */
    public static void verifyCredentials(Plan plan, List<String> named) throws AbortException {
        for (Map.Entry<String, EnvironmentPlan> environment :
                plan.environments().entrySet()) {
            List<CredentialsUse> uses = requests(environment.getValue())
                    .flatMap(CredentialsUse::of)
                    .filter(use -> !named.contains(use.id()) && !use.isBound())
                    .toList();
            if (!uses.isEmpty()) {
                CredentialsUse first = uses.get(0);
                throw new AbortException(
                        Messages.Planned_credentials(first.check(), environment.getKey(), first.id(), first.host()));
            }
        }
    }

    /** Everything that goes out for an environment. */
    private static Stream<Check> requests(EnvironmentPlan environment) {
        return Stream.of(
                        environment.checks().stream(),
                        environment.verify().stream()
                                .flatMap(verify -> verify.version().stream())
                                .map(probe -> probe.expecting("any")),
                        environment.verify().stream()
                                .flatMap(verify -> verify.metrics().stream())
                                .map(MetricProbe::request))
                .<Check>flatMap(part -> part);
    }

    /**
     * Makes the checks that a plan means: those of other plugins' kinds are made by these plugins.
     *
     * @throws AbortException when such a plugin is gone or does not take the parameters
     */
    public static List<Check> real(EnvironmentPlan environment) throws AbortException {
        List<Check> checks = new ArrayList<>();
        for (Check check : environment.checks()) {
            checks.add(check instanceof ForeignCheck foreign ? made(foreign) : check);
        }
        return checks;
    }

    static Check made(ForeignCheck check) throws AbortException {
        DescribableModel<? extends ReleaseCheck> model = model(check);
        Map<String, Object> arguments = new HashMap<>();
        for (Map.Entry<String, Object> given : check.parameters().entrySet()) {
            DescribableParameter parameter = parameter(check, model, given.getKey());
            arguments.put(parameter.getName(), typed(check, parameter, given.getValue()));
        }
        try {
            return model.instantiate(arguments, null).toCheck();
        } catch (AbortException e) {
            throw new AbortException(check.place() + ": " + e.getMessage());
        } catch (RuntimeException e) {
            // The structs plugin and constructors of other plugins say in many ways what does not fit.
            throw new AbortException(Messages.ForeignChecks_unfit(check.place(), e.getMessage()));
        }
    }

    private static DescribableModel<? extends ReleaseCheck> model(ForeignCheck check) throws AbortException {
        for (Descriptor<ReleaseCheck> kind : Jenkins.get().getDescriptorList(ReleaseCheck.class)) {
            if (SymbolLookup.getSymbolValue(kind).contains(check.symbol())) {
                return DescribableModel.of(kind.clazz);
            }
        }
        throw new AbortException(
                Messages.ForeignChecks_gone(check.place(), check.symbol(), String.join(", ", symbols())));
    }

    private static List<String> symbols() {
        List<String> symbols = new ArrayList<>();
        for (Descriptor<ReleaseCheck> kind : Jenkins.get().getDescriptorList(ReleaseCheck.class)) {
            symbols.addAll(SymbolLookup.getSymbolValue(kind));
        }
        symbols.sort(Comparator.naturalOrder());
        return symbols;
    }

    private static DescribableParameter parameter(ForeignCheck check, DescribableModel<?> model, String name)
            throws AbortException {
        List<String> known = model.getParameters().stream()
                .map(DescribableParameter::getName)
                .toList();
        boolean only = name.equals(ForeignCheck.ONLY);
        DescribableParameter parameter = only ? model.getSoleRequiredParameter() : model.getParameter(name);
        if (parameter == null) {
            throw new AbortException(
                    only
                            ? Messages.ForeignChecks_noOnly(check.place(), String.join(", ", known))
                            : check.place() + ": " + Suggestions.unknown("parameter", name, known));
        }
        return parameter;
    }

    /** A plan has text only, which the structs plugin converts; but it takes any text for a truth value. */
    private static Object typed(ForeignCheck check, DescribableParameter parameter, Object value)
            throws AbortException {
        if (!(value instanceof String text)) {
            return value;
        }
        Class<?> type = parameter.getErasedType();
        String place = check.place() + "." + parameter.getName();
        if (FLAG.contains(type) && !text.equals("true") && !text.equals("false")) {
            throw new AbortException(Messages.ForeignChecks_flag(place, text));
        }
        if (WHOLE.contains(type) && !WHOLE_NUMBER.matcher(text).matches()) {
            throw new AbortException(Messages.ForeignChecks_number(place, text));
        }
        return value;
    }
}
