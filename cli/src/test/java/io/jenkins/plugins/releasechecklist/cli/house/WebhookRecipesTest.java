package io.jenkins.plugins.releasechecklist.cli.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookTemplate;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookTransport;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookUrl;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The recipes of docs/webhooks.md are taken by servers that ask for what the documentation of each system asks for. */
class WebhookRecipesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String TITLE = "The \"Shop\" 2.4.0 \\ is released";

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            JsonNode body = JSON.readTree(exchange.getRequestBody());
            int status = Api.at(exchange.getRequestURI().getPath()).answer(exchange, body);
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** What the systems ask for, by their documentation. */
    enum Api {
        PAGERDUTY("/v2/change/enqueue", "") {
            @Override
            boolean takes(JsonNode body) {
                return body.at("/routing_key").textValue().equals(SECRET)
                        && body.at("/payload/summary").textValue().equals(TITLE)
                        && Instant.parse(body.at("/payload/timestamp").textValue())
                                .isAfter(Instant.EPOCH)
                        && body.at("/links/0/href").textValue().startsWith("https://");
            }
        },
        GRAFANA("/api/annotations", "Bearer ") {
            @Override
            boolean takes(JsonNode body) {
                return body.at("/text").textValue().equals(TITLE)
                        && body.at("/tags").isArray();
            }
        },
        STATUSPAGE("/v1/pages/abc123/incidents", "OAuth ") {
            @Override
            boolean takes(JsonNode body) {
                return body.at("/incident/name").textValue().equals(TITLE)
                        && List.of("investigating", "identified", "monitoring", "resolved")
                                .contains(body.at("/incident/status").textValue());
            }
        },
        JIRA("/rest/api/3/version", "Basic ") {
            @Override
            boolean takes(JsonNode body) {
                return body.at("/projectId").isInt()
                        && body.at("/name").textValue().equals("Shop 2.4.0")
                        && body.at("/released").isBoolean()
                        && body.at("/releaseDate").textValue().equals("2026-11-30");
            }
        };

        private final String path;
        private final String scheme;

        Api(String path, String scheme) {
            this.path = path;
            this.scheme = scheme;
        }

        abstract boolean takes(JsonNode body);

        static Api at(String path) {
            return List.of(values()).stream()
                    .filter(api -> api.path.equals(path))
                    .findFirst()
                    .orElseThrow();
        }

        int answer(HttpExchange exchange, JsonNode body) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            boolean known = scheme.isEmpty() || (scheme + SECRET).equals(authorization);
            boolean json = exchange.getRequestHeaders().getFirst("Content-Type").startsWith("application/json");
            return !known ? 401 : exchange.getRequestMethod().equals("POST") && json && takes(body) ? 201 : 400;
        }
    }

    @ParameterizedTest
    @EnumSource(Api.class)
    void areTaken(Api api) throws Exception {
        Map<?, ?> recipe = recipes().get(api.name().toLowerCase(java.util.Locale.ROOT));
        String url = (String) recipe.get("url");
        assertThat(url).startsWith("https://").endsWith(api.path);
        Map<String, String> headers = new LinkedHashMap<>();
        Optional.ofNullable((String) recipe.get("headers"))
                .map(line -> line.split(": ", 2))
                .ifPresent(header -> headers.put(header[0], header[1]));
        WebhookTemplate template = new WebhookTemplate(HttpMethod.POST, headers, (String) recipe.get("body"), SECRET);
        for (String name : ((String) recipe.get("events")).split(", ")) {
            MessageEvent event = List.of(MessageEvent.values()).stream()
                    .filter(known -> known.wireName().equals(name))
                    .findFirst()
                    .orElseThrow();
            WebhookTransport transport = new WebhookTransport(
                    template,
                    WebhookUrl.parse("http://localhost:" + server.getAddress().getPort() + api.path),
                    Optional.empty(),
                    ProbeProxy.NONE,
                    InstantSource.system());

            assertThat(transport.send(message(event), new DeliveryId("0123456789abcdef0123456789abcdef")))
                    .isEqualTo(new Attempt.Delivered("HTTP 201"));
        }
    }

    private static Message message(MessageEvent event) {
        return new Message(
                event,
                Instant.parse("2026-11-30T12:00:00Z"),
                "Shop",
                "2.4.0",
                "minor",
                "RELEASED",
                Optional.of("production"),
                "channel",
                TITLE,
                "text",
                "<p>text</p>",
                List.of(new Link(
                        "Release checklist", URI.create("https://ci.example.com/job/shop/7/release-checklist/"))));
    }

    private static Map<String, Map<?, ?>> recipes() throws IOException {
        String docs = Files.readString(Path.of("..", "docs", "webhooks.md"), UTF_8);
        Map<String, Map<?, ?>> recipes = new LinkedHashMap<>();
        Pattern.compile("```yaml\n(webhookChannel:.*?)```", Pattern.DOTALL)
                .matcher(docs)
                .results()
                .forEach(found -> {
                    Map<?, ?> yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(found.group(1));
                    Map<?, ?> channel = (Map<?, ?>) yaml.get("webhookChannel");
                    recipes.put((String) channel.get("name"), channel);
                });
        return recipes;
    }
}
