package io.jenkins.plugins.releasechecklist.actions.wording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkViewTest {
    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/a?b=c", "http://example.com", "HTTPS://example.com"})
    void linksWebAddresses(String address) {
        assertThat(LinkView.to("text", address)).isEqualTo(new LinkView("text", address));
        assertThat(LinkView.to("text", address).linked()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "/etc/passwd",
                "javascript:alert(1)",
                "JAVASCRIPT:alert(1)",
                " javascript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "https://exa mple.com"
            })
    void showsEverythingElseAsText(String address) {
        assertThat(LinkView.to("text", address).linked()).isFalse();
        assertThat(LinkView.to("text", address).text()).isEqualTo("text");
    }
}
