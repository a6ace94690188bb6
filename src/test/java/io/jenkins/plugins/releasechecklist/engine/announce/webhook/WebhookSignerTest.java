package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.announce.Messages;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebhookSignerTest {

    private final WebhookSigner signer = new WebhookSigner(List.of("It's a Secret to Everybody"));
    private final byte[] body = "{\"event\":\"release.announced\"}".getBytes(UTF_8);

    @Test
    void signsTimestampAndBodyAsDocumented() {
        // printf '%s' '1741089600.{"event":"release.announced"}' | openssl dgst -sha256 -hmac "It's a Secret to
        // Everybody"
        assertThat(signer.sign("1741089600", body))
                .isEqualTo("sha256=6e39f8e4b3fa5d6eb8aa6c2f59dea4aa1d02e010f7ed13bdc90c10d9dd2a2a60");
    }

    @Test
    void signsOtherwiseAtAnotherTimeAnotherBodyAndWithAnotherSecret() {
        String signature = signer.sign("1741089600", body);

        assertThat(signer.sign("1741089601", body)).isNotEqualTo(signature);
        assertThat(signer.sign("1741089600", "{}".getBytes(UTF_8))).isNotEqualTo(signature);
        assertThat(new WebhookSigner(List.of("other")).sign("1741089600", body)).isNotEqualTo(signature);
    }

    @Test
    void signsByStandardWebhooksWithEverySecret() {
        // The example of the specification's reference implementations.
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        byte[] payload = "{\"test\": 2432232314}".getBytes(UTF_8);
        WebhookSigner both = new WebhookSigner(List.of(secret, "older"));

        assertThat(both.signStandard(Messages.ID, "1614265330", payload).split(" "))
                .hasSize(2)
                .allMatch(signature -> signature.matches("v1,[A-Za-z0-9+/]{43}="))
                .contains(new WebhookSigner(List.of("older")).signStandard(Messages.ID, "1614265330", payload));
        assertThat(both.sign("1614265330", payload))
                .isEqualTo(new WebhookSigner(List.of(secret)).sign("1614265330", payload));
        assertThatThrownBy(() -> new WebhookSigner(List.of("whsec_s3cr3t!")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("s3cr3t");
    }

    @Test
    void refusesAnEmptySecret() {
        assertThatThrownBy(() -> new WebhookSigner(List.of(""))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void headersNameTheDeliveryAndTheEvent() {
        WebhookRequest request = WebhookRequest.of(
                WebhookPayload::render, Messages.announcement(), Messages.ID, Messages.NOON, Optional.of(signer));

        assertThat(request.headers())
                .containsEntry("Idempotency-Key", Messages.ID.value())
                .containsEntry("X-Release-Checklist-Delivery", Messages.ID.value())
                .containsEntry("X-Release-Checklist-Event", "release.announced")
                .containsEntry("X-Release-Checklist-Timestamp", "1741089600")
                .containsEntry("webhook-id", Messages.ID.value())
                .containsEntry("webhook-timestamp", "1741089600")
                .containsEntry(
                        "webhook-signature",
                        signer.signStandard(
                                Messages.ID, "1741089600", request.body().getBytes(UTF_8)))
                .containsEntry(
                        "X-Release-Checklist-Signature",
                        signer.sign("1741089600", request.body().getBytes(UTF_8)));
    }

    @Test
    void signsNothingWithoutASecret() {
        assertThat(WebhookRequest.of(
                                WebhookPayload::render,
                                Messages.announcement(),
                                Messages.ID,
                                Messages.NOON,
                                Optional.empty())
                        .headers())
                .doesNotContainKeys("X-Release-Checklist-Signature", "webhook-signature");
    }
}
