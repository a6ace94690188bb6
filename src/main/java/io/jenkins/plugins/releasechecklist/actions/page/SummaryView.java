package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.builds.decision.GateSnapshot;
import io.jenkins.plugins.releasechecklist.engine.record.log.Damage;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the main page of a build says about its release.
 *
 * @param title what is released
 * @param header how far it is; nothing when its record cannot be read at all
 * @param decisions the gates at which the viewer may decide
 * @param problem why the record cannot be believed; empty when it can
 */
public record SummaryView(String title, Optional<HeaderView> header, List<GateDecision> decisions, String problem) {
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
        HeaderView header = HeaderView.of(release, gates, fallbackName, new Wording(moments), sound);
        return new SummaryView(
                header.title(),
                Optional.of(header),
                sound ? decisions(release, gates, viewer, moments) : List.of(),
                problem);
    }

    /** The summary of a record that cannot be read at all. */
    public static SummaryView unreadable(String name, String reason) {
        return new SummaryView(name, Optional.empty(), List.of(), Messages.SummaryView_unreadable(reason));
    }

    private static List<GateDecision> decisions(
            Release release, Function<GateState, GateSnapshot> gates, Viewer viewer, UtcTimeFormat moments) {
        return release.waitingGates().stream()
                .map(gate -> new GateDecision(
                        gate,
                        GateFormView.of(gate, gates.apply(gate), viewer, moments),
                        ChangesView.of(gate, release).map(ChangesView::line).orElse("")))
                .filter(decision -> decision.form().vote())
                .toList();
    }

    /**
     * A gate at which the viewer may decide.
     *
     * @param gate the gate
     * @param form what the viewer may do there
     * @param changes what the release changes there, in a line; empty until that is known
     */
    public record GateDecision(GateState gate, GateFormView form, String changes) {
        /** What the gate is about. */
        public String title() {
            return Wording.gate(gate);
        }
    }
}
