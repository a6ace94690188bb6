package io.jenkins.plugins.releasechecklist.engine.plan.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.releasechecklist.engine.plan.Plans;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Mistakes;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.dns.DnsCheck;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of checks that other plugins bring. */
class ForeignCheckTest {
    private static final ForeignKinds QUEUE = ForeignKinds.of(List.of("queueCheck", "httpCheck", "topicCheck"));
    private static final String PLAN = """
            environments:
              live:
                checks:
                  - queueCheck: {name: orders, atMost: 010, ratio: 1.10, hosts: [a, b], more: {deep: yes, none: }}
                  - dnsCheck: www.example.com
                  - queueCheck: invoices
                  - queueCheck:
            """;

    private static List<Check> checks(ForeignKinds kinds) {
        return Plans.read(PLAN, "plan.yaml", kinds).environments().get("live").checks();
    }

    @Test
    void keepsWhatThePlanSays() {
        Map<String, Object> parameters = Map.of(
                "name",
                "orders",
                "atMost",
                "010",
                "ratio",
                "1.10",
                "hosts",
                List.of("a", "b"),
                "more",
                Map.of("deep", "yes"));
        String place = "environments.live.checks[%d].queueCheck";
        assertThat(checks(QUEUE))
                .containsExactly(
                        new ForeignCheck("queueCheck", "orders", parameters, "plan.yaml:4:21: " + place.formatted(0)),
                        DnsCheck.parse("www.example.com"),
                        new ForeignCheck(
                                "queueCheck",
                                "queueCheck",
                                Map.of(ForeignCheck.ONLY, "invoices"),
                                "plan.yaml:6:21: " + place.formatted(2)),
                        new ForeignCheck(
                                "queueCheck", "queueCheck", Map.of(), "plan.yaml:7:20: " + place.formatted(3)));
    }

    @Test
    void readsAnyKindWhereThePlanWasRightOnce() {
        assertThat(checks(ForeignKinds.ANY)).isEqualTo(checks(QUEUE));
        assertThat(Mistakes.of(() ->
                        Plans.read("environments: {live: {checks: [{queue: a}]}}", "plan.yaml", ForeignKinds.ANY)))
                .singleElement()
                .asString()
                .contains("checks[0].queue: unknown key");
    }

    @Test
    void suggestsTheKindsOfOtherPluginsToo() {
        assertThat(Mistakes.of(() -> Plans.read(
                        "environments: {live: {checks: [{queuCheck: a}, {queueCheck: [a]}]}}", "plan.yaml", QUEUE)))
                .containsExactly(
                        "plan.yaml:1:33: environments.live.checks[0].queuCheck: unknown key; did you mean"
                                + " \"queueCheck\"? Allowed: httpCheck, tcpCheck, tlsCheck, dnsCheck, commandCheck,"
                                + " queueCheck, topicCheck",
                        "plan.yaml:1:61: environments.live.checks[1].queueCheck: expected the parameters of a"
                                + " queueCheck (a mapping), or a single one, found a list");
    }

    @Test
    void demandsThatNamesAreDistinctFromThoseOfOtherKinds() {
        assertThat(Mistakes.of(() -> Plans.read(
                        "environments: {live: {checks: [{queueCheck: {name: a}}, {dnsCheck: {name: a, host: b}}]}}",
                        "plan.yaml",
                        QUEUE)))
                .singleElement()
                .asString()
                .contains("dnsCheck.name: expected every name of a check once in an environment");
    }

    @Test
    void neverPassesByItself() {
        Check check = checks(QUEUE).get(0);
        assertThat(check.kind()).isEqualTo("queue");
        assertThat(check.target()).isEqualTo("queueCheck");
        assertThat(check.toString()).isEqualTo("ForeignCheck[queueCheck, orders]");
        assertThat(check.attempt(null).join()).satisfies(observation -> {
            assertThat(observation.retryable()).isFalse();
            assertThat(observation.error())
                    .isEqualTo("queueCheck is a kind of check of another plugin, which cannot run here");
        });
    }

    @Test
    void isSerializable() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(checks(QUEUE).get(0));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(checks(QUEUE).get(0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Check", "queue", "QueueCheck", "queue-Check", "queueCheck ", "queueCheckX"})
    void rejectsWhatIsNoKind(String symbol) {
        assertThat(ForeignKinds.isKind(symbol)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ForeignKinds.of(List.of(symbol)))
                .withMessage("expected the symbol of a kind of check, such as queueCheck, found '" + symbol + "'");
    }
}
