package io.jenkins.plugins.releasechecklist.steps;

import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.checks.ReleaseCheckDescriptor;
import io.jenkins.plugins.releasechecklist.checks.ScalarsAsText;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * What all our steps have in common: numbers are accepted where text is expected, and a parameter that a Jenkinsfile gives as
 * a map or a list, but a form as text, is kept as text in both cases ({@link Parameters}).
 */
public abstract class ReleaseStepDescriptor extends StepDescriptor implements ScalarsAsText {
    private final String functionName;
    private final String displayName;

    ReleaseStepDescriptor(String functionName, String displayName) {
        this.functionName = functionName;
        this.displayName = displayName;
    }

    @Override
    public final String getFunctionName() {
        return functionName;
    }

    @Override
    public final String getDisplayName() {
        return displayName;
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, FlowNode.class);
    }

    /** The parameters that a Jenkinsfile gives as maps or lists, each with what reads the text of a form. */
    Map<String, Function<String, Object>> structured() {
        return Map.of();
    }

    /** The choices of a field, as a Jenkinsfile writes them; the first one is the default. */
    static ListBoxModel choices(List<String> words) {
        ListBoxModel items = new ListBoxModel();
        words.forEach(items::add);
        return items;
    }

    /** What is blank in a form is not given. */
    @Override
    public final Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
        for (Object name : List.copyOf(form.keySet())) {
            if (isUngiven(name.toString(), form.get(name))) {
                form.remove(name);
            }
        }
        return super.newInstance(request, form);
    }

    /** Whether it is an optional parameter without a value, so that the step has its default. */
    private boolean isUngiven(String name, Object value) {
        DescribableParameter parameter = DescribableModel.of(clazz).getParameter(name);
        return parameter != null
                && !parameter.isRequired()
                && (value == null
                        || value instanceof CharSequence text && text.toString().isBlank());
    }

    @Override
    public final Map<String, Object> customInstantiate(Map<String, Object> arguments) {
        Map<String, Object> texts = new LinkedHashMap<>(arguments);
        texts.entrySet().removeIf(argument -> isUngiven(argument.getKey(), argument.getValue()));
        texts.replaceAll(
                (name, value) -> structured().containsKey(name) && (value instanceof Map || value instanceof List)
                        ? Parameters.text(value)
                        : value);
        return ScalarsAsText.super.customInstantiate(texts);
    }

    /** Parameters come in no order of their own; sorted, a snippet is the same every time. */
    @Override
    public final UninstantiatedDescribable customUninstantiate(UninstantiatedDescribable described) {
        Map<String, Object> values = new TreeMap<>(described.getArguments());
        values.replaceAll((name, value) -> value instanceof String text
                ? structured().getOrDefault(name, same -> same).apply(text)
                : value);
        UninstantiatedDescribable shown =
                new UninstantiatedDescribable(described.getSymbol(), described.getKlass(), values);
        shown.setModel(described.getModel());
        return shown;
    }

    /** Offers what a failure can mean, for the steps with {@code onFailure}. */
    @POST
    public ListBoxModel doFillOnFailureItems() {
        return choices(Parameters.words(ReleaseStepExecution.OnFailure.values()));
    }

    /** Checks the name of the steps with {@code environment}. */
    @POST
    public FormValidation doCheckEnvironment(@AncestorInPath Item item, @QueryParameter String value) {
        return ReleaseCheckDescriptor.validate(item, value, EnvironmentName::require);
    }

    /** Checks the patterns of the steps with {@code junit}. */
    @POST
    public FormValidation doCheckJunit(@AncestorInPath Item item, @QueryParameter String value) {
        return ReleaseCheckDescriptor.validate(item, value, Parameters::reports);
    }

    /** Checks the duration of the steps with {@code retryFor}. */
    @POST
    public FormValidation doCheckRetryFor(@AncestorInPath Item item, @QueryParameter String value) {
        return ReleaseCheckDescriptor.validate(
                item, value, text -> Objects.requireNonNull(RunSettings.DEFAULT.withRetryFor(Durations.parse(text))));
    }

    public String getDefaultRetryFor() {
        return SmokeTestStep.DEFAULT_RETRY_FOR;
    }
}
