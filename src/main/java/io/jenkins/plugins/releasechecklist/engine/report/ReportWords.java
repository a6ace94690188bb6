package io.jenkins.plugins.releasechecklist.engine.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How reports write numbers, times and constants: in English and the same everywhere, wherever a report is made. */
final class ReportWords {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private ReportWords() {}

    /** A constant as people read it: {@code NOT_APPLICABLE} is "not applicable". */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Ids of roles as people read them: {@code product-manager} is "product manager". */
    static String roles(List<String> ids) {
        return String.join(", ", ids).replace('-', ' ');
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    /** A share in percent, cut after one decimal: 99.99 % of the samples are not all of them. */
    static String percent(double share) {
        long tenths = (long) Math.floor(share * 1000 + 1e-9);
        return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " %";
    }
}
