package io.jenkins.plugins.releasechecklist.engine.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CriterionTest {
    @ParameterizedTest
    @CsvSource({
        ">= 99%, >= 99%",
        ">=99.50 %, >= 99.5%",
        "<= 800ms, <= 800ms",
        "< 1s 500ms, < 1s 500ms",
        "< 1500ms, < 1s 500ms",
        "<= PT2M, <= 2m",
        "<= 0.01, <= 0.01",
        "> 1e3, > 1000",
        "== 0, == 0",
        ">= -5, >= -5",
        "<= baseline + 10%, <= baseline + 10%",
        "<=baseline+10%, <= baseline + 10%",
        ">= baseline - 0.5, >= baseline - 0.5",
        "<= baseline + 50ms, <= baseline + 50ms",
        "'  <=  baseline  ', <= baseline"
    })
    void writesTheCanonicalFormOfWhatItReads(String text, String canonical) {
        assertThat(Criterion.parse(text)).hasToString(canonical);
        assertThat(Criterion.parse(canonical)).isEqualTo(Criterion.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'expected one of <, <=, >, >=, == in column 1, found the end'",
        "99%, 'expected one of <, <=, >, >=, == in column 1, found ''99%'''",
        "=> 99%, 'expected one of <, <=, >, >=, == in column 1, found ''=>'''",
        ">=, 'expected a percentage, a duration, a number or baseline in column 3, found the end'",
        ">= often, 'in column 4, found ''often'''",
        ">= 99%%, 'expected the end in column 7, found ''%'''",
        ">= 99 percent, 'expected the end in column 7, found ''percent'''",
        "<= 800ms ago, 'expected the end in column 10, found ''ago'''",
        "<= baseline * 2, 'expected +, - or the end in column 13, found ''*'''",
        "<= baseline +, 'expected a percentage or a number in column 14, found the end'",
        "<= baselines, 'in column 4, found ''baselines'''",
        ">= -99%, 'expected a percentage or a duration of zero or more in column 4, found ''-99%'''",
        "<= 1.2.3, 'in column 4, found ''1.2.3'''",
        "<= 5x, 'in column 4, found ''5x'''",
        "<= 1m 2h, 'in column 4, found ''1m'''"
    })
    void saysInWhichColumnWhatWasExpected(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Criterion.parse(text))
                .withMessageStartingWith("'" + text + "': expected")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        ">= 99%, 0.99, true",
        ">= 99%, 0.9899, false",
        "> 99%, 0.99, false",
        "<= 800ms, 800, true",
        "<= 800ms, 801, false",
        "< 1s, 1000, false",
        "<= 0.01, 0.01, true",
        "== 3, 3, true",
        "== 3, 3.1, false",
        "<= 1, NaN, false",
        "== 1, NaN, false"
    })
    void comparesRatiosMillisecondsAndNumbers(String criterion, double value, boolean holds) {
        assertThat(Criterion.parse(criterion).holds(value)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "<= baseline + 10%, 110, 100, true",
        "<= baseline + 10%, 111, 100, false",
        "<= baseline + 10%, -90, -100, true",
        ">= baseline - 10%, 89, 100, false",
        "<= baseline + 0.5, 1.5, 1, true",
        "<= baseline + 50ms, 151, 100, false",
        "<= baseline, 1, 1, true",
        "<= baseline + 10%, 0.77, 0.7, true",
        "<= baseline + 7%, 1.07, 1, true",
        ">= baseline - 0.1, 0.7, 0.8, true",
        ">= baseline - 0.1, 0.69, 0.8, false",
        "<= 5, 4, 1, true"
    })
    void comparesWithTheBaseline(String criterion, double value, double baseline, boolean holds) {
        assertThat(Criterion.parse(criterion).holds(value, baseline)).isEqualTo(holds);
    }

    @Test
    void knowsWhetherItNeedsABaseline() {
        Criterion criterion = Criterion.parse("<= baseline + 10%");
        assertThat(criterion.needsBaseline()).isTrue();
        assertThat(Criterion.parse("<= 10%").needsBaseline()).isFalse();
        assertThatIllegalStateException()
                .isThrownBy(() -> criterion.holds(1))
                .withMessage("expected a baseline to compare with, because the criterion is '<= baseline + 10%'");
    }

    @Test
    void canBeDemandedInAUnitAndADirection() {
        Criterion rate = Criterion.parse(">= 99%");
        assertThat(rate.require(Quantity.Unit.PERCENTAGE, false)).isSameAs(rate);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rate.require(Quantity.Unit.DURATION, true))
                .withMessage("expected < or <= and a duration, found '>= 99%'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Criterion.parse("<= 99%").require(Quantity.Unit.PERCENTAGE, false))
                .withMessage("expected > or >= and a percentage, found '<= 99%'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Criterion.parse(">= baseline + 3s").require(Quantity.Unit.PERCENTAGE, false));
    }

    @Test
    void canBeDemandedRelativeToTheBaseline() {
        for (String relative : List.of("<= baseline", "<= baseline + 10%", "<= baseline + 50ms")) {
            Criterion criterion = Criterion.parse(relative);
            assertThat(criterion.require(Quantity.Unit.DURATION, true)).isSameAs(criterion);
        }
        assertThat(Criterion.parse("<= baseline + 10%").limit(100)).isEqualTo(110);
        assertThat(Criterion.parse("<= 800ms").limit(100)).isEqualTo(800);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<= 1% | 0.25 | 25%",
                "<= 1% | 0.002275 | 0.2275%",
                "<= 800ms | 812.34 | 812.3ms",
                "<= 20 | 3 | 3",
                "<= baseline + 10% | 0.0123456 | 0.01235"
            })
    void tellsMeasuredValuesInTheUnitOfItsBound(String criterion, double measured, String told) {
        assertThat(Criterion.parse(criterion).unit().text(measured)).isEqualTo(told);
    }
}
