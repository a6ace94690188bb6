package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.announce.Messages;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    @Test
    void readsSeconds() {
        assertThat(WebhookTransport.retryAfter(" 120 ", Messages.NOON)).contains(Duration.ofMinutes(2));
    }

    @Test
    void readsADate() {
        assertThat(WebhookTransport.retryAfter("Tue, 04 Mar 2025 12:00:30 GMT", Messages.NOON))
                .contains(Duration.ofSeconds(30));
    }

    @Test
    void takesAPastDateAsNow() {
        assertThat(WebhookTransport.retryAfter("Tue, 04 Mar 2025 11:00:00 GMT", Messages.NOON))
                .contains(Duration.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1.5", "999999999999999999999"})
    void ignoresAnythingElse(String value) {
        assertThat(WebhookTransport.retryAfter(value, Messages.NOON)).isEmpty();
    }
}
