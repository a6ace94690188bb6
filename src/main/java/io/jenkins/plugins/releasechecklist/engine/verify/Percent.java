package io.jenkins.plugins.releasechecklist.engine.verify;

import io.jenkins.plugins.releasechecklist.engine.criterion.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Shares as people read them. */
final class Percent {
    private Percent() {}

    /** Rounded down, so that what missed the mark never looks as if it had reached it. */
    static String of(double ratio) {
        BigDecimal percent = BigDecimal.valueOf(ratio).movePointRight(2).setScale(2, RoundingMode.FLOOR);
        return new Quantity(percent, Quantity.Unit.PERCENTAGE).toString();
    }
}
