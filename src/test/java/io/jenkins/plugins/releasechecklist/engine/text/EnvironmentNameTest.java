package io.jenkins.plugins.releasechecklist.engine.text;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.lang.Character.UnicodeBlock;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentNameTest {
    // security.md: S15
    @ParameterizedTest
    @CsvSource({
        "production, production",
        "Production, production",
        "' PRODUCTION ', production",
        "Prod   EU, prod eu",
        "eu/Production-2_b.c (blue), eu/production-2_b.c (blue)",
        "\uFF50roduction, production",
        "Stra\u00DFe, strasse",
        "STRA\u1E9EE, strasse",
        "prod\u0131, prodi",
        "Que\u0301bec, qu\u00E9bec",
        "K\u00F8benhavn, k\u00F8benhavn",
        "\u672C\u756A, \u672C\u756A",
        "\u672C\u756AProd, \u672C\u756Aprod",
        "\u6D4B\u8BD51, \u6D4B\u8BD51",
        "\u30B5\u30FC\u30D0\u30FC-eu, \u30B5\u30FC\u30D0\u30FC-eu",
        "\uC6B4\uC601 EU, \uC6B4\uC601 eu",
        "\u041F\u0440\u043E\u0434\u0430\u043A\u0448\u043D, \u043F\u0440\u043E\u0434\u0430\u043A\u0448\u043D",
        "\u0422\u0435\u0441\u0442-2, \u0442\u0435\u0441\u0442-2",
        "\u03A0\u03B1\u03C1\u03B1\u03B3\u03C9\u03B3\u03AE, \u03C0\u03B1\u03C1\u03B1\u03B3\u03C9\u03B3\u03AE",
        "\u03A3\u03A4\u039F\u03A7\u039F\u03A3, \u03C3\u03C4\u03BF\u03C7\u03BF\u03C3",
        "\u0909\u0924\u094D\u092A\u093E\u0926\u0928 eu, \u0909\u0924\u094D\u092A\u093E\u0926\u0928 eu",
        "\u05D9\u05D9\u05E6\u05D5\u05E8-eu, \u05D9\u05D9\u05E6\u05D5\u05E8-eu",
        "\u0E1C\u0E25\u0E34\u0E15, \u0E1C\u0E25\u0E34\u0E15",
        "\uD83D\uDE80 Production, \uD83D\uDE80 production"
    })
    void givesEveryEnvironmentOneSpelling(String written, String name) {
        assertThat(EnvironmentName.require(written)).isEqualTo(name);
        assertThat(EnvironmentName.canonical(written)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "production\u00A0, U+00A0 (NO-BREAK SPACE) as character 11 of 'production<U+00A0>', write a space",
        "prod\u2003eu, U+2003 (EM SPACE) as character 5 of 'prod<U+2003>eu', write a space",
        "prod\u2800eu, U+2800 (BRAILLE PATTERN BLANK) as character 5, write a space",
        "production\u200B, U+200B (ZERO WIDTH SPACE) as character 11 of 'production<U+200B>', leave it out",
        "production\u2060, U+2060 (WORD JOINER) as character 11, leave it out",
        "pro\u00ADduction, U+00AD (SOFT HYPHEN) as character 4 of 'pro<U+00AD>duction', leave it out",
        "\u200Fproduction, U+200F (RIGHT-TO-LEFT MARK) as character 1, leave it out",
        "\u202Enoitcudorp, U+202E (RIGHT-TO-LEFT OVERRIDE) as character 1, leave it out",
        "production\u3164, U+3164 (HANGUL FILLER) as character 11, leave it out",
        "production\u034F, U+034F (COMBINING GRAPHEME JOINER) as character 11, leave it out",
        "production\uFE0F, U+FE0F (VARIATION SELECTOR-16) as character 11, leave it out",
        "production\uDB40\uDC41, U+E0041 (TAG LATIN CAPITAL LETTER A) as character 11, leave it out",
        "pr\u0007od, U+0007 (BEL) as character 3, leave it out",
        "prod\uD800, U+D800 (HIGH SURROGATES D800) as character 5, leave it out",
        "prod\uE000, U+E000 (PRIVATE USE AREA E000) as character 5, leave it out",
        "prod\u0378, U+0378 (not assigned) as character 5, leave it out",
        "pr\u043Eduction, U+043E (CYRILLIC SMALL LETTER O) as character 3 of 'pr\u043Eduction', one alphabet",
        "pr\u03BFd, U+03BF (GREEK SMALL LETTER OMICRON) as character 3, one alphabet",
        "pr\u0585d, U+0585 (ARMENIAN SMALL LETTER OH) as character 3, one alphabet",
        "\u13E2rod, U+13E2 (CHEROKEE LETTER TLV) as character 1, one alphabet",
        "st\u0251ging, U+0251 (LATIN SMALL LETTER ALPHA) as character 3, one alphabet",
        "prod\u0261, U+0261 (LATIN SMALL LETTER SCRIPT G) as character 5, one alphabet",
        "\uA4D1\uA4E3\uA4F3\uA4D3, U+A4D1 (LISU LETTER PA) as character 1, one alphabet",
        "\u051B\u0430, U+051B (CYRILLIC SMALL LETTER QA) as character 1, one alphabet",
        "pr\u05E1d, U+05E1 (HEBREW LETTER SAMEKH) as character 3, one alphabet",
        "pr\u3147d, U+110B (HANGUL CHOSEONG IEUNG) as character 3, one alphabet",
        "pr\u3007d, U+3007 (IDEOGRAPHIC NUMBER ZERO) as character 3, one alphabet",
        "prod\u4E00eu, U+4E00 (CJK UNIFIED IDEOGRAPHS 4E00) as character 5, one alphabet",
        "pr\u0966d, U+0966 (DEVANAGARI DIGIT ZERO) as character 3, one alphabet",
        "prod\u2010eu, U+2010 (HYPHEN) as character 5, keyboard",
        "prod\u2013eu, U+2013 (EN DASH) as character 5, keyboard",
        "prod\u2215eu, U+2215 (DIVISION SLASH) as character 5, keyboard",
        "pro\u0337duction, U+0337 (COMBINING SHORT SOLIDUS OVERLAY) as character 4, leave it out",
        "q\u0301a, U+0301 (COMBINING ACUTE ACCENT) as character 2, leave it out",
        "\u0130stanbul, U+0130 (LATIN CAPITAL LETTER I WITH DOT ABOVE) as character 1, one alphabet",
        "prod*, U+002A (ASTERISK) as character 5 of 'prod*', another character",
        "prod\uFF1F, U+003F (QUESTION MARK) as character 5, another character",
        "'', nothing, nothing",
        "'\u3000', nothing, nothing"
    })
    void refusesWhatLooksLikeAnotherName(String written, String found, String advice) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnvironmentName.require(written))
                .withMessageStartingWith("expected the name of an environment")
                .withMessageContaining(found)
                .withMessageContaining(advice);
    }

    @Test
    void takesAHundredCharactersAndNotOneMore() {
        String longest = "\uD83D\uDE80".repeat(100);
        assertThat(EnvironmentName.require(longest)).isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnvironmentName.require("a".repeat(101)))
                .withMessageContaining("at most 100 characters, found 101");
        assertThatIllegalArgumentException().isThrownBy(() -> EnvironmentName.require("\u00DF".repeat(51)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "prod*", "EU-?", "Prod *"})
    void takesWildcardsInPatterns(String pattern) {
        assertThat(EnvironmentName.requirePattern(pattern)).isEqualToIgnoringCase(pattern);
    }

    @ParameterizedTest
    @CsvSource({
        "production\u00A0, production",
        "\u200Bpro\u00ADduction\u200F, production",
        "prod\u2800\u2003 eu, prod eu",
        "prod\u0007\uFE0F, prod",
        "pr\u043Ed, pr\u043Ed",
        "prod*, prod*",
        "\u200B, ''"
    })
    void readsWhatWasWrittenBefore(String written, String name) {
        assertThat(EnvironmentName.canonical(written)).isEqualTo(name);
    }

    @Test
    void keepsTheSpellingOfEveryCharacter() {
        List<String> changed = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(Character::isDefined)
                .filter(character -> !Character.isIdeographic(character))
                .filter(character -> Character.getType(character) != Character.PRIVATE_USE)
                .filter(character -> UnicodeBlock.of(character) != UnicodeBlock.HANGUL_SYLLABLES)
                .mapToObj(Character::toString)
                .flatMap(text -> Stream.of(text, "a" + text + "b"))
                .filter(text -> !isStable(text))
                .toList();
        assertThat(changed).isEmpty();
    }

    @Test
    void keepsTheSpellingOfEveryName() {
        assertThat(texts()).allMatch(EnvironmentNameTest::isStable);
    }

    @Test
    void readsWhatItTakes() {
        List<String> taken = texts().filter(text -> accepted(text).isPresent()).toList();
        assertThat(taken)
                .hasSizeGreaterThan(1000)
                .allSatisfy(text -> assertThat(accepted(text))
                        .hasValue(EnvironmentName.canonical(text))
                        .get(as(STRING))
                        .matches("\\S(?:.*\\S)?")
                        .doesNotContainPattern("[\\p{C}\\p{Z}&&[^ ]]"));
    }

    private static boolean isStable(String text) {
        String canonical = EnvironmentName.canonical(text);
        return EnvironmentName.canonical(canonical).equals(canonical)
                && accepted(text)
                        .filter(name -> !accepted(name).equals(Optional.of(name)))
                        .isEmpty();
    }

    private static Optional<String> accepted(String text) {
        try {
            return Optional.of(EnvironmentName.require(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Texts in ASCII with now and then a character of another range; always the same ones. */
    private static Stream<String> texts() {
        int[][] ranges = {
            {0xA0, 0x24F},
            {0x300, 0x36F},
            {0x370, 0x5FF},
            {0x1E00, 0x206F},
            {0x3040, 0x30FF},
            {0, Character.MAX_CODE_POINT}
        };
        Random random = new Random(42);
        return IntStream.range(0, 20_000).mapToObj(i -> {
            int[] range = ranges[i % ranges.length];
            return IntStream.range(0, 1 + random.nextInt(8))
                    .map(at -> random.nextInt(4) == 0
                            ? range[0] + random.nextInt(range[1] - range[0] + 1)
                            : ' ' + random.nextInt('~' - ' ' + 1))
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
        });
    }
}
