package io.jenkins.plugins.releasechecklist.actions.wording;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.util.Optional;

/**
 * A status: text, symbol and colour say the same.
 *
 * @param text for people
 * @param symbol the name of the symbol
 * @param colour the class that sets the colour
 */
public record StatusView(String text, String symbol, String colour) {
    /** Nothing to say. */
    public static final StatusView NONE = new StatusView("", "", "");

    private static final String PASSED = "checkmark-circle";
    private static final String FAILED = "close-circle";
    private static final String RUNNING = "sync-outline";
    private static final String WAITING = "hourglass-outline";
    private static final String STOPPED = "stop-circle-outline";
    private static final String LEFT_OUT = "play-skip-forward-outline";

    /** The symbol among those that a page holds once. */
    public String symbolId() {
        return symbol.replaceFirst("^symbol-([^ ]*).*", "rc-$1");
    }

    /** A text of one's own, with one of the symbols of the Ionicons plugin. */
    public static StatusView of(String text, String symbol, Tone tone) {
        return new StatusView(text, "symbol-" + symbol + " plugin-ionicons-api", tone.cssClass());
    }

    /** The same with another text. */
    public StatusView named(String other) {
        return new StatusView(other, symbol, colour);
    }

    /** What stands in the place of a status that nobody can believe. */
    public static StatusView ofDamagedRecord() {
        return of(Messages.StatusView_damaged(), "alert-circle-outline", Tone.BAD);
    }

    /** Where an item stands. */
    public static StatusView of(ItemStatus status) {
        return switch (status) {
            case PENDING -> of(Messages.ItemStatus_pending(), "ellipse-outline", Tone.QUIET);
            case RUNNING -> of(Messages.ItemStatus_running(), RUNNING, Tone.ACTIVE);
            case WAITING -> of(Messages.ItemStatus_waiting(), WAITING, Tone.CAREFUL);
            case PASSED -> of(Messages.ItemStatus_passed(), PASSED, Tone.GOOD);
            case FAILED -> of(Messages.ItemStatus_failed(), FAILED, Tone.BAD);
            case SKIPPED -> of(Messages.ItemStatus_skipped(), LEFT_OUT, Tone.QUIET);
            case NOT_APPLICABLE -> of(Messages.ItemStatus_notApplicable(), "remove-circle-outline", Tone.QUIET);
        };
    }

    /** Where the release stands. */
    public static StatusView of(ReleaseStatus status) {
        return switch (status) {
            case IN_PROGRESS -> of(Messages.ReleaseStatus_inProgress(), RUNNING, Tone.ACTIVE);
            case WAITING_FOR_DECISION -> of(Messages.ReleaseStatus_waitingForDecision(), WAITING, Tone.CAREFUL);
            case REJECTED -> of(Messages.ReleaseStatus_rejected(), "hand-left-outline", Tone.BAD);
            case FAILED -> of(Messages.ReleaseStatus_failed(), FAILED, Tone.BAD);
            case ROLLED_BACK -> of(Messages.ReleaseStatus_rolledBack(), "arrow-undo-outline", Tone.CAREFUL);
            case RELEASED_WITH_OPEN_ITEMS ->
                of(Messages.ReleaseStatus_releasedWithOpenItems(), "rocket-outline", Tone.CAREFUL);
            case RELEASED -> of(Messages.ReleaseStatus_released(), "rocket-outline", Tone.GOOD);
        };
    }

    /** Where a gate stands. */
    public static StatusView of(GateStatus status) {
        return switch (status) {
            case WAITING -> of(Messages.GateStatus_waiting(), WAITING, Tone.CAREFUL);
            case GO -> of(Messages.GateStatus_go(), PASSED, Tone.GOOD);
            case NO_GO -> of(Messages.GateStatus_noGo(), "hand-left-outline", Tone.BAD);
            case TIMED_OUT -> of(Messages.GateStatus_timedOut(), "alarm-outline", Tone.BAD);
            case ABORTED -> of(Messages.GateStatus_aborted(), STOPPED, Tone.QUIET);
        };
    }

    /** What a voter says. */
    public static StatusView of(Choice choice) {
        return choice == Choice.GO
                ? of(Messages.GateStatus_go(), "thumbs-up-outline", Tone.GOOD)
                : of(Messages.GateStatus_noGo(), "thumbs-down-outline", Tone.BAD);
    }

    /** How a run ended; empty while it works. */
    public static StatusView of(Optional<Outcome> outcome) {
        return outcome.map(end -> switch (end) {
                    case PASSED -> of(ItemStatus.PASSED);
                    case FAILED -> of(ItemStatus.FAILED);
                    case ABORTED -> of(Messages.GateStatus_aborted(), STOPPED, Tone.QUIET);
                })
                .orElseGet(() -> of(ItemStatus.RUNNING));
    }

    /** How a check ended. */
    public static StatusView of(CheckResult.Status status) {
        return switch (status) {
            case PASSED -> of(ItemStatus.PASSED);
            case FAILED -> of(ItemStatus.FAILED);
            case CANCELLED -> of(Messages.CheckStatus_cancelled(), STOPPED, Tone.QUIET);
            case SKIPPED -> of(ItemStatus.SKIPPED);
        };
    }

    /** What a verification says. */
    public static StatusView of(Verdict verdict) {
        return switch (verdict) {
            case PASS -> of(Messages.Verdict_pass(), PASSED, Tone.GOOD);
            case FAIL -> of(Messages.Verdict_fail(), FAILED, Tone.BAD);
            case INCONCLUSIVE -> of(Messages.Verdict_inconclusive(), "help-circle-outline", Tone.CAREFUL);
        };
    }

    /** Whether what is measured is as demanded while measuring goes on. */
    public static StatusView soFar(boolean holds) {
        return holds
                ? of(Messages.Verdict_holding(), RUNNING, Tone.ACTIVE)
                : of(Messages.Verdict_broken(), "warning-outline", Tone.CAREFUL);
    }

    /** Where a delivery stands. */
    public static StatusView of(DeliveryStatus status) {
        return switch (status) {
            case PLANNED -> of(Messages.DeliveryStatus_planned(), "ellipse-outline", Tone.QUIET);
            case ATTEMPTED -> of(Messages.DeliveryStatus_attempted(), RUNNING, Tone.ACTIVE);
            case DELIVERED -> of(Messages.DeliveryStatus_delivered(), PASSED, Tone.GOOD);
            case FAILED -> of(Messages.DeliveryStatus_failed(), FAILED, Tone.BAD);
        };
    }

    /** The colours of the design library in which statuses appear; the text always says the same. */
    public enum Tone {
        GOOD("success"),
        BAD("error"),
        CAREFUL("warning"),
        ACTIVE("info"),
        QUIET("skipped");

        private final String colour;

        Tone(String colour) {
            this.colour = colour;
        }

        /** The class of the design library that sets the colour, for light and dark themes. */
        String cssClass() {
            return "jenkins-!-" + colour + "-color";
        }
    }
}
