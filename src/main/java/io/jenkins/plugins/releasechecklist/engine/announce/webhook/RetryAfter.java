package io.jenkins.plugins.releasechecklist.engine.announce.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;

/** The header {@code Retry-After} (RFC 9110, section 10.2.3): a number of seconds, or a date. */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,8}");

    private RetryAfter() {}

    /**
     * How long to wait from {@code now} on, not negative; empty if the value is neither a number of up to 8 digits nor
     * a date.
     */
    static Optional<Duration> parse(String value, Instant now) {
        String text = value.strip();
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        return Optional.ofNullable(DateUtils.parseStandardDate(text))
                .map(date -> Duration.between(now, date))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }
}
