package io.jenkins.plugins.releasechecklist.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhraseTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Phrase REFUSED = Phrase.of("gate.refused", "Ann", "it's {0} too early");
    private static final Phrase NESTED =
            Phrase.of("gate.forApproval", 1234, Phrase.joined("text.or", List.of(Phrase.plain("qa"), REFUSED)));

    record Ending(
            Phrase reason,
            @JsonSerialize(using = PhraseWriter.class) List<Phrase> reasons) {}

    /** As a version reads it that knows nothing of phrases. */
    record OldEnding(String reason, List<String> reasons) {}

    @BeforeAll
    static void translate() {
        PseudoLanguage.install();
    }

    private static JsonNode written() {
        return JSON.valueToTree(new Ending(REFUSED, List.of(Phrase.plain("as I said"), NESTED)));
    }

    private static <T> T read(JsonNode json, Class<T> type) throws Exception {
        PhraseWriter.join(json);
        return JSON.treeToValue(json, type);
    }

    private static String pseudo(Phrase phrase) {
        return phrase.in(PseudoLanguage.LOCALE);
    }

    @Test
    void speaksEnglishUnlessTheReaderHasATranslation() {
        assertThat(REFUSED).hasToString("No-go by Ann: it's {0} too early");
        assertThat(REFUSED.in(Locale.ENGLISH)).isEqualTo(REFUSED.text());
        assertThat(REFUSED.in(Locale.JAPAN)).isEqualTo(REFUSED.text());
        assertThat(pseudo(REFUSED)).isEqualTo("\u27E6No-go by Ann: it's {0} too early\u27E7");
        assertThat(pseudo(Phrase.plain("No-go"))).isEqualTo("No-go");
    }

    @Test
    void phrasesWithinAPhraseAreTranslatedToo() {
        assertThat(NESTED).hasToString("Go by 1234 of qa or No-go by Ann: it's {0} too early");
        assertThat(pseudo(NESTED))
                .isEqualTo("\u27E6Go by 1234 of \u27E6qa or \u27E6No-go by Ann: it's {0} too early\u27E7\u27E7\u27E7");
        assertThat(Phrase.joined("text.and", List.of())).isEqualTo(Phrase.NONE);
    }

    @Test
    void numbersAreNotGroupedAndMomentsAreText() {
        assertThat(Phrase.of("gate.refused", 1234567, Instant.EPOCH).text())
                .isEqualTo("No-go by 1234567: 1970-01-01T00:00:00Z");
    }

    @Test
    void aPatternThatIsNotThereIsAFaultOfTheCode() {
        assertThatThrownBy(() -> Phrase.of("gate.nowhere")).isInstanceOf(MissingResourceException.class);
        assertThatThrownBy(() -> Phrase.of("nowhere"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a key such as gate.noDecision, found 'nowhere'");
    }

    @Test
    void aRecordKeepsTheEnglishWordsWhereOlderVersionsReadThem() throws Exception {
        JsonNode json = written();
        assertThat(json.path("reason").asText()).isEqualTo(REFUSED.text());
        assertThat(json.path("reasonPhrase").toString())
                .isEqualTo("{\"key\":\"gate.refused\",\"arguments\":[\"Ann\",\"it's {0} too early\"]}");
        assertThat(JSON.treeToValue(json, OldEnding.class))
                .isEqualTo(new OldEnding(REFUSED.text(), List.of("as I said", NESTED.text())));
        assertThat(read(json, OldEnding.class))
                .as("a field that became a phrase in a newer version only")
                .isEqualTo(new OldEnding(REFUSED.text(), List.of("as I said", NESTED.text())));
    }

    @Test
    void aRecordCanBeReadInTheLanguageOfTheReader() throws Exception {
        Ending read = read(written(), Ending.class);
        assertThat(read).isEqualTo(new Ending(REFUSED, List.of(Phrase.plain("as I said"), NESTED)));
        assertThat(pseudo(read.reason())).isEqualTo(pseudo(REFUSED));
        assertThat(read.reasons()).extracting(PhraseTest::pseudo).containsExactly("as I said", pseudo(NESTED));
    }

    @Test
    void wordsOfAnOldRecordStayEnglish() throws Exception {
        ObjectNode json = (ObjectNode) written();
        json.remove("reasonPhrase");
        json.remove("reasonsPhrase");
        Ending read = read(json, Ending.class);
        assertThat(pseudo(read.reason())).isEqualTo(REFUSED.text());
        assertThat(read.reasons()).extracting(PhraseTest::pseudo).containsExactly("as I said", NESTED.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"key\": \"gate.nowhere\"}",
                "{\"key\": \"nowhere.refused\"}",
                "{\"key\": \"../../../../sun/security/util/Resources.provider\"}",
                "{\"key\": \"\"}",
                "{\"key\": 7}",
                "{\"key\": {}}",
                "{\"key\": \"gate.Refused\", \"arguments\": 5}",
                "{\"key\": \"gate.forApproval\", \"arguments\": [\"many\", {\"arguments\": [null]}]}",
                "[]",
                "null",
                "\"gate.refused\""
            })
    void whatIsDamagedBesideTheWordsLeavesTheWords(String beside) throws Exception {
        ObjectNode json = (ObjectNode) written();
        json.set("reasonPhrase", JSON.readTree(beside));
        json.putArray("reasonsPhrase").add(JSON.readTree(beside)).add(1);
        Ending read = read(json, Ending.class);
        assertThat(pseudo(read.reason())).isEqualTo(REFUSED.text());
        assertThat(read.reasons()).extracting(PhraseTest::pseudo).containsExactly("as I said", NESTED.text());
    }

    @Test
    void masksTheArgumentsToo() {
        Phrase masked = NESTED.map(text -> Texts.masked(text, List.of("Ann")));
        assertThat(masked.text()).contains("No-go by ****").doesNotContain("Ann");
        assertThat(pseudo(masked)).contains("No-go by ****").doesNotContain("Ann");
    }
}
