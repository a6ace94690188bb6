package io.jenkins.plugins.releasechecklist.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "go-no-go", "2-factor", "x--y"})
    void takesIds(String id) {
        assertThat(Ids.require(id, "gate id")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Go", "-go", "go_no_go", "go no", "", "gö", "a\n"})
    void rejectsEverythingElse(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ids.require(id, "gate id"))
                .withMessageStartingWith(
                        "gate id: expected lower-case letters, digits and hyphens, found '" + id + "'");
    }

    @Test
    void offersAnIdThatWouldBeAllowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ids.require("Go / No-go", "gate id"))
                .withMessageEndingWith("(allowed would be 'go-no-go')");
    }

    @ParameterizedTest
    @CsvSource({
        "Go / no-go decision, go-no-go-decision",
        "Überprüfung, uberprufung",
        "--x--, x",
        "Smoke test #2, smoke-test-2"
    })
    void makesIdsOfTitles(String title, String id) {
        assertThat(Ids.slug(title)).isEqualTo(id);
    }

    @Test
    void keepsTitlesWithoutLatinLettersApart() {
        assertThat(Ids.slug("健康")).matches(Ids.PATTERN).isNotEqualTo(Ids.slug("支払"));
        assertThat(Ids.slug("")).matches(Ids.PATTERN);
        assertThat(Ids.slug("\u6D4B\u8BD51"))
                .matches(Ids.PATTERN)
                .startsWith("1-")
                .isNotEqualTo(Ids.slug("\u751F\u4EA71"))
                .isEqualTo(Ids.slug("\u6D4B\u8BD51"));
        assertThat(Ids.slug("prod-\u6771\u4EAC")).isNotEqualTo(Ids.slug("prod")).startsWith("prod-");
    }

    @ParameterizedTest
    @CsvSource({
        "production, production",
        "Prod EU, prod-eu",
        "prod*, prod*",
        "Prod EU*, prod-eu*",
        "pr\u00F3d-?, prod-?",
        "*, *",
        "'* (eu)', *-eu",
        "-*, -*",
        "\u751F\u4EA7*, ''"
    })
    void makesPatternsOfPatterns(String pattern, String ids) {
        assertThat(Ids.slugPattern(pattern)).isEqualTo(ids);
    }

    @Test
    void makesOneIdOfAPatternWithoutWildcards() {
        assertThat(Ids.slugPattern("\u751F\u4EA71")).isEqualTo(Ids.slug("\u751F\u4EA71"));
    }
}
