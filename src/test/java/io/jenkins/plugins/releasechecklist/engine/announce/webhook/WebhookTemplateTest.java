package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.LoopbackReceiver;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.Messages;
import io.jenkins.plugins.releasechecklist.engine.probe.address.NameService;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WebhookTemplateTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static WebhookTemplate template(String body) {
        return new WebhookTemplate(HttpMethod.POST, Map.of(), body, "s3cr3t");
    }

    @Test
    void fillsTheStringsOfTheBody() throws IOException {
        JsonNode body = JSON.readTree(template(
                        "{\"{version}\": [\"{application} {version}, {unknown:x}\", 1, null, true], \"d\": \"{date} {at}\", \"s\": \"{secret}\"}")
                .render(Messages.announcement(), Messages.ID));

        assertThat(body.get("{version}").get(0).textValue()).isEqualTo("OctoAcme Shop 2.4.0, {unknown:x}");
        assertThat(body.get("{version}").get(1).intValue()).isOne();
        assertThat(body.get("d").textValue()).isEqualTo("2025-03-04 2025-03-04T12:00:00Z");
        assertThat(body.get("s").textValue()).isEqualTo("s3cr3t");
    }

    @ParameterizedTest
    @MethodSource("io.jenkins.plugins.releasechecklist.engine.announce.Hostile#messages")
    void aValueIsNeverMoreThanAPartOfAString(Message message) throws IOException {
        JsonNode body = JSON.readTree(
                template("{\"a\": \"<{title}>\", \"b\": [\"{markdown}\", \"{application}\"], \"c\": \"{version}\"}")
                        .render(message, Messages.ID));

        assertThat(body.size()).isEqualTo(3);
        assertThat(body.get("a").textValue()).isEqualTo("<" + message.title() + ">");
        assertThat(body.get("b").size()).isEqualTo(2);
        assertThat(body.get("b").get(0).textValue()).isEqualTo(message.markdown());
        assertThat(body.get("c").textValue()).isEqualTo(message.version());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            value = {
                "POST ¦ A ¦ {secret} ¦ {x} ¦ body: expected JSON with placeholders in its strings, found a mistake in line 1, column 2",
                "POST ¦ A ¦ {secret} ¦ [\"{vershun}\"] ¦ body: placeholder: unknown value 'vershun'; did you mean 'version'?",
                "POST ¦ A ¦ {title} ¦ [] ¦ headers: placeholder: unknown value 'title'",
                "POST ¦ Content-Length ¦ 1 ¦ [] ¦ headers: 'Content-Length' is set by the client itself",
                "GET ¦ A ¦ 1 ¦ [] ¦ method: expected POST, PUT or PATCH, found GET",
            })
    void saysWhatIsWrong(String method, String header, String value, String body, String message) {
        assertThatThrownBy(() -> new WebhookTemplate(HttpMethod.parse(method), Map.of(header, value), body, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void sendsMethodAndHeadersAndHidesTheSecret() throws Exception {
        try (LoopbackReceiver receiver = new LoopbackReceiver()) {
            receiver.answering(400, Map.of(), "no such key: s3cr3t");
            WebhookTemplate template = new WebhookTemplate(
                    HttpMethod.PUT,
                    Map.of("Authorization", "Bearer {secret}", "X-Event", "{event}"),
                    "[\"{id}\"]",
                    "s3cr3t");

            Attempt attempt = new WebhookTransport(
                            template,
                            WebhookUrl.parse("http://" + receiver.authority() + "/api"),
                            Optional.empty(),
                            NameService.SYSTEM,
                            ProbeProxy.NONE,
                            Duration.ofSeconds(30),
                            () -> Messages.NOON)
                    .send(Messages.announcement(), Messages.ID);

            assertThat(attempt).isInstanceOf(Attempt.Refused.class);
            assertThat(attempt.toString()).contains("no such key").doesNotContain("s3cr3t");
            LoopbackReceiver.Received received = receiver.received().get(0);
            assertThat(received.method()).isEqualTo("PUT");
            assertThat(received.headers().getFirst("Authorization")).isEqualTo("Bearer s3cr3t");
            assertThat(received.headers().getFirst("X-Event")).isEqualTo("release.announced");
            assertThat(received.body()).asString(UTF_8).isEqualTo("[\"" + Messages.ID + "\"]");
        }
    }
}
