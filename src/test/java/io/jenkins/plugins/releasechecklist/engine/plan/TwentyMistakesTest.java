package io.jenkins.plugins.releasechecklist.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.plan.reader.Mistakes;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Texts;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A plan with a mistake in every line that says so: all are reported at once, each where it is. */
class TwentyMistakesTest {
    private static final String MARK = "# wrong";

    @Test
    void reportsEveryMistakeAtItsLine() {
        String plan = Texts.file("twenty-mistakes.yaml");
        List<String> lines = plan.lines().toList();
        List<Integer> wrongLines = IntStream.range(0, lines.size())
                .filter(index -> lines.get(index).contains(MARK))
                .mapToObj(index -> index + 1)
                .toList();
        assertThat(wrongLines).hasSize(20);
        assertThat(Mistakes.inPlan(plan))
                .extracting(message -> Integer.valueOf(message.split(":")[1]))
                .containsExactlyElementsOf(wrongLines);
    }

    @Test
    void reportsEveryMistakeInWords() {
        assertThat(Mistakes.inPlan(Texts.file("twenty-mistakes.yaml")))
                .extracting(message -> message.replaceFirst("^plan.yaml:\\d+:\\d+: ", ""))
                .containsExactlyElementsOf(
                        Texts.file("twenty-mistakes.txt").lines().toList());
    }
}
