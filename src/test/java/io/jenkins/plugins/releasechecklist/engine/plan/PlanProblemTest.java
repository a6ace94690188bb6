package io.jenkins.plugins.releasechecklist.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.engine.plan.PlanProblem.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanProblemTest {
    private static final PlanProblem UNKNOWN = new PlanProblem(
            Kind.UNKNOWN_KEY,
            Optional.of(new SourcePosition("release-plan.yaml", 12, 7)),
            "environments.production.gate.approvals[0].rol",
            "\"rol\"",
            "role, anyOf, count",
            Optional.of("role"));

    @Test
    void saysWhereWhatWhichAndWhatIsAllowed() {
        assertThat(UNKNOWN.message())
                .isEqualTo("release-plan.yaml:12:7: environments.production.gate.approvals[0].rol: unknown key; did"
                        + " you mean"
                        + " \"role\"? Allowed: role, anyOf, count");
    }

    @Test
    void beginsWithThePathWhenThereIsNoFile() {
        assertThat(new PlanProblem(
                                Kind.WRONG_VALUE,
                                Optional.empty(),
                                "approvals[1].count",
                                "0",
                                "a number",
                                Optional.empty())
                        .message())
                .isEqualTo("approvals[1].count: expected a number, found 0");
    }

    @Test
    void countsLinesAndColumnsFromOne() {
        assertThatThrownBy(() -> new SourcePosition("plan.yaml", 0, 1))
                .hasMessage("Expected line and column from 1, found 0 and 1");
    }

    @Test
    void theExceptionOfAnotherProcessKeepsItsMessage() throws Exception {
        PlanException thrown = new PlanException(List.of(UNKNOWN), 0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thrown);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            PlanException received = (PlanException) in.readObject();
            assertThat(received).hasMessage(thrown.getMessage());
            assertThat(received.problems()).isEmpty();
        }
    }
}
