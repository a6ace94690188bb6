package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.builds.decision.GateSnapshot;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What the main page of a build says about its release.
 *
 * @param header what is released, and how far it is
 * @param decisions the gates at which the viewer may decide
 * @param problem why the record cannot be believed; empty when it can
 */
public record SummaryView(HeaderView header, List<DecisionView> decisions, String problem) {
    public SummaryView {
        decisions = List.copyOf(decisions);
    }

    /** The summary for a viewer. */
    public static SummaryView of(
            Release release, Function<GateState, GateSnapshot> gates, String fallbackName, Viewer viewer) {
        UtcTimeFormat moments = new UtcTimeFormat(viewer);
        String problem = release.opened().isEmpty() && release.damage().isEmpty()
                ? Messages.SummaryView_missing()
                : release.damage().map(Damage::text).orElse("");
        boolean sound = problem.isEmpty();
        return new SummaryView(
                HeaderView.of(
                        release, fallbackName, sound ? WaitingList.of(release, gates, moments) : List.of(), sound),
                sound ? decisions(release, gates, viewer, moments) : List.of(),
                problem);
    }

    /** The summary of a record that cannot be read at all. */
    public static SummaryView unreadable(String name, String reason) {
        return new SummaryView(HeaderView.named(name), List.of(), Messages.SummaryView_unreadable(reason));
    }

    private static List<DecisionView> decisions(
            Release release, Function<GateState, GateSnapshot> gates, Viewer viewer, UtcTimeFormat moments) {
        List<DecisionView> decisions = new ArrayList<>();
        for (GateState gate : release.waitingGates()) {
            GateFormView form = GateFormView.of(gate, gates.apply(gate), viewer, moments);
            if (form.vote()) {
                decisions.add(new DecisionView(gate.id(), Wording.gate(gate), form.go(), form.noGo()));
            }
        }
        return decisions;
    }

    /**
     * A gate at which the viewer may decide.
     *
     * @param gate its id
     * @param title what it is about
     * @param go whether the viewer may say Go
     * @param noGo whether the viewer may say No-go
     */
    public record DecisionView(String gate, String title, boolean go, boolean noGo) {}
}
