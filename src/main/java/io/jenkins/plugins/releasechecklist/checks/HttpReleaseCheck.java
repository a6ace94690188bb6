package io.jenkins.plugins.releasechecklist.checks;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Redirects;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.RequestBody;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheckBuilder;
import io.jenkins.plugins.releasechecklist.engine.probe.http.StatusRange;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Passes when a URL answers as expected:
 * {@code httpCheck(url: 'https://staging.example.com/health', status: 200, jsonPath: '$.status', expect: 'UP')}. Text that is
 * empty stands for a parameter that was left out.
 */
public class HttpReleaseCheck extends ReleaseCheck {
    private static final long serialVersionUID = 1L;

    /** The accepted statuses unless others are given. */
    public static final String DEFAULT_STATUS = "2xx";

    /** What happens with redirects unless something else is given. */
    public static final String DEFAULT_REDIRECTS = word(Redirects.FOLLOW);

    private static final String EXAMPLE = "a URL such as https://www.example.com/health";

    private final String url;
    private String method = "";
    private List<HttpHeader> headers = new ArrayList<>();
    private String body = "";
    private List<FormField> form = new ArrayList<>();
    private String json = "";
    private String status = DEFAULT_STATUS;
    private List<ExpectedHeader> expectHeaders = new ArrayList<>();
    private String bodyContains = "";
    private String bodyNotContains = "";
    private String bodyMatches = "";
    private String jsonPath = "";
    private String expect = "";
    private String matches = "";
    private String maxLatency = "";
    private String credentialsId = "";
    private String certificateId = "";
    private String caCredentialsId = "";
    private String redirects = DEFAULT_REDIRECTS;

    /**
     * Makes the check.
     *
     * @param url http or https
     */
    @DataBoundConstructor
    public HttpReleaseCheck(@CheckForNull String url) {
        this.url = text(url);
    }

    public String getUrl() {
        return url;
    }

    /** The request method; empty for {@code GET}, or {@code POST} when something is sent. */
    public String getMethod() {
        return method;
    }

    @DataBoundSetter
    public void setMethod(@CheckForNull String method) {
        this.method = text(method).strip();
    }

    public List<HttpHeader> getHeaders() {
        return List.copyOf(headers);
    }

    @DataBoundSetter
    public void setHeaders(@CheckForNull List<HttpHeader> headers) {
        this.headers = new ArrayList<>(Util.fixNull(headers));
    }

    /** Text to send. At most one of body, form and json is sent. */
    public String getBody() {
        return body;
    }

    @DataBoundSetter
    public void setBody(@CheckForNull String body) {
        this.body = text(body);
    }

    /** The fields of a form to send. */
    public List<FormField> getForm() {
        return List.copyOf(form);
    }

    @DataBoundSetter
    public void setForm(@CheckForNull List<FormField> form) {
        this.form = new ArrayList<>(Util.fixNull(form));
    }

    /** JSON to send; in a Jenkinsfile also as a map or a list. */
    public String getJson() {
        return json;
    }

    @DataBoundSetter
    public void setJson(@CheckForNull String json) {
        this.json = text(json);
    }

    /** The accepted status: {@code 200}, {@code 2xx}, {@code 200-299} or several with commas; by default {@code 2xx}. */
    public String getStatus() {
        return status;
    }

    @DataBoundSetter
    public void setStatus(@CheckForNull String status) {
        this.status = textOr(DEFAULT_STATUS, status);
    }

    /** What headers of the answer have to be like. */
    public List<ExpectedHeader> getExpectHeaders() {
        return List.copyOf(expectHeaders);
    }

    @DataBoundSetter
    public void setExpectHeaders(@CheckForNull List<ExpectedHeader> expectHeaders) {
        this.expectHeaders = new ArrayList<>(Util.fixNull(expectHeaders));
    }

    /** A text that the answer has to contain. */
    public String getBodyContains() {
        return bodyContains;
    }

    @DataBoundSetter
    public void setBodyContains(@CheckForNull String bodyContains) {
        this.bodyContains = text(bodyContains);
    }

    /** A text that the answer must not contain. */
    public String getBodyNotContains() {
        return bodyNotContains;
    }

    @DataBoundSetter
    public void setBodyNotContains(@CheckForNull String bodyNotContains) {
        this.bodyNotContains = text(bodyNotContains);
    }

    /** A regular expression that has to be found in the answer. */
    public String getBodyMatches() {
        return bodyMatches;
    }

    @DataBoundSetter
    public void setBodyMatches(@CheckForNull String bodyMatches) {
        this.bodyMatches = text(bodyMatches);
    }

    /** Where a value has to be in the JSON of the answer, such as {@code $.status}. */
    public String getJsonPath() {
        return jsonPath;
    }

    @DataBoundSetter
    public void setJsonPath(@CheckForNull String jsonPath) {
        this.jsonPath = text(jsonPath);
    }

    /** What the value at the JSONPath has to equal. */
    public String getExpect() {
        return expect;
    }

    @DataBoundSetter
    public void setExpect(@CheckForNull String expect) {
        this.expect = text(expect);
    }

    /** A regular expression that the value at the JSONPath has to match as a whole. */
    public String getMatches() {
        return matches;
    }

    @DataBoundSetter
    public void setMatches(@CheckForNull String matches) {
        this.matches = text(matches);
    }

    /** How long the whole answer may take, such as {@code 500ms}. */
    public String getMaxLatency() {
        return maxLatency;
    }

    @DataBoundSetter
    public void setMaxLatency(@CheckForNull String maxLatency) {
        this.maxLatency = text(maxLatency);
    }

    /** The id of a user name with password (sent as Basic) or of a secret text (sent as Bearer). */
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(@CheckForNull String credentialsId) {
        this.credentialsId = text(credentialsId).strip();
    }

    /** The id of a certificate that is presented to the host of the URL. */
    public String getCertificateId() {
        return certificateId;
    }

    @DataBoundSetter
    public void setCertificateId(@CheckForNull String certificateId) {
        this.certificateId = text(certificateId).strip();
    }

    /** The id of a secret file in PEM, or of a certificate, with authorities to trust beside those of Java. */
    public String getCaCredentialsId() {
        return caCredentialsId;
    }

    @DataBoundSetter
    public void setCaCredentialsId(@CheckForNull String caCredentialsId) {
        this.caCredentialsId = text(caCredentialsId).strip();
    }

    /** What happens with redirects: {@code follow}, the default, or {@code never}. */
    public String getRedirects() {
        return redirects;
    }

    @DataBoundSetter
    public void setRedirects(@CheckForNull String redirects) {
        this.redirects = textOr(DEFAULT_REDIRECTS, redirects);
    }

    @Override
    protected Check create() {
        HttpCheckBuilder builder = HttpCheck.builder(required("url", url, EXAMPLE))
                .name(getName())
                .body(body)
                .form(FormField.byName(form))
                .status(read("status", status, StatusRange::parse))
                .jsonPath(jsonPath)
                .credentialsId(credentialsId)
                .certificateId(certificateId)
                .caCredentialsId(caCredentialsId)
                .redirects(read("redirects", redirects, HttpReleaseCheck::redirects));
        headers.forEach(header -> builder.header(header.getName(), header.getValue()));
        expectHeaders.forEach(header -> builder.expectHeader(header.getName(), header.getPattern()));
        unlessEmpty(method, text -> builder.method(read("method", text, HttpMethod::parse)));
        unlessEmpty(json, text -> builder.json(new RequestBody.Json(text)));
        unlessEmpty(bodyContains, builder::bodyContains);
        unlessEmpty(bodyNotContains, builder::bodyNotContains);
        unlessEmpty(bodyMatches, builder::bodyMatches);
        unlessEmpty(expect, builder::expect);
        unlessEmpty(matches, builder::matches);
        unlessEmpty(maxLatency, text -> builder.maxLatency(read("maxLatency", text, HttpReleaseCheck::latency)));
        return builder.build();
    }

    /** Fills in what a check does not have that a build kept before there were these parameters. */
    private Object readResolve() {
        form = Util.fixNull(form);
        json = text(json);
        expectHeaders = Util.fixNull(expectHeaders);
        bodyMatches = text(bodyMatches);
        bodyNotContains = text(bodyNotContains);
        certificateId = text(certificateId);
        caCredentialsId = text(caCredentialsId);
        return this;
    }

    static Duration latency(String text) {
        Duration latency = Durations.parse(text);
        if (latency.isZero()) {
            throw new IllegalArgumentException("expected a duration longer than zero, found '" + text + "'");
        }
        return latency;
    }

    static List<String> redirectWords() {
        return List.of(word(Redirects.FOLLOW), word(Redirects.NEVER));
    }

    private static Redirects redirects(String text) {
        String found = text.strip().toLowerCase(Locale.ROOT);
        if (!redirectWords().contains(found)) {
            throw new IllegalArgumentException(
                    "expected " + String.join(" or ", redirectWords()) + ", found '" + text + "'"
                            + Suggestions.closest(found, redirectWords())
                                    .map(near -> " (did you mean " + near + "?)")
                                    .orElse(""));
        }
        return Redirects.valueOf(found.toUpperCase(Locale.ROOT));
    }

    private static String word(Redirects redirects) {
        return redirects.name().toLowerCase(Locale.ROOT);
    }

    private static String textOr(String fallback, @CheckForNull String text) {
        return text == null || text.isBlank() ? fallback : text.strip();
    }

    private static void unlessEmpty(String text, Consumer<String> use) {
        if (!text.isEmpty()) {
            use.accept(text);
        }
    }
}
