package io.jenkins.plugins.releasechecklist.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictestTest {
    private static List<Approval> approvals(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(" \\+ ")).map(Gates::approval).toList();
    }

    private static String text(List<Approval> approvals) {
        return approvals.stream()
                .map(approval -> String.join("/", approval.anyOf()) + " x" + approval.count())
                .collect(Collectors.joining(" + "));
    }

    @ParameterizedTest(name = "rules {0} and wishes {1} give {2}")
    @CsvSource({
        ", , ''",
        "qa x1, , qa x1",
        ", qa x1, qa x1",
        "qa x1, qa x2, qa x2",
        "qa x2, qa x1, qa x2",
        "qa x2, qa x2, qa x2",
        "qa x1, devops x1, qa x1 + devops x1",
        "qa x2 + devops x1, devops x3, qa x2 + devops x3",
        "pm/prj x1, pm x1, pm/prj x1 + pm x1",
        "pm/prj x1, prj/pm x2, pm/prj x2",
        "qa x1 + qa x3, , qa x3",
        ", qa x2 + qa x1, qa x2"
    })
    void wishesAddToTheRulesAndNeverWeakenThem(String rules, String wishes, String expected) {
        assertThat(text(Strictest.approvals(approvals(rules), approvals(wishes))))
                .isEqualTo(expected);
    }
}
