package io.jenkins.plugins.releasechecklist.actions.wording;

import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Judgement;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.verify.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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

    private static final Map<Enum<?>, StatusLook> LOOKS = Map.ofEntries(
            look(ItemStatus.PENDING, Messages::ItemStatus_pending, "ellipse-outline", Tone.QUIET),
            look(ItemStatus.RUNNING, Messages::ItemStatus_running, RUNNING, Tone.ACTIVE),
            look(ItemStatus.WAITING, Messages::ItemStatus_waiting, WAITING, Tone.CAREFUL),
            look(ItemStatus.PASSED, Messages::ItemStatus_passed, PASSED, Tone.GOOD),
            look(ItemStatus.FAILED, Messages::ItemStatus_failed, FAILED, Tone.BAD),
            look(ItemStatus.SKIPPED, Messages::ItemStatus_skipped, LEFT_OUT, Tone.QUIET),
            look(ItemStatus.NOT_APPLICABLE, Messages::ItemStatus_notApplicable, "remove-circle-outline", Tone.QUIET),
            look(ReleaseStatus.IN_PROGRESS, Messages::ReleaseStatus_inProgress, RUNNING, Tone.ACTIVE),
            look(ReleaseStatus.WAITING_FOR_DECISION, Messages::ReleaseStatus_waitingForDecision, WAITING, Tone.CAREFUL),
            look(ReleaseStatus.REJECTED, Messages::ReleaseStatus_rejected, "hand-left-outline", Tone.BAD),
            look(ReleaseStatus.FAILED, Messages::ReleaseStatus_failed, FAILED, Tone.BAD),
            look(ReleaseStatus.ROLLED_BACK, Messages::ReleaseStatus_rolledBack, "arrow-undo-outline", Tone.CAREFUL),
            look(ReleaseStatus.DEPLOYED, Messages::ReleaseStatus_deployed, RUNNING, Tone.ACTIVE),
            look(
                    ReleaseStatus.RELEASED_WITH_OPEN_ITEMS,
                    Messages::ReleaseStatus_releasedWithOpenItems,
                    "rocket-outline",
                    Tone.CAREFUL),
            look(ReleaseStatus.RELEASED, Messages::ReleaseStatus_released, "rocket-outline", Tone.GOOD),
            look(GateStatus.WAITING, Messages::GateStatus_waiting, WAITING, Tone.CAREFUL),
            look(GateStatus.GO, Messages::GateStatus_go, PASSED, Tone.GOOD),
            look(GateStatus.NO_GO, Messages::GateStatus_noGo, "hand-left-outline", Tone.BAD),
            look(GateStatus.TIMED_OUT, Messages::GateStatus_timedOut, "alarm-outline", Tone.BAD),
            look(GateStatus.ABORTED, Messages::GateStatus_aborted, STOPPED, Tone.QUIET),
            look(Choice.GO, Messages::GateStatus_go, "thumbs-up-outline", Tone.GOOD),
            look(Choice.NO_GO, Messages::GateStatus_noGo, "thumbs-down-outline", Tone.BAD),
            look(Choice.REQUEST_CHANGES, Messages::GateStatus_requestChanges, "create-outline", Tone.CAREFUL),
            look(Choice.WITHDRAW, Messages::GateStatus_withdraw, "arrow-undo-outline", Tone.QUIET),
            look(Outcome.PASSED, Messages::ItemStatus_passed, PASSED, Tone.GOOD),
            look(Outcome.FAILED, Messages::ItemStatus_failed, FAILED, Tone.BAD),
            look(Outcome.ABORTED, Messages::GateStatus_aborted, STOPPED, Tone.QUIET),
            look(CheckResult.Status.PASSED, Messages::ItemStatus_passed, PASSED, Tone.GOOD),
            look(CheckResult.Status.FAILED, Messages::ItemStatus_failed, FAILED, Tone.BAD),
            look(CheckResult.Status.CANCELLED, Messages::CheckStatus_cancelled, STOPPED, Tone.QUIET),
            look(CheckResult.Status.SKIPPED, Messages::ItemStatus_skipped, LEFT_OUT, Tone.QUIET),
            look(Verdict.PASS, Messages::Verdict_pass, PASSED, Tone.GOOD),
            look(Verdict.FAIL, Messages::Verdict_fail, FAILED, Tone.BAD),
            look(Verdict.INCONCLUSIVE, Messages::Verdict_inconclusive, "help-circle-outline", Tone.CAREFUL),
            look(DeliveryStatus.PLANNED, Messages::DeliveryStatus_planned, "ellipse-outline", Tone.QUIET),
            look(DeliveryStatus.ATTEMPTED, Messages::DeliveryStatus_attempted, RUNNING, Tone.ACTIVE),
            look(DeliveryStatus.DELIVERED, Messages::DeliveryStatus_delivered, PASSED, Tone.GOOD),
            look(DeliveryStatus.FAILED, Messages::DeliveryStatus_failed, FAILED, Tone.BAD));

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

    /** The same of something that was deployed without a Go, which counts more than where it stands. */
    public StatusView withoutGo() {
        return of(Messages.StatusView_withoutGo(text), "warning-outline", Tone.BAD);
    }

    /** What stands in the place of a status that nobody can believe. */
    public static StatusView ofDamagedRecord() {
        return of(Messages.StatusView_damaged(), "alert-circle-outline", Tone.BAD);
    }

    /** What stands in the place of a status that only a newer version can tell. */
    public static StatusView ofNewerRecord() {
        return of(Messages.StatusView_newer(), "help-circle-outline", Tone.CAREFUL);
    }

    /** Where something stands, how it ended, or what somebody says: of every status of the engine that pages show. */
    public static StatusView of(Enum<?> status) {
        StatusLook look = LOOKS.get(status);
        return of(look.text().get(), look.symbol(), look.tone());
    }

    /** What a verification came to, which may be the verdict of a person. */
    public static StatusView of(Judgement judgement) {
        StatusView verdict = of(judgement.verdict());
        return judgement
                .decidedBy()
                .map(person -> of(
                        Messages.Verdict_decidedBy(verdict.text(), person.name()),
                        "person-circle-outline",
                        judgement.verdict() == Verdict.PASS ? Tone.GOOD : Tone.BAD))
                .orElse(verdict);
    }

    /** A verification that waits for the verdict of a person. */
    public static StatusView ofOpenQuestion() {
        return of(Messages.Verdict_asks(), "help-circle-outline", Tone.CAREFUL);
    }

    /** What stands in the place of an item's status once the release ended before it came there. */
    public static StatusView notReached() {
        return of(Messages.ItemStatus_notReached(), "remove-outline", Tone.QUIET);
    }

    /** How a run ended; empty while it works. */
    public static StatusView of(Optional<Outcome> outcome) {
        return of(outcome.<Enum<?>>map(end -> end).orElse(ItemStatus.RUNNING));
    }

    /** Whether what is measured is as demanded while measuring goes on. */
    public static StatusView soFar(boolean holds) {
        return holds
                ? of(Messages.Verdict_holding(), RUNNING, Tone.ACTIVE)
                : of(Messages.Verdict_broken(), "warning-outline", Tone.CAREFUL);
    }

    private static Map.Entry<Enum<?>, StatusLook> look(
            Enum<?> status, Supplier<String> text, String symbol, Tone tone) {
        return Map.entry(status, new StatusLook(text, symbol, tone));
    }

    /** What a status looks like. The text is asked for when it is shown, in the language of the reader. */
    private record StatusLook(Supplier<String> text, String symbol, Tone tone) {}

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
