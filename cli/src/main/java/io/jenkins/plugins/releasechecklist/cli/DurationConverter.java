package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations of more than zero as a release plan writes them: {@code 500ms}, {@code 10s}, {@code 2h 30m}. */
final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        Duration duration = parsed(text);
        if (duration.isZero()) {
            throw new TypeConversionException("expected a duration of more than zero, found '" + text + "'");
        }
        return duration;
    }

    private static Duration parsed(String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
