package io.jenkins.plugins.releasechecklist.engine.probe.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static RandomGenerator always(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"1, 500", "2, 1000", "3, 2000", "5, 8000", "6, 15000", "60, 15000"})
    void doublesUpToTheCap(int failures, long millis) {
        assertThat(Backoff.DEFAULT.delay(failures, always(0.5))).hasMillis(millis);
    }

    @Test
    void movesEachWaitByHalfAtMost() {
        assertThat(Backoff.DEFAULT.delay(1, always(0))).hasMillis(250);
        assertThat(Backoff.DEFAULT.delay(1, always(0.9999999))).hasMillis(750);
        Random random = new Random(42);
        for (int i = 0; i < 1000; i++) {
            assertThat(Backoff.DEFAULT.delay(2, random)).isBetween(Duration.ofMillis(500), Duration.ofMillis(1500));
        }
    }

    @Test
    void rejectsWaitsThatAreNone() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ZERO, 2, second, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(second, 2, Duration.ofMillis(1), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(second, 0.5, second, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(second, 2, second, Double.NaN));
    }
}
