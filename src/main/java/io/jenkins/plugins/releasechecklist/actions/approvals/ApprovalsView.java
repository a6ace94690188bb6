package io.jenkins.plugins.releasechecklist.actions.approvals;

import io.jenkins.plugins.releasechecklist.actions.wording.MomentView;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.builds.waiting.PersonalWork;
import io.jenkins.plugins.releasechecklist.builds.waiting.RunningRelease;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingBuild;
import io.jenkins.plugins.releasechecklist.engine.record.state.OpenSignOff;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * The page of everything that waits for the viewer, the longest waiting first, and of the releases in progress.
 *
 * @param rebuilding whether something may still be missing
 * @param decisions the gates that lack the viewer's vote
 * @param signOffs the items that lack the viewer's signature, in builds that run
 * @param handoffs the same in builds that have ended
 * @param running the releases in progress that the viewer may see, the longest running first
 */
public record ApprovalsView(
        boolean rebuilding,
        List<RowView> decisions,
        List<RowView> signOffs,
        List<RowView> handoffs,
        List<RunningView> running) {
    public ApprovalsView {
        decisions = List.copyOf(decisions);
        signOffs = List.copyOf(signOffs);
        handoffs = List.copyOf(handoffs);
        running = List.copyOf(running);
    }

    /** The page for a viewer in the time zone who reads the language. */
    public static ApprovalsView of(
            PersonalWork work, List<RunningRelease> running, boolean rebuilding, ZoneId zone, Locale locale) {
        UtcTimeFormat moments = new UtcTimeFormat(zone, locale);
        return new ApprovalsView(
                rebuilding,
                work.decisions().stream().map(one -> RowView.of(one, moments)).toList(),
                work.signOffs().stream().map(one -> RowView.of(one, moments)).toList(),
                work.handoffs().stream().map(one -> RowView.of(one, moments)).toList(),
                running.stream().map(one -> RunningView.of(one, moments)).toList());
    }

    /** Whether nothing waits for the viewer. */
    public boolean nothing() {
        return decisions.isEmpty() && signOffs.isEmpty() && handoffs.isEmpty();
    }

    /**
     * One thing that waits.
     *
     * @param title what is to be decided, with the environment, or signed
     * @param path its place on the page of the release, below the root of Jenkins
     * @param release what is released, with the version; empty while nobody said it
     * @param job the job
     * @param build the build, as {@code #7}
     * @param since since when it waits
     * @param missing what is missing, one sentence each
     */
    public record RowView(
            String title,
            String path,
            String release,
            String job,
            String build,
            MomentView since,
            List<String> missing) {
        public RowView {
            missing = List.copyOf(missing);
        }

        static RowView of(PersonalWork.Decision decision, UtcTimeFormat moments) {
            return new RowView(
                    Wording.gate(decision.gate()),
                    decision.place().path(),
                    release(decision.place().build()),
                    decision.place().job().getFullDisplayName(),
                    build(decision.place().build()),
                    moments.of(decision.gate().opened()),
                    decision.standing().waitingFor().stream()
                            .map(one -> Wording.waiting(one, moments))
                            .toList());
        }

        static RowView of(PersonalWork.Signature signature, UtcTimeFormat moments) {
            return new RowView(
                    signature.signOff().title(),
                    signature.place().path(),
                    release(signature.place().build()),
                    signature.place().job().getFullDisplayName(),
                    build(signature.place().build()),
                    moments.of(signature.since()),
                    missing(signature.signOff()));
        }

        private static List<String> missing(OpenSignOff open) {
            String signature = Messages.ApprovalsView_signature(
                    String.join(open.all() ? Messages.ItemView_and() : Messages.ItemView_or(), open.roles()));
            return open.parts() == 0
                    ? List.of(signature)
                    : List.of(signature, Messages.ItemView_parts(open.doneParts(), open.parts()));
        }

        private static String release(WaitingBuild build) {
            return (build.application().orElse("") + " " + build.version().orElse("")).strip();
        }

        private static String build(WaitingBuild build) {
            return Messages.ApprovalsView_build(build.number());
        }
    }
}
