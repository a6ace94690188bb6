package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectedEnvironmentTest {
    @ParameterizedTest
    @CsvSource({
        "production, production, true",
        "production, Production, true",
        "production, ' production ', true",
        "production, production-eu, false",
        "prod*, production, true",
        "prod*, prod, true",
        "prod-?, prod-1, true",
        "prod-?, prod-10, false",
        "*, anything at all, true",
        "a.c, abc, false",
        "(x, (x, true",
        "münchen, MÜNCHEN, true"
    })
    void coversTheEnvironmentsOfItsPattern(String pattern, String environment, boolean covered) {
        assertThat(new ProtectedEnvironment(pattern).covers(environment)).isEqualTo(covered);
    }

    @Test
    void aLineBreakInANameIsNoWayAroundAPattern() {
        assertThat(new ProtectedEnvironment("prod*").covers("prod\nuction")).isTrue();
    }

    @Test
    void severalRulesForAnEnvironmentHoldTogether() {
        ProtectedEnvironment all = environment("*", approval("qa", 1), approval("support", 1));
        ProtectedEnvironment production = environment("production", approval("qa", 2));
        production.setForbidSelfApproval(true);

        ProtectedEnvironment union = ProtectedEnvironment.strictest("production", List.of(all, production));

        assertThat(union.toApprovals())
                .containsExactlyInAnyOrder(new Approval(List.of("qa"), 2), new Approval(List.of("support"), 1));
        assertThat(union.isForbidSelfApproval()).isTrue();
        assertThat(ProtectedEnvironment.strictest("production", List.of(production, all))
                        .toApprovals())
                .containsExactlyInAnyOrderElementsOf(union.toApprovals());
    }

    private static ProtectedEnvironment environment(String name, RequiredApproval... approvals) {
        ProtectedEnvironment environment = new ProtectedEnvironment(name);
        environment.setApprovals(List.of(approvals));
        return environment;
    }

    private static RequiredApproval approval(String role, int count) {
        RequiredApproval approval = new RequiredApproval(role);
        approval.setCount(count);
        return approval;
    }
}
