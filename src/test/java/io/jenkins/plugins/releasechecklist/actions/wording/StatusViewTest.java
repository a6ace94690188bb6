package io.jenkins.plugins.releasechecklist.actions.wording;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatusViewTest {
    static Stream<StatusView> statuses() {
        return Stream.of(
                        views(ItemStatus.values(), StatusView::of),
                        views(ReleaseStatus.values(), StatusView::of),
                        views(GateStatus.values(), StatusView::of),
                        views(Choice.values(), StatusView::of),
                        views(CheckResult.Status.values(), StatusView::of),
                        views(Verdict.values(), StatusView::of),
                        views(DeliveryStatus.values(), StatusView::of),
                        views(Outcome.values(), outcome -> StatusView.of(Optional.of(outcome))))
                .flatMap(Function.identity());
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void saysTheSameInTextSymbolAndColour(StatusView view) {
        assertThat(view.text()).isNotBlank();
        assertThat(view.colour()).startsWith("jenkins-!-");
        assertThat(view.symbol()).startsWith("symbol-").endsWith(" plugin-ionicons-api");
        String name = view.symbol().substring("symbol-".length()).replace(" plugin-ionicons-api", "");
        assertThat(getClass().getResource("/images/symbols/" + name + ".svg"))
                .as(name)
                .isNotNull();
    }

    private static <T> Stream<StatusView> views(T[] values, Function<T, StatusView> view) {
        return Arrays.stream(values).map(view);
    }
}
