package io.jenkins.plugins.releasechecklist.actions.approvals;

import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.builds.waiting.PersonalWork;
import io.jenkins.plugins.releasechecklist.builds.waiting.RunningRelease;
import io.jenkins.plugins.releasechecklist.engine.record.state.OpenSignOff;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The page of everything that waits for the viewer, the longest waiting first, and of the releases in progress.
 *
 * @param wording the words for it
 * @param rebuilding whether something may still be missing
 * @param decisions the gates that lack the viewer's vote, and the verifications that ask for a verdict
 * @param signOffs the items that lack the viewer's signature, in builds that run
 * @param handoffs the same in builds that have ended
 * @param running the releases in progress that the viewer may see, the longest running first
 */
public record ApprovalsView(
        Wording wording,
        boolean rebuilding,
        List<ApprovalRow> decisions,
        List<ApprovalRow> signOffs,
        List<ApprovalRow> handoffs,
        List<RunningRelease> running) {
    public ApprovalsView {
        decisions = List.copyOf(decisions);
        signOffs = List.copyOf(signOffs);
        handoffs = List.copyOf(handoffs);
        running = List.copyOf(running);
    }

    /** The page for a viewer in the time zone who reads the language. */
    public static ApprovalsView of(
            PersonalWork work, List<RunningRelease> running, boolean rebuilding, ZoneId zone, Locale locale) {
        Wording wording = new Wording(new UtcTimeFormat(zone, locale));
        return new ApprovalsView(
                wording,
                rebuilding,
                Stream.concat(
                                work.decisions().stream().map(one -> ApprovalRow.of(one, wording)),
                                work.questions().stream().map(ApprovalRow::of))
                        .toList(),
                work.signOffs().stream().map(ApprovalRow::of).toList(),
                work.handoffs().stream().map(ApprovalRow::of).toList(),
                running);
    }

    /** Whether nothing waits for the viewer. */
    public boolean nothing() {
        return decisions.isEmpty() && signOffs.isEmpty() && handoffs.isEmpty();
    }

    /** A build, as {@code #7}. */
    public String build(int number) {
        return Messages.ApprovalsView_build(number);
    }

    /** What is released, with the version; empty while nobody said it. */
    public String name(Optional<String> application, Optional<String> version) {
        return (application.orElse("") + " " + version.orElse("")).strip();
    }

    /**
     * One thing that waits.
     *
     * @param title what is to be decided, with the environment, or signed
     * @param place where
     * @param since since when it waits
     * @param missing what is missing, one sentence each
     */
    public record ApprovalRow(String title, PersonalWork.Place place, Instant since, List<String> missing) {
        public ApprovalRow {
            missing = List.copyOf(missing);
        }

        static ApprovalRow of(PersonalWork.Decision decision, Wording wording) {
            return new ApprovalRow(
                    Wording.gate(decision.gate()),
                    decision.place(),
                    decision.gate().opened(),
                    wording.waiting(decision.standing()));
        }

        static ApprovalRow of(PersonalWork.Question question) {
            return new ApprovalRow(
                    Wording.run(question.run()),
                    question.place(),
                    question.since(),
                    List.of(Messages.ApprovalsView_verdict()));
        }

        static ApprovalRow of(PersonalWork.Signature signature) {
            OpenSignOff open = signature.signOff();
            String missing = Messages.ApprovalsView_signature(
                    open.all() ? Wording.allOf(open.roles()) : Wording.anyOf(open.roles()));
            return new ApprovalRow(
                    open.title(),
                    signature.place(),
                    signature.since(),
                    open.parts() == 0
                            ? List.of(missing)
                            : List.of(missing, Wording.parts(open.doneParts(), open.parts())));
        }
    }
}
