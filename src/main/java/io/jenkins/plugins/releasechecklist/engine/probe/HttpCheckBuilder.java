package io.jenkins.plugins.releasechecklist.engine.probe;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what an {@link HttpCheck} is made of, in the words of a plan and of the step's parameters. Not safe for use
 * by several threads.
 */
public final class HttpCheckBuilder {
    private final String url;
    private String name = "";
    private HttpMethod method = HttpMethod.GET;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String body = "";
    private StatusRange status = StatusRange.SUCCESS;
    private final List<Expectation> expectations = new ArrayList<>();
    private String jsonPath = "";
    private final List<String> equal = new ArrayList<>();
    private final List<String> matching = new ArrayList<>();
    private Duration maxLatency = Duration.ZERO;
    private String credentialsId = "";
    private Redirects redirects = Redirects.FOLLOW;

    HttpCheckBuilder(String url) {
        this.url = url;
    }

    /**
     * Names the check. Default: the URL without its query.
     *
     * @param value a short line
     * @return this builder
     */
    public HttpCheckBuilder name(String value) {
        name = value;
        return this;
    }

    /**
     * Sets the request method. Default: GET.
     *
     * @param value the method
     * @return this builder
     */
    public HttpCheckBuilder method(HttpMethod value) {
        method = value;
        return this;
    }

    /**
     * Adds a request header.
     *
     * @param header its name
     * @param value its value
     * @return this builder
     */
    public HttpCheckBuilder header(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /**
     * Sets the request body. Default: none.
     *
     * @param value text, sent as UTF-8
     * @return this builder
     */
    public HttpCheckBuilder body(String value) {
        body = value;
        return this;
    }

    /**
     * Sets the accepted statuses. Default: 200-299.
     *
     * @param value the range
     * @return this builder
     */
    public HttpCheckBuilder status(StatusRange value) {
        status = value;
        return this;
    }

    /**
     * Expects something of the body of the answer, in addition to what was expected before.
     *
     * @param expectation the expectation
     * @return this builder
     */
    public HttpCheckBuilder expectation(Expectation expectation) {
        expectations.add(expectation);
        return this;
    }

    /**
     * Expects a text in the body of the answer.
     *
     * @param text the text
     * @return this builder
     */
    public HttpCheckBuilder bodyContains(String text) {
        return expectation(new Expectation.Contains(text));
    }

    /**
     * Expects a value in the JSON of the answer: any, unless {@link #expect} or {@link #matches} says which.
     *
     * @param path a JSONPath
     * @return this builder
     */
    public HttpCheckBuilder jsonPath(String path) {
        jsonPath = path;
        return this;
    }

    /**
     * Expects that the value at the JSONPath equals a text.
     *
     * @param text the text of the value
     * @return this builder
     */
    public HttpCheckBuilder expect(String text) {
        equal.add(text);
        return this;
    }

    /**
     * Expects that the value at the JSONPath matches a regular expression as a whole.
     *
     * @param pattern the regular expression
     * @return this builder
     */
    public HttpCheckBuilder matches(String pattern) {
        matching.add(pattern);
        return this;
    }

    /**
     * Limits how long the whole answer may take. Default: no limit other than the attempt's timeout.
     *
     * @param value more than zero
     * @return this builder
     */
    public HttpCheckBuilder maxLatency(Duration value) {
        maxLatency = value;
        return this;
    }

    /**
     * Sends credentials. Default: none.
     *
     * @param id the id that the context resolves
     * @return this builder
     */
    public HttpCheckBuilder credentialsId(String id) {
        credentialsId = id;
        return this;
    }

    /**
     * Sets what happens with redirects. Default: follow them.
     *
     * @param value the policy
     * @return this builder
     */
    public HttpCheckBuilder redirects(Redirects value) {
        redirects = value;
        return this;
    }

    /**
     * Makes the check.
     *
     * @return the check
     * @throws IllegalArgumentException if a part is not valid, or the parts do not fit together; the message says what
     *     was expected and what was found
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
        return new HttpCheck(title, uri, method, headers, body, status, all, maxLatency, credentialsId, redirects);
    }
}
