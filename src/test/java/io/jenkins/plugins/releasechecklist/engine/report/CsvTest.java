package io.jenkins.plugins.releasechecklist.engine.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @Test
    void endsEveryLineAsTheStandardSays() {
        assertThat(Csv.of(List.of("a", "b"), List.of(List.of("1", "2"), List.of("", ""))))
                .isEqualTo("a,b\r\n1,2\r\n,\r\n");
    }

    @Test
    void quotesCommasQuotesAndLineBreaks() {
        assertThat(Csv.of(List.of("a", "b", "c"), List.of(List.of("x,y", "say \"go\"", "one\ntwo"))))
                .isEqualTo("a,b,c\r\n\"x,y\",\"say \"\"go\"\"\",\"one\ntwo\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\u00a0=1", "\uFF1D1+1", "=HYPERLINK(1)"})
    void letsNothingBecomeAFormula(String cell) {
        assertThat(Csv.of(List.of("a"), List.of(List.of(cell)))).isEqualTo("a\r\n'" + cell + "\r\n");
    }

    @Test
    void letsNothingBecomeAFormulaBehindTabsAndCarriageReturns() {
        assertThat(Csv.of(List.of("a", "b"), List.of(List.of("\t=1", "\r=1"))))
                .isEqualTo("a,b\r\n'\t'=1,\"'\r'=1\"\r\n");
    }

    @Test
    void letsNothingBecomeAFormulaWhereListsAreSeparatedBySemicolons() {
        assertThat(Csv.of(List.of("a", "b", "c"), List.of(List.of("x;=1", "x\n @A1", "x; 1-2; y=3"))))
                .isEqualTo("a,b,c\r\nx;'=1,\"x\n '@A1\",x; 1-2; y=3\r\n");
    }

    @Test
    void leavesOtherCellsAlone() {
        assertThat(Csv.of(List.of("a", "b", "c"), List.of(List.of("2026-01-01", "a=b", "\u00fc"))))
                .isEqualTo("a,b,c\r\n2026-01-01,a=b,\u00fc\r\n");
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThatThrownBy(() -> Csv.of(List.of("a", "b"), List.of(List.of("1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected 2 cells in every row, found 1: [1]");
    }
}
