package io.jenkins.plugins.releasechecklist.engine.report.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerificationTimelineTest {
    @Test
    void aRoundIsASlice() {
        Runs runs = new Runs();
        for (int i = 0; i < 40; i++) {
            runs.pass(i, "health", 50).pass(i, "search", 70).measure(i, "errors", 0.01);
        }
        VerificationTimeline course = VerificationTimeline.of(runs.state());
        assertThat(course.slices()).hasSize(40).allSatisfy(slice -> {
            assertThat(slice.samples()).hasSize(2);
            assertThat(slice.metrics()).hasSize(1);
        });
        assertThat(course.gaps()).isEmpty();
    }

    @Test
    void aMissingStretchIsAGapAndCountsTheRoundsThatFellIntoIt() {
        Runs runs = new Runs();
        for (int i = 0; i < 40; i++) {
            if (i < 10 || i > 17) {
                runs.pass(i, "health", 50);
            }
        }
        VerificationTimeline course = VerificationTimeline.of(runs.state());
        assertThat(course.gaps()).containsExactly(new Gap(Runs.round(9), Runs.round(18), 8));
        assertThat(course.slices()).hasSize(32);
        assertThat(course.slices().get(9).stretch()).isZero();
        assertThat(course.slices().get(10).stretch()).isEqualTo(1);
    }

    @Test
    void aRoundThatIsALittleLateIsNotMissed() {
        Runs runs = new Runs().pass(0, "health", 50).pass(1, "health", 50);
        assertThat(VerificationTimeline.of(runs.state()).gaps()).isEmpty();
        assertThat(VerificationTimeline.of(runs.pass(3, "health", 50).state()).gaps())
                .hasSize(1);
    }

    @Test
    void veryManyRoundsAreToldInFewSlices() {
        Runs runs = new Runs();
        for (int i = 0; i < 2400; i++) {
            runs.pass(i, "health", 50);
        }
        VerificationTimeline course = VerificationTimeline.of(runs.state());
        assertThat(course.slices()).hasSizeBetween(VerificationTimeline.SLICES - 1, VerificationTimeline.SLICES + 1);
        assertThat(course.slices().stream().mapToInt(slice -> slice.samples().size()))
                .hasSize(course.slices().size());
        assertThat(course.slices().stream()
                        .mapToInt(slice -> slice.samples().size())
                        .sum())
                .isEqualTo(2400);
    }

    @Test
    void hundredsOfInterruptionsAreLimitedToo() {
        Runs runs = new Runs();
        for (int i = 0; i < 2000; i += 4) {
            runs.pass(i, "health", 50);
        }
        VerificationTimeline course = VerificationTimeline.of(runs.state());
        assertThat(course.gaps()).hasSize(VerificationTimeline.GAPS);
        assertThat(course.slices().size() + course.gaps().size()).isLessThan(500);
    }

    @Test
    void recordsOfOldVersionsTellTheIntervalByTheirSamples() {
        Runs runs = new Runs().ofOldVersion();
        for (int i = 0; i < 20; i++) {
            if (i != 8 && i != 9) {
                runs.pass(i, "health", 50).pass(i, "search", 50);
            }
        }
        VerificationTimeline course = VerificationTimeline.of(runs.state());
        assertThat(course.interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(course.gaps()).containsExactly(new Gap(Runs.round(7), Runs.round(10), 2));
    }

    @Test
    void aVerificationWithoutSamplesHasNoCourse() {
        assertThat(VerificationTimeline.of(new Runs().state()).slices()).isEmpty();
        assertThat(VerificationTimeline.of(new Runs().ofOldVersion().state()).gaps())
                .isEmpty();
    }
}
