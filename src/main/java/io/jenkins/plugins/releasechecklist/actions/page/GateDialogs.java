package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.page.PageView.PageSource;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.builds.decision.Ballot;
import io.jenkins.plugins.releasechecklist.builds.decision.GateSnapshot;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentTurn.Occupant;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * What the buttons of a gate mean.
 *
 * @param go to say Go
 * @param noGo to say No-go
 * @param changes to have an item done again
 * @param withdraw to take back an earlier vote
 * @param override to force Go
 * @param leave to say that the release has left the environment
 */
public record GateDialogs(Dialog go, Dialog noGo, Dialog changes, Dialog withdraw, Dialog override, Dialog leave) {
    /** There are no buttons. */
    static final GateDialogs NONE =
            new GateDialogs(Dialog.NONE, Dialog.NONE, Dialog.NONE, Dialog.NONE, Dialog.NONE, Dialog.NONE);

    /** What the buttons of this form mean at the gate as it stands: it is asked how it would stand after the vote. */
    static GateDialogs of(GateState gate, GateFormView form, PageSource source, Viewer viewer, Wording wording) {
        return new GateDialogs(
                form.go() ? go(gate, form, source, viewer, wording) : Dialog.NONE,
                form.noGo() ? noGo(gate, form, source, viewer) : Dialog.NONE,
                form.vote() ? changes(gate, form, source, viewer, wording) : Dialog.NONE,
                form.withdraw() ? withdraw(gate, source) : Dialog.NONE,
                form.override() ? override(gate, source, wording) : Dialog.NONE,
                form.leave() ? leave(gate, source) : Dialog.NONE);
    }

    private static Dialog go(GateState gate, GateFormView form, PageSource source, Viewer viewer, Wording wording) {
        GateStanding after = after(gate, Choice.GO, source, viewer);
        boolean opens = after.waitingFor().isEmpty();
        String meaning = opens ? Messages.GateDialogs_opens() : Messages.GateDialogs_waits(missing(after, wording));
        return new Dialog(
                title(gate, source, Messages::GateDialogs_goFor, Messages::GateDialogs_goAt),
                vote(meaning, opens, form, source.gates().apply(gate), viewer));
    }

    private static Dialog noGo(GateState gate, GateFormView form, PageSource source, Viewer viewer) {
        boolean ends = after(gate, Choice.NO_GO, source, viewer)
                .outcome()
                .filter(outcome -> outcome.status() == GateStatus.NO_GO)
                .isPresent();
        String meaning = ends ? Messages.GateDialogs_ends() : Messages.GateDialogs_endsNot();
        return new Dialog(
                title(gate, source, Messages::GateDialogs_noGoFor, Messages::GateDialogs_noGoAt),
                vote(meaning, ends, form, source.gates().apply(gate), viewer));
    }

    private static List<String> vote(
            String meaning, boolean settles, GateFormView form, GateSnapshot now, Viewer viewer) {
        List<String> sentences = new ArrayList<>(List.of(meaning));
        as(form, now, viewer).ifPresent(sentences::add);
        sentences.add(settles ? Messages.GateDialogs_final() : Messages.GateDialogs_changeable());
        return sentences;
    }

    private static Dialog changes(
            GateState gate, GateFormView form, PageSource source, Viewer viewer, Wording wording) {
        List<String> sentences = new ArrayList<>(List.of(
                Messages.GateDialogs_reopens(), Messages.GateDialogs_staysClosed(), Messages.GateDialogs_runAgain()));
        gate.round()
                .deadline()
                .map(wording.moments()::brief)
                .map(Messages::GateDialogs_timesOut)
                .ifPresent(sentences::add);
        as(form, source.gates().apply(gate), viewer).ifPresent(sentences::add);
        return new Dialog(
                title(gate, source, Messages::GateDialogs_changesFor, Messages::GateDialogs_changesAt), sentences);
    }

    private static Dialog withdraw(GateState gate, PageSource source) {
        return new Dialog(
                title(gate, source, Messages::GateDialogs_withdrawFor, Messages::GateDialogs_withdrawAt),
                List.of(
                        Messages.GateDialogs_withdraws(),
                        Messages.GateDialogs_givesBack(),
                        Messages.GateDialogs_changeable()));
    }

    private static Dialog override(GateState gate, PageSource source, Wording wording) {
        GateStanding now = source.gates().apply(gate).standing();
        return new Dialog(
                title(gate, source, Messages::GateDialogs_overrideFor, Messages::GateDialogs_overrideAt),
                List.of(
                        now.waitingFor().isEmpty()
                                ? Messages.GateDialogs_opens()
                                : Messages.GateDialogs_without(missing(now, wording)),
                        Messages.GateDialogs_forever()));
    }

    private static Dialog leave(GateState gate, PageSource source) {
        String next = source.gates().apply(gate).standing().turn().stream()
                .flatMap(turn -> turn.behind().stream())
                .findFirst()
                .map(Occupant::build)
                .map(Messages::GateDialogs_next)
                .orElseGet(Messages::GateDialogs_nobodyNext);
        return new Dialog(
                Messages.GateDialogs_leave(what(source), gate.place()),
                List.of(next, Messages.GateDialogs_left(), Messages.GateDialogs_leftForever()));
    }

    private static String title(
            GateState gate, PageSource source, BinaryOperator<String> inEnvironment, BinaryOperator<String> otherwise) {
        String what = what(source);
        return gate.opening()
                .environment()
                .map(environment -> inEnvironment.apply(what, environment))
                .orElseGet(() -> otherwise.apply(what, gate.id()));
    }

    private static String what(PageSource source) {
        return source.release()
                .incoming()
                .orElseGet(() -> source.release().application().orElse(source.name()));
    }

    private static String missing(GateStanding standing, Wording wording) {
        return String.join("; ", wording.waiting(standing));
    }

    private static Optional<String> as(GateFormView form, GateSnapshot now, Viewer viewer) {
        if (viewer.approver().unattributed()) {
            return Optional.empty();
        }
        if (!form.roles().isEmpty()) {
            return Optional.of(Messages.GateDialogs_asChosen(Wording.roles(form.roles())));
        }
        String counting = Wording.roles(viewer.approver().roles().stream()
                .filter(role -> now.standing().asked().stream()
                        .anyMatch(approval -> approval.anyOf().contains(role)))
                .toList());
        return Optional.of(Messages.GateDialogs_as(counting));
    }

    private static GateStanding after(GateState gate, Choice choice, PageSource source, Viewer viewer) {
        Vote vote = new Ballot(choice, Optional.of("?"), Optional.empty()).by(viewer.approver(), source.now());
        return source.gates().apply(gate.with(vote)).standing();
    }

    /**
     * What a person is told before a decision.
     *
     * @param title what is decided
     * @param sentences what it means
     */
    public record Dialog(String title, List<String> sentences) {
        /** Nothing is to be decided. */
        static final Dialog NONE = new Dialog("", List.of());

        public Dialog {
            sentences = List.copyOf(sentences);
        }
    }
}
