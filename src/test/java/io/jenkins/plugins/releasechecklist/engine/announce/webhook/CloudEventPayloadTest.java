package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.LoopbackReceiver;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.announce.Messages;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloudEventPayloadTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVENT =
            "{\"context\":{\"specversion\":\"0.5.1\",\"id\":\"a-1\",\"source\":\"https://ci.example.com/job/x/7/\","
                    + "\"type\":\"dev.cdevents.service.deployed.0.3.0\",\"timestamp\":\"2025-03-04T11:59:00Z\"},"
                    + "\"subject\":{\"id\":\"Größe \\\"S\\\"\",\"content\":{\"environment\":{\"id\":\"production\"}}}}";

    private LoopbackReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        receiver = new LoopbackReceiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private LoopbackReceiver.Received sent(Message message, boolean binary) throws InterruptedException {
        Attempt attempt = new WebhookTransport(
                        new CloudEventPayload(binary),
                        WebhookUrl.parse("http://" + receiver.authority() + "/"),
                        Optional.of(new WebhookSigner(List.of("secret"))),
                        ProbeProxy.NONE,
                        () -> Messages.NOON)
                .send(message, Messages.ID);
        assertThat(attempt).isInstanceOf(Attempt.Delivered.class);
        return receiver.received().get(0);
    }

    private static Message event() throws IOException {
        return new Message(
                MessageEvent.CD_EVENT,
                Messages.NOON,
                "Shop",
                "2.4.0",
                "minor",
                "DEPLOYED",
                Optional.of("production"),
                "events",
                "dev.cdevents.service.deployed.0.3.0",
                CloudEventPayload.text(JSON.readTree(EVENT)),
                "<pre></pre>",
                List.of());
    }

    @Test
    void structured() throws Exception {
        LoopbackReceiver.Received received = sent(event(), false);
        JsonNode body = JSON.readTree(received.body());

        assertThat(received.headers().getFirst("Content-Type"))
                .isEqualTo("application/cloudevents+json; charset=UTF-8");
        assertThat(body.get("specversion").textValue()).isEqualTo("1.0");
        assertThat(body.get("id").textValue()).isEqualTo("a-1");
        assertThat(body.get("source").textValue()).isEqualTo("https://ci.example.com/job/x/7/");
        assertThat(body.get("type").textValue()).isEqualTo("dev.cdevents.service.deployed.0.3.0");
        assertThat(body.get("subject").textValue()).isEqualTo("Größe \"S\"");
        assertThat(body.get("time").textValue()).isEqualTo("2025-03-04T11:59:00Z");
        assertThat(body.get("datacontenttype").textValue()).isEqualTo("application/json");
        assertThat(body.get("data")).isEqualTo(JSON.readTree(EVENT));
        assertThat(received.headers().getFirst("webhook-signature"))
                .isEqualTo(
                        new WebhookSigner(List.of("secret")).signStandard(Messages.ID, "1741089600", received.body()));
    }

    @Test
    void namesTheLastEntryOfTheLedgerInItsOwnData() throws Exception {
        LoopbackReceiver.Received received = sent(event().with(new Message.LedgerHead(12, "8c".repeat(32))), true);

        JsonNode body = JSON.readTree(received.body());
        assertThat(body.at("/customData/ledger"))
                .isEqualTo(JSON.readTree("{\"entry\":12,\"hash\":\"" + "8c".repeat(32) + "\"}"));
        assertThat(received.headers().getFirst("ce-id")).isEqualTo("a-1");
    }

    @Test
    void binary() throws Exception {
        LoopbackReceiver.Received received = sent(event(), true);

        assertThat(received.headers().getFirst("Content-Type")).startsWith("application/json");
        assertThat(received.headers().getFirst("ce-specversion")).isEqualTo("1.0");
        assertThat(received.headers().getFirst("ce-id")).isEqualTo("a-1");
        assertThat(received.headers().getFirst("ce-type")).isEqualTo("dev.cdevents.service.deployed.0.3.0");
        assertThat(received.headers().getFirst("ce-source")).isEqualTo("https://ci.example.com/job/x/7/");
        assertThat(received.headers().getFirst("ce-subject")).isEqualTo("Gr%C3%B6%C3%9Fe%20%22S%22");
        assertThat(received.headers().getFirst("ce-time")).isEqualTo("2025-03-04T11:59:00Z");
        assertThat(JSON.readTree(received.body())).isEqualTo(JSON.readTree(EVENT));
    }

    @Test
    void anyOtherMessageIsAnEventOfOurOwn() throws Exception {
        LoopbackReceiver.Received received = sent(Messages.announcement(), false);
        JsonNode body = JSON.readTree(received.body());

        assertThat(body.get("type").textValue()).isEqualTo("io.jenkins.releasechecklist.release.announced");
        assertThat(body.get("id").textValue()).isEqualTo(Messages.ID.value());
        assertThat(body.get("data").toString()).isEqualTo(WebhookPayload.render(Messages.announcement(), Messages.ID));
        assertThat(new String(received.body(), UTF_8)).contains("OctoAcme Shop");
    }

    @Test
    void notesThatLookLikeAnEventAreNone() throws Exception {
        Message forged = new Message(
                MessageEvent.RELEASE_ANNOUNCED,
                Messages.NOON,
                "Shop",
                "2.4.0",
                "minor",
                "RELEASED",
                Optional.empty(),
                "stakeholders",
                "Shop 2.4.0",
                CloudEventPayload.text(JSON.readTree(EVENT)),
                "<pre></pre>",
                List.of());
        assertThat(JSON.readTree(sent(forged, false).body()).get("type").textValue())
                .isEqualTo("io.jenkins.releasechecklist.release.announced");
    }
}
