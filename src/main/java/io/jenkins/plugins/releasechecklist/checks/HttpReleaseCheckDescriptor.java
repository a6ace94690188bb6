package io.jenkins.plugins.releasechecklist.checks;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.RequestBody;
import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.StatusRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** The form of an HTTP check. */
@Extension
@Symbol("httpCheck")
public final class HttpReleaseCheckDescriptor extends ReleaseCheckDescriptor {
    private static final String JSON = "json";

    private static final List<NamedTexts> BY_NAME = List.of(
            new NamedTexts("headers", "value"),
            new NamedTexts("form", "value"),
            new NamedTexts("expectHeaders", "pattern"));

    public HttpReleaseCheckDescriptor() {
        super(HttpReleaseCheck.class);
    }

    @Override
    @NonNull
    public String getDisplayName() {
        return Messages.HttpReleaseCheck_displayName();
    }

    /**
     * Takes headers and fields of a form by their names, as a plan has them, besides the lists that the form makes, and JSON as
     * maps and lists.
     */
    @Override
    public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
        Map<String, Object> bound = withEmptyValue(withJsonAsText(super.customInstantiate(arguments)));
        for (NamedTexts parameter : BY_NAME) {
            bound = parameter.toList(bound);
        }
        return bound;
    }

    /** Shows headers and fields of a form by their names in snippets. */
    @Override
    public UninstantiatedDescribable customUninstantiate(UninstantiatedDescribable check) {
        UninstantiatedDescribable shown = check;
        for (NamedTexts parameter : BY_NAME) {
            shown = parameter.fromList(shown);
        }
        return shown;
    }

    /** Who writes an empty value expects one, as in a plan. In the form, an empty field is one that was left out. */
    private static Map<String, Object> withEmptyValue(Map<String, Object> arguments) {
        if (!"".equals(arguments.get("expect")) || arguments.containsKey("matches")) {
            return arguments;
        }
        Map<String, Object> bound = new HashMap<>(arguments);
        bound.remove("expect");
        bound.put("matches", "^$");
        return bound;
    }

    private static Map<String, Object> withJsonAsText(Map<String, Object> arguments) {
        Object json = arguments.get(JSON);
        if (!(json instanceof Map || json instanceof List)) {
            return arguments;
        }
        Map<String, Object> bound = new HashMap<>(arguments);
        try {
            bound.put(JSON, RequestBody.Json.of(json).text());
        } catch (IllegalArgumentException e) {
            // It is no JSON, and the step says so when it makes the check: here, a mistake would end in a stack trace.
            bound.put(JSON, json.getClass().getSimpleName());
        }
        return bound;
    }

    @POST
    public FormValidation doCheckUrl(@AncestorInPath Item item, @QueryParameter String value) {
        return validateRequired(item, value, text -> HttpCheck.builder(text).build());
    }

    @POST
    public FormValidation doCheckStatus(@AncestorInPath Item item, @QueryParameter String value) {
        return validate(item, value, StatusRange::parse);
    }

    @POST
    public FormValidation doCheckJsonPath(@AncestorInPath Item item, @QueryParameter String value) {
        return validate(item, value, Expectation.JsonExists::new);
    }

    /** Checks that there is a JSONPath for the expected value. */
    @POST
    public FormValidation doCheckExpect(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String jsonPath) {
        return validate(item, value, text -> requireJsonPath(jsonPath));
    }

    /** Checks the regular expression, and that there is a JSONPath for it. */
    @POST
    public FormValidation doCheckMatches(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String jsonPath) {
        return validate(item, value, text -> {
            requireJsonPath(jsonPath);
            new Expectation.JsonMatches("$", text);
        });
    }

    /** Checks that only one of body, form and JSON is sent. */
    @POST
    public FormValidation doCheckBody(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String json) {
        return validate(item, value, body -> {
            if (!Util.fixNull(json).isEmpty()) {
                throw new IllegalArgumentException(Messages.HttpReleaseCheck_onePayload());
            }
        });
    }

    @POST
    public FormValidation doCheckJson(@AncestorInPath Item item, @QueryParameter String value) {
        return validate(item, value, RequestBody.Json::new);
    }

    @POST
    public FormValidation doCheckBodyMatches(@AncestorInPath Item item, @QueryParameter String value) {
        return validate(item, value, Expectation.BodyMatches::new);
    }

    @POST
    public FormValidation doCheckMaxLatency(@AncestorInPath Item item, @QueryParameter String value) {
        return validate(item, value, HttpReleaseCheck::latency);
    }

    /** Checks that the job can use the credentials. */
    @POST
    public FormValidation doCheckCredentialsId(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String url) {
        return mayConfigure(item) ? CredentialsField.SENT.validate(item, value, url) : FormValidation.ok();
    }

    @POST
    public ListBoxModel doFillCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String credentialsId, @QueryParameter String url) {
        return CredentialsField.SENT.fill(item, credentialsId, url);
    }

    /** Checks that the job can use the certificate, and that there is TLS to present it in. */
    @POST
    public FormValidation doCheckCertificateId(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String url) {
        if (!mayConfigure(item) || value == null || value.isBlank()) {
            return FormValidation.ok();
        }
        return Util.fixNull(url).strip().toLowerCase(Locale.ROOT).startsWith("http:")
                ? FormValidation.error(Messages.HttpReleaseCheck_httpsOnly())
                : CredentialsField.PRESENTED.validate(item, value, url);
    }

    /** Offers the certificates that the job can use. */
    @POST
    public ListBoxModel doFillCertificateIdItems(
            @AncestorInPath Item item, @QueryParameter String certificateId, @QueryParameter String url) {
        return CredentialsField.PRESENTED.fill(item, certificateId, url);
    }

    /** Checks that the job can use the authorities. */
    @POST
    public FormValidation doCheckCaCredentialsId(
            @AncestorInPath Item item, @QueryParameter String value, @QueryParameter String url) {
        return mayConfigure(item) ? CredentialsField.TRUSTED.validate(item, value, url) : FormValidation.ok();
    }

    /** Offers the authorities that the job can use. */
    @POST
    public ListBoxModel doFillCaCredentialsIdItems(
            @AncestorInPath Item item, @QueryParameter String caCredentialsId, @QueryParameter String url) {
        return CredentialsField.TRUSTED.fill(item, caCredentialsId, url);
    }

    /** Offers the request methods; the first one is what fits the rest. */
    @POST
    public ListBoxModel doFillMethodItems() {
        ListBoxModel items = new ListBoxModel();
        items.add(Messages.HttpReleaseCheck_defaultMethod(), "");
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

    /**
     * A parameter that a Jenkinsfile writes as a map, {@code headers: [Accept: 'application/json']}, and a form as a list of names
     * and texts, which is what the structs plugin binds.
     *
     * @param parameter the name of the parameter
     * @param text how an element of the list calls the text that belongs to its {@code name}
     */
    private record NamedTexts(String parameter, String text) {
        private static final String NAME = "name";

        /** Makes a list of the argument, if it is a map; other arguments stay as they are. */
        Map<String, Object> toList(Map<String, Object> arguments) {
            if (!(arguments.get(parameter) instanceof Map<?, ?> byName)) {
                return arguments;
            }
            List<Map<String, Object>> list = new ArrayList<>();
            byName.forEach((name, value) -> {
                Map<String, Object> element = new HashMap<>();
                element.put(NAME, String.valueOf(name));
                element.put(text, value == null ? "" : value.toString());
                list.add(element);
            });
            Map<String, Object> bound = new HashMap<>(arguments);
            bound.put(parameter, list);
            return bound;
        }

        /** Makes a map of the argument, unless a name is there twice, which a map cannot show. */
        UninstantiatedDescribable fromList(UninstantiatedDescribable check) {
            Optional<Map<String, Object>> byName =
                    check.getArguments().get(parameter) instanceof List<?> list ? byName(list) : Optional.empty();
            return byName.map(map -> {
                        Map<String, Object> arguments = new LinkedHashMap<>(check.getArguments());
                        arguments.put(parameter, map);
                        return check.withArguments(arguments);
                    })
                    .orElse(check);
        }

        private Optional<Map<String, Object>> byName(List<?> elements) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (Object element : elements) {
                if (!(element instanceof UninstantiatedDescribable described)) {
                    return Optional.empty();
                }
                Map<String, ?> arguments = described.getArguments();
                if (map.put(String.valueOf(arguments.get(NAME)), arguments.get(text)) != null) {
                    return Optional.empty();
                }
            }
            return Optional.of(map);
        }
    }
}
