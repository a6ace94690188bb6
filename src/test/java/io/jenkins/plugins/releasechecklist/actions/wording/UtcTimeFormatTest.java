package io.jenkins.plugins.releasechecklist.actions.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class UtcTimeFormatTest {
    private final UtcTimeFormat moments = new UtcTimeFormat(ZoneId.of("Europe/Berlin"), Locale.GERMANY);

    private String local(String text, String written) {
        return moments.local(text, Instant.parse(written));
    }

    @Test
    void tellsTimesOfTheRecordInTheZoneOfTheReader() {
        assertThat(local("errors was 25% at 20:03:32 UTC (limit <= 1%)", "2026-11-29T20:03:40Z"))
                .isEqualTo("errors was 25% at 21:03:32 (limit <= 1%)");
        assertThat(local("at 22:59:59 UTC", "2026-07-02T00:10:00Z")).isEqualTo("at 00:59:59");
        assertThat(local("at 02:59:59 of UTC", "2026-07-02T00:10:00Z")).isEqualTo("at 02:59:59 of UTC");
    }

    @Test
    void takesATimeThatIsStillToComeForOneOfTheDayBefore() {
        assertThat(local("at 23:30:00 UTC", "2026-03-29T00:10:00Z")).isEqualTo("at 00:30:00");
        assertThat(local("at 02:00:00 UTC", "2026-03-29T00:10:00Z")).isEqualTo("at 03:00:00");
    }
}
