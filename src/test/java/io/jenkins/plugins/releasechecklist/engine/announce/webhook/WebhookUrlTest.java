package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookUrlTest {

    @Test
    void tellsSchemeHostAndPortOnly() {
        WebhookUrl url = WebhookUrl.parse(" https://bot:hunter2@hooks.example.com:8443/services/T0KEN?key=s3cret#top ");

        assertThat(url.place()).isEqualTo("https://hooks.example.com:8443");
        assertThat(url).hasToString("https://hooks.example.com:8443");
        assertThat(url.target()).hasToString("https://hooks.example.com:8443/services/T0KEN?key=s3cret");
        assertThat(url.authorization()).contains("Basic Ym90Omh1bnRlcjI=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hooks.example.com/s3cret",
                "ftp://example.com/s3cret",
                "https:///s3cret",
                "https://exa mple.com/s3cret",
                "mailto:s3cret@example.com",
                "https://example.com:0/s3cret",
                "https://example.com:70000/s3cret"
            })
    void doesNotRepeatAWrongAddress(String address) {
        assertThatThrownBy(() -> WebhookUrl.parse(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Expected a webhook address such as")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }
}
