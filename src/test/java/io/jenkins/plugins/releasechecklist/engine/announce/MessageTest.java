package io.jenkins.plugins.releasechecklist.engine.announce;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    private static Message titled(String title) {
        return new Message(
                MessageEvent.GATE_WAITING,
                Messages.NOON,
                "Shop",
                "2.4.0",
                "minor",
                "WAITING_FOR_DECISION",
                Optional.of("production"),
                "stakeholders",
                title,
                "text",
                "<p>text</p>",
                List.of());
    }

    @Test
    void needsATitleOfOneLine() {
        assertThatThrownBy(() -> titled(" ")).hasMessage("message.title: expected text, found blank text");
        // A line break would begin a new header in a mail.
        assertThatThrownBy(() -> titled("Go?\r\nBcc: all@example.com"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("message.title: expected one line, found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "job/7/", "//ci.example.com/", "https:opaque", "file:///etc/passwd"})
    void linksToAbsoluteWebAddressesOnly(String address) {
        assertThatThrownBy(() -> new Link("Checklist", URI.create(address)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("link.url: expected an absolute http or https address, found " + address);
    }
}
