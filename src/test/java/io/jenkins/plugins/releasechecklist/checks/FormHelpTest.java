package io.jenkins.plugins.releasechecklist.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormHelpTest {
    private static final Pattern FIELD = Pattern.compile("<f:entry [^>]*field=\"(\\w+)\"");

    @ParameterizedTest
    @ValueSource(
            classes = {
                HttpReleaseCheck.class,
                HttpHeader.class,
                FormField.class,
                ExpectedHeader.class,
                TcpReleaseCheck.class,
                TlsReleaseCheck.class,
                DnsReleaseCheck.class,
                CommandReleaseCheck.class
            })
    void everyFieldOfTheFormHasHelp(Class<?> described) throws IOException {
        List<String> fields = fields(described);
        assertThat(fields)
                .isNotEmpty()
                .allSatisfy(field -> assertThat(
                                described.getResource(described.getSimpleName() + "/help-" + field + ".html"))
                        .as(field)
                        .isNotNull());
    }

    private static List<String> fields(Class<?> described) throws IOException {
        try (InputStream form = described.getResourceAsStream(described.getSimpleName() + "/config.jelly")) {
            String text = new String(form.readAllBytes(), StandardCharsets.UTF_8);
            return FIELD.matcher(text)
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList();
        }
    }
}
