package io.jenkins.plugins.releasechecklist.engine.gate.window;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The dates on which opening hours or a recurring freeze may begin.
 *
 * @param first the first of them; empty: always
 * @param last the last of them, not before the first; empty: for ever
 */
public record DateSpan(Optional<LocalDate> first, Optional<LocalDate> last) {
    /** Any date. */
    static final DateSpan ALWAYS = new DateSpan(Optional.empty(), Optional.empty());

    public DateSpan {
        if (first.isPresent() && last.filter(first.get()::isAfter).isPresent()) {
            throw new IllegalArgumentException(
                    "The last date has to be " + first.get() + " or later, found " + last.get());
        }
    }

    /** A single date. */
    static DateSpan of(LocalDate date) {
        return new DateSpan(Optional.of(date), Optional.of(date));
    }

    /** Empty when it is any date. */
    Optional<DateSpan> given() {
        return Optional.of(this).filter(span -> !span.equals(ALWAYS));
    }

    boolean contains(LocalDate date) {
        return first.filter(date::isBefore).isEmpty()
                && last.filter(date::isAfter).isEmpty();
    }

    /** What is left of it without a date: a part before and one after that. */
    Stream<DateSpan> without(LocalDate date) {
        if (!contains(date)) {
            return Stream.of(this);
        }
        Optional<LocalDate> day = Optional.of(date);
        return Stream.concat(
                first.equals(day) ? Stream.empty() : Stream.of(new DateSpan(first, day.map(it -> it.minusDays(1)))),
                last.equals(day) ? Stream.empty() : Stream.of(new DateSpan(day.map(it -> it.plusDays(1)), last)));
    }

    /** Something that is on these dates only, as people read it: {@code MON 09:00-16:00 from 2026-01-02 until 2026-12-25}. */
    Phrase within(Phrase what) {
        if (first.isPresent() && first.equals(last)) {
            return Phrase.of("gate.window.onDate", what, first.get());
        }
        Phrase begun =
                first.map(date -> Phrase.of("gate.window.fromDate", what, date)).orElse(what);
        return last.map(date -> Phrase.of("gate.window.untilDate", begun, date)).orElse(begun);
    }
}
