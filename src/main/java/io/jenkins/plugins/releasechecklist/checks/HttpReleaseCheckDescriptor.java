package io.jenkins.plugins.releasechecklist.checks;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.engine.probe.Expectation;
import io.jenkins.plugins.releasechecklist.engine.probe.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.StatusRange;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of an HTTP check. */
@Extension
@Symbol("httpCheck")
public final class HttpReleaseCheckDescriptor extends ReleaseCheckDescriptor {
    /** Called by Jenkins. */
    public HttpReleaseCheckDescriptor() {
        super(HttpReleaseCheck.class);
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return Messages.HttpReleaseCheck_displayName();
    }

    /** Takes headers by their names, as a plan has them, besides the list of {@link HttpHeader} that the form makes. */
    @Override
    public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
        return HeaderMap.toList(super.customInstantiate(arguments));
    }

    /** Shows headers by their names in snippets. */
    @Override
    public UninstantiatedDescribable customUninstantiate(UninstantiatedDescribable check) {
        return HeaderMap.fromList(check);
    }

    /** Checks the URL. */
    @POST
    public FormValidation doCheckUrl(
            @AncestorInPath @CheckForNull Item item, @QueryParameter @CheckForNull String value) {
        return validateRequired(item, value, text -> HttpCheck.builder(text).build());
    }

    /** Checks the form of the status. */
    @POST
    public FormValidation doCheckStatus(
            @AncestorInPath @CheckForNull Item item, @QueryParameter @CheckForNull String value) {
        return validate(item, value, StatusRange::parse);
    }

    /** Checks the JSONPath. */
    @POST
    public FormValidation doCheckJsonPath(
            @AncestorInPath @CheckForNull Item item, @QueryParameter @CheckForNull String value) {
        return validate(item, value, Expectation.JsonExists::new);
    }

    /** Checks that there is a JSONPath for the expected value. */
    @POST
    public FormValidation doCheckExpect(
            @AncestorInPath @CheckForNull Item item,
            @QueryParameter @CheckForNull String value,
            @QueryParameter @CheckForNull String jsonPath) {
        return validate(item, value, text -> requireJsonPath(jsonPath));
    }

    /** Checks the regular expression, and that there is a JSONPath for it. */
    @POST
    public FormValidation doCheckMatches(
            @AncestorInPath @CheckForNull Item item,
            @QueryParameter @CheckForNull String value,
            @QueryParameter @CheckForNull String jsonPath) {
        return validate(item, value, text -> {
            requireJsonPath(jsonPath);
            new Expectation.JsonMatches("$", text);
        });
    }

    /** Checks the form of the duration. */
    @POST
    public FormValidation doCheckMaxLatency(
            @AncestorInPath @CheckForNull Item item, @QueryParameter @CheckForNull String value) {
        return validate(item, value, HttpReleaseCheck::latency);
    }

    /** Checks that the job can use the credentials. */
    @POST
    public FormValidation doCheckCredentialsId(
            @AncestorInPath @CheckForNull Item item,
            @QueryParameter @CheckForNull String value,
            @QueryParameter @CheckForNull String url) {
        return mayConfigure(item) ? CredentialsField.validate(item, value, url) : FormValidation.ok();
    }

    /** Offers the credentials that the job can use. */
    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @AncestorInPath @CheckForNull Item item,
            @QueryParameter @CheckForNull String credentialsId,
            @QueryParameter @CheckForNull String url) {
        return CredentialsField.fill(item, credentialsId, url);
    }

    /** Offers the request methods. */
    @POST
    public ListBoxModel doFillMethodItems() {
        ListBoxModel items = new ListBoxModel();
        for (HttpMethod method : HttpMethod.values()) {
            items.add(method.name());
        }
        return items;
    }

    /** Offers what can be done with redirects. */
    @POST
    public ListBoxModel doFillRedirectsItems() {
        ListBoxModel items = new ListBoxModel();
        HttpReleaseCheck.redirectWords().forEach(items::add);
        return items;
    }

    private static void requireJsonPath(@CheckForNull String jsonPath) {
        if (jsonPath == null || jsonPath.isBlank()) {
            throw new IllegalArgumentException(Messages.HttpReleaseCheck_jsonPathMissing());
        }
    }
}
