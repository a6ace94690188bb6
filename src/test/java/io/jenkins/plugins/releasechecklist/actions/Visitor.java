package io.jenkins.plugins.releasechecklist.actions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Somebody with a browser: a session, and the crumb that Jenkins hands out for it. */
final class Visitor {
    /** What any of the forms may ask for, so that nothing is refused for want of a word. */
    private static final String FORM =
            "comment=Because&reason=Because&note=Because&part=runbook&done=true&item=release-notes";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();
    private final URI root;

    private Visitor(URL root) throws URISyntaxException {
        this.root = root.toURI();
    }

    static Visitor anonymous(URL root) throws URISyntaxException {
        return new Visitor(root);
    }

    /** A user of the dummy realm, whose password is the name. */
    static Visitor loggedIn(URL root, String user) throws Exception {
        Visitor visitor = new Visitor(root);
        HttpResponse<String> answer = visitor.send(visitor.crumb()
                .orElseThrow()
                .addTo(visitor.form("j_spring_security_check", "j_username=" + user + "&j_password=" + user)));
        assertThat(answer.statusCode()).as(user).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .as(user)
                .doesNotContain("loginError");
        return visitor;
    }

    int get(String path) throws IOException, InterruptedException {
        return send(request(path)).statusCode();
    }

    /**
     * Opens a page and hands it over while it comes in.
     *
     * @param headers names and values by turns
     */
    HttpResponse<InputStream> open(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        for (int at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    /**
     * Asks for a page without waiting for it.
     *
     * @param form what to send with a POST; empty for a GET
     * @param headers names and values by turns
     */
    CompletableFuture<HttpResponse<String>> ask(String path, String form, String... headers) {
        HttpRequest.Builder request = form.isEmpty() ? request(path) : form(path, form);
        for (int at = 0; at < headers.length; at += 2) {
            request.header(headers[at], headers[at + 1]);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    int post(String path, Optional<Crumb> crumb) throws IOException, InterruptedException {
        HttpRequest.Builder request = form(path, FORM);
        crumb.ifPresent(it -> it.addTo(request));
        return send(request).statusCode();
    }

    /** The crumb of the session. */
    Optional<Crumb> crumb() throws IOException, InterruptedException {
        JsonNode crumb = new ObjectMapper()
                .readTree(send(request("crumbIssuer/api/json")).body());
        return Optional.of(new Crumb(
                crumb.path("crumbRequestField").asText(), crumb.path("crumb").asText()));
    }

    private HttpRequest.Builder form(String path, String form) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path)).header("Accept", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /**
     * What Jenkins gives to those to whom it shows its forms.
     *
     * @param field the name of the header
     * @param value what it holds
     */
    record Crumb(String field, String value) {
        private HttpRequest.Builder addTo(HttpRequest.Builder request) {
            return request.header(field, value);
        }
    }
}
