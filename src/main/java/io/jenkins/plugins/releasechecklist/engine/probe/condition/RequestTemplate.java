package io.jenkins.plugins.releasechecklist.engine.probe.condition;

import io.jenkins.plugins.releasechecklist.engine.probe.connect.AttemptException;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpUrl;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.RequestBody;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A part of a request, with placeholders such as {@code {version}} for what is known of a release.
 *
 * @param text the text with its placeholders
 */
public record RequestTemplate(String text) {
    /** What a placeholder can stand for. */
    public static final List<String> NAMES =
            List.of("version", "application", "environment", "type", "job", "build", "url", "artifact", "sha256");

    private static final List<String> OF_ARTIFACT = List.of("artifact", "sha256");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final Pattern AUTHORITY = Pattern.compile("[^/?#]*//[^/?#]*");
    /** No steps up, and nothing that ends a string or begins another term in a query language: who names a version must not write queries. */
    private static final Pattern PLAIN = Pattern.compile("(?!\\.{1,2}$)[\\p{L}\\p{N} ._~+/:@-]*");
    /** No JSON without quotation marks around it, so that no value is ever more than a part of a string. */
    private static final Map<String, String> EXAMPLE =
            NAMES.stream().collect(Collectors.toMap(name -> name, name -> "x"));

    /** Refuses placeholders that nobody knows. */
    public RequestTemplate {
        PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).forEach(name -> {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException(Suggestions.unknown("placeholder", name, NAMES));
            }
        });
    }

    /** Checks that it names an artifact only where each artifact is asked about. */
    void requirePlaceholders(boolean perArtifact) {
        names().stream()
                .filter(OF_ARTIFACT::contains)
                .filter(name -> !perArtifact)
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException("placeholder: {" + name
                            + "} is for attestations, which are asked for artifact by artifact");
                });
    }

    /** Checks that it is a URL whose host is the same for every release: credentials are sent there. */
    void requireUrl() {
        Matcher authority = AUTHORITY.matcher(text);
        if (authority.lookingAt() && PLACEHOLDER.matcher(authority.group()).find()) {
            throw new IllegalArgumentException(
                    "url: expected placeholders after the host only, found one in '" + authority.group() + "'");
        }
        HttpUrl.parse(filled(EXAMPLE, UnaryOperator.identity()));
    }

    /** Checks that it is JSON for every release. */
    void requireJson() {
        new RequestBody.Json(filled(EXAMPLE, UnaryOperator.identity()));
    }

    /** The URL for a release: values are percent-encoded. */
    String url(Map<String, String> release) throws AttemptException {
        requireKnown(release);
        for (String name : names()) {
            String value = release.get(name);
            // Jenkins itself writes these, and has encoded what people may write.
            boolean encoded = name.equals("job") || name.equals("url");
            if (!PLAIN.matcher(encoded ? value.replace("%", "") : value).matches()) {
                throw AttemptException.refused(Phrase.of("probe.condition.badValue", name, Texts.quoted(value)));
            }
        }
        return filled(
                release,
                value -> URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    /** The JSON for a release: values are escaped for the strings in which they stand. */
    RequestBody.Json json(Map<String, String> release) throws AttemptException {
        requireKnown(release);
        return new RequestBody.Json(filled(release, value -> {
            String quoted = RequestBody.Json.of(value).text();
            return quoted.substring(1, quoted.length() - 1);
        }));
    }

    private List<String> names() {
        return PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private void requireKnown(Map<String, String> release) throws AttemptException {
        for (String name : names()) {
            if (release.getOrDefault(name, "").isBlank()) {
                throw AttemptException.refused(Phrase.of("probe.condition.missing", name));
            }
        }
    }

    private String filled(Map<String, String> release, UnaryOperator<String> escape) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(escape.apply(release.get(found.group(1)))));
    }
}
