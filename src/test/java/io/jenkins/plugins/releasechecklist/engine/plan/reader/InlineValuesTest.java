package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values as a Jenkinsfile gives them. */
class InlineValuesTest {

    private static List<String> mistakes(Object approvals) {
        return Mistakes.of(() -> InlineValues.approvals(approvals, "approvals"));
    }

    @Test
    void readsApprovalsFromAMap() {
        Map<CharSequence, Object> map = new LinkedHashMap<>();
        map.put("product-manager", 1);
        // Groovy's "${role}" is a CharSequence, not a String.
        map.put(new StringBuilder("qa"), new StringBuilder("2"));
        assertThat(InlineValues.approvals(map, "approvals"))
                .containsExactly(new Approval(List.of("product-manager"), 1), new Approval(List.of("qa"), 2));
    }

    @Test
    void readsApprovalsFromAList() {
        assertThat(InlineValues.approvals(
                        List.of(Map.of("role", "qa", "count", 1L), Map.of("anyOf", List.of("devops", "support"))),
                        "approvals"))
                .containsExactly(new Approval(List.of("qa"), 1), new Approval(List.of("devops", "support"), 1));
    }

    @Test
    void saysWhichEntryIsWrong() {
        assertThat(mistakes(
                        List.of(Map.of("role", "qa"), Map.of("role", "QA Team"), Map.of("role", "devops", "count", 0))))
                .containsExactly(
                        "approvals[1].role: expected a role of lower-case letters, digits and hyphens, found \"QA"
                                + " Team\"; did you"
                                + " mean \"qa-team\"?",
                        "approvals[2].count: expected a whole number from 1 to 50, found 0");
        assertThat(mistakes(Map.of("qa", "one")))
                .containsExactly("approvals.qa: expected a whole number from 1 to" + " 50, found \"one\"");
        assertThat(mistakes(List.of(Map.of("role", "qa"), Map.of("role", "qa"))))
                .containsExactly("approvals[1]: expected every role or set of roles once, found qa again (first at"
                        + " approvals[0])");
    }

    @Test
    void rejectsValuesOfAnotherForm() {
        assertThat(mistakes("qa"))
                .containsExactly("approvals: expected a list of approvals such as {role: qa, count: 1}, or a"
                        + " mapping such as"
                        + " {qa: 1}, found \"qa\"");
        assertThat(mistakes(Map.of("qa", new BigDecimal("1.0"))))
                .containsExactly("approvals.qa: expected a whole number from 1 to 50, found 1.0");
        assertThat(mistakes(Map.of("qa", true)))
                .containsExactly("approvals.qa: expected a whole number from 1 to" + " 50, found true");
        assertThat(mistakes(Map.of("qa", Instant.EPOCH)))
                .containsExactly("approvals.qa: expected text, a number, true or false, a list or a map, found a"
                        + " value of the type"
                        + " Instant");
    }

    @Test
    void rejectsNullsAtTheirPlace() {
        Map<String, Object> withoutCount = new HashMap<>();
        withoutCount.put("qa", null);
        assertThat(mistakes(withoutCount))
                .containsExactly("approvals.qa: expected a whole number from 1 to 50," + " found nothing");
        assertThat(mistakes(null)).singleElement().asString().endsWith(", found nothing");
    }

    @Test
    void rejectsAListThatContainsItself() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        assertThat(mistakes(list))
                .singleElement()
                .asString()
                .endsWith("expected a small tree of values, found one that is too large or contains itself");
    }

    @Test
    void readsAWindow() {
        Map<String, Object> window = Map.of("days", List.of("MON"), "from", "09:00", "to", "16:00", "zone", "UTC");
        assertThat(InlineValues.window(window, "window").text()).isEqualTo("MON 09:00-16:00 UTC");
        assertThat(InlineValues.window(List.of(window, "SUN all day UTC"), "window")
                        .text())
                .isEqualTo("MON 09:00-16:00, SUN all day UTC");
        assertThat(Mistakes.of(() -> InlineValues.window(Map.of("from", 9), "window")))
                .contains("window.from: expected a time of day from 00:00 to 23:59, found 9; did you mean \"09:00\"?");
    }
}
