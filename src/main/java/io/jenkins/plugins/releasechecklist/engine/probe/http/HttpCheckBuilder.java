package io.jenkins.plugins.releasechecklist.engine.probe.http;

import io.jenkins.plugins.releasechecklist.engine.probe.CheckNames;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpUrl;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Redirects;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.RequestBody;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects what an {@link HttpCheck} is made of, in the words of a plan and of the step's parameters. Not safe for use
 * by several threads.
 */
public final class HttpCheckBuilder {
    private final String url;
    private String name = "";
    private Optional<HttpMethod> method = Optional.empty();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> headerCredentials = new LinkedHashMap<>();
    private final Map<String, RequestBody> payloads = new LinkedHashMap<>();
    private StatusRange status = StatusRange.SUCCESS;
    private final List<Expectation> expectations = new ArrayList<>();
    private String jsonPath = "";
    private final List<String> equal = new ArrayList<>();
    private final List<String> matching = new ArrayList<>();
    private Duration maxLatency = Duration.ZERO;
    private String credentialsId = "";
    private String certificateId = "";
    private String caCredentialsId = "";
    private Redirects redirects = Redirects.FOLLOW;

    HttpCheckBuilder(String url) {
        this.url = url;
    }

    /** Names the check, in a short line. Default: the URL without its query. */
    public HttpCheckBuilder name(String value) {
        name = value;
        return this;
    }

    /** Sets the request method. Default: GET, or POST when something is sent. */
    public HttpCheckBuilder method(HttpMethod value) {
        method = Optional.of(value);
        return this;
    }

    /** Adds a request header. */
    public HttpCheckBuilder header(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** Adds a request header that carries the secret text which the context has for the id. */
    public HttpCheckBuilder headerCredentials(String header, String id) {
        headerCredentials.put(header, id);
        return this;
    }

    /** Sends text, unless it is empty. Default: nothing. At most one of body, form and json is sent. */
    public HttpCheckBuilder body(String value) {
        return payload("body", new RequestBody.Text(value));
    }

    /** Sends bytes, in the place of a text. */
    public HttpCheckBuilder body(RequestBody.Binary value) {
        return payload("body", value);
    }

    /** Sends a form of values by their names, unless there are none. Default: none. At most one of body, form and json is sent. */
    public HttpCheckBuilder form(Map<String, String> fields) {
        return payload("form", new RequestBody.Form(fields));
    }

    /** Sends JSON. Default: none. At most one of body, form and json is sent. */
    public HttpCheckBuilder json(RequestBody.Json value) {
        return payload("json", value);
    }

    private HttpCheckBuilder payload(String parameter, RequestBody value) {
        payloads.remove(parameter);
        if (!value.isEmpty()) {
            payloads.put(parameter, value);
        }
        return this;
    }

    /** Sets the accepted statuses. Default: 200-299. */
    public HttpCheckBuilder status(StatusRange value) {
        status = value;
        return this;
    }

    /** Expects something of the answer, in addition to what was expected before. */
    public HttpCheckBuilder expectation(Expectation expectation) {
        expectations.add(expectation);
        return this;
    }

    /** Expects a text in the body of the answer. */
    public HttpCheckBuilder bodyContains(String text) {
        return expectation(new Expectation.Contains(text));
    }

    /** Expects that a text is not in the body of the answer. */
    public HttpCheckBuilder bodyNotContains(String text) {
        return expectation(new Expectation.ContainsNot(text));
    }

    /** Expects that a regular expression is found in the body of the answer. */
    public HttpCheckBuilder bodyMatches(String pattern) {
        return expectation(new Expectation.BodyMatches(pattern));
    }

    /**
     * Expects that a regular expression is found in one of the values of a header of the answer; {@code .*} when the header
     * only has to be there.
     */
    public HttpCheckBuilder expectHeader(String header, String pattern) {
        return expectation(new Expectation.HeaderMatches(header, pattern));
    }

    /** Expects a value at a JSONPath of the answer: any, unless {@link #expect} or {@link #matches} says which. */
    public HttpCheckBuilder jsonPath(String path) {
        jsonPath = path;
        return this;
    }

    /** Expects that the value at the JSONPath equals a text. */
    public HttpCheckBuilder expect(String text) {
        equal.add(text);
        return this;
    }

    /** Expects that the value at the JSONPath matches a regular expression as a whole. */
    public HttpCheckBuilder matches(String pattern) {
        matching.add(pattern);
        return this;
    }

    /** Limits how long the whole answer may take, more than zero. Default: no limit other than the attempt's timeout. */
    public HttpCheckBuilder maxLatency(Duration value) {
        maxLatency = value;
        return this;
    }

    /** Sends the credentials that the context has for the id. Default: none. */
    public HttpCheckBuilder credentialsId(String id) {
        credentialsId = id;
        return this;
    }

    /** Presents the client certificate that the context has for the id. Default: none. */
    public HttpCheckBuilder certificateId(String id) {
        certificateId = id;
        return this;
    }

    /** Trusts the authorities that the context has for the id, beside those of the system. Default: none. */
    public HttpCheckBuilder caCredentialsId(String id) {
        caCredentialsId = id;
        return this;
    }

    /** Sets what happens with redirects. Default: follow them. */
    public HttpCheckBuilder redirects(Redirects value) {
        redirects = value;
        return this;
    }

    /**
     * Makes the check.
     *
     * @throws IllegalArgumentException if a part is not valid, or the parts do not fit together; the message says what was
     *     expected and what was found
     */
    public HttpCheck build() {
        URI uri = HttpUrl.parse(url);
        List<Expectation> all = new ArrayList<>(expectations);
        if (jsonPath.isEmpty() && !(equal.isEmpty() && matching.isEmpty())) {
            throw new IllegalArgumentException("expected a jsonPath together with expect and matches, found none");
        }
        equal.forEach(text -> all.add(new Expectation.JsonEquals(jsonPath, text)));
        matching.forEach(pattern -> all.add(new Expectation.JsonMatches(jsonPath, pattern)));
        if (!jsonPath.isEmpty() && equal.isEmpty() && matching.isEmpty()) {
            all.add(new Expectation.JsonExists(jsonPath));
        }
        String title = name.isEmpty() ? CheckNames.of(HttpUrl.display(uri)) : name;
        RequestBody payload = payload();
        return new HttpCheck(
                title,
                uri,
                method.orElse(payload.isEmpty() ? HttpMethod.GET : HttpMethod.POST),
                headers,
                headerCredentials,
                payload,
                status,
                all,
                maxLatency,
                credentialsId,
                certificateId,
                caCredentialsId,
                redirects);
    }

    private RequestBody payload() {
        List<String> given = List.copyOf(payloads.keySet());
        if (given.size() > 1) {
            throw new IllegalArgumentException(given.get(given.size() - 1)
                    + ": expected one of body, form and json at most, found " + String.join(" and ", given));
        }
        return payloads.values().stream().findFirst().orElse(RequestBody.NONE);
    }
}
