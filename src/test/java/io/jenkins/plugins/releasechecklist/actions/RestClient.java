package io.jenkins.plugins.releasechecklist.actions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.htmlunit.util.NameValuePair;
import org.jvnet.hudson.test.JenkinsRule;

/** A client of the REST API that acts for a user, by API token as scripts do. Every answer has to be as {@link OpenApi} says. */
public final class RestClient {
    private final JenkinsRule jenkins;
    private final JenkinsRule.WebClient client;

    private RestClient(JenkinsRule jenkins, JenkinsRule.WebClient client) {
        this.jenkins = jenkins;
        this.client = client;
        client.setThrowExceptionOnFailingStatusCode(false);
        client.getOptions().setRedirectEnabled(false);
        client.setJavaScriptEnabled(false);
        client.setRefreshHandler((page, url, seconds) -> {});
    }

    public static RestClient of(JenkinsRule jenkins, String user) throws Exception {
        return new RestClient(jenkins, jenkins.createWebClient().withBasicApiToken(user));
    }

    public static RestClient anonymous(JenkinsRule jenkins) {
        return new RestClient(jenkins, jenkins.createWebClient());
    }

    /** GET below the root of Jenkins, with headers by turns of name and value. */
    public Reply get(String path, String... headers) throws IOException {
        return send(HttpMethod.GET, path, List.of(), headers);
    }

    /** POST below the root of Jenkins, with form parameters by turns of name and value. */
    public Reply post(String path, String... parameters) throws IOException {
        List<NameValuePair> pairs = new ArrayList<>();
        for (int i = 0; i < parameters.length; i += 2) {
            pairs.add(new NameValuePair(parameters[i], parameters[i + 1]));
        }
        return send(HttpMethod.POST, path, pairs);
    }

    /** The same by a form of a page. */
    Reply postAsBrowser(String path) throws IOException {
        return send(HttpMethod.POST, path, List.of(), "Accept", "text/html");
    }

    private Reply send(HttpMethod method, String path, List<NameValuePair> parameters, String... headers)
            throws IOException {
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), path), method);
        request.setAdditionalHeader("Accept", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.setAdditionalHeader(headers[i], headers[i + 1]);
        }
        if (!parameters.isEmpty()) {
            request.setRequestParameters(parameters);
        }
        WebResponse response = client.getPage(request).getWebResponse();
        OpenApi.check(method.name(), path, response);
        return new Reply(response);
    }

    /**
     * What came back.
     *
     * @param response all of it
     */
    public record Reply(WebResponse response) {
        public int status() {
            return response.getStatusCode();
        }

        public String text() {
            return response.getContentAsString();
        }

        public String header(String name) {
            return response.getResponseHeaderValue(name);
        }

        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(text());
            } catch (JsonProcessingException e) {
                throw new AssertionError("Expected JSON, found " + text(), e);
            }
        }

        public String error() {
            return json().path("error").asText();
        }
    }
}
