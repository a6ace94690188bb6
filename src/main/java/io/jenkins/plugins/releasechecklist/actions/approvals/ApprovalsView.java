package io.jenkins.plugins.releasechecklist.actions.approvals;

import io.jenkins.plugins.releasechecklist.actions.page.ChangesView;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.builds.waiting.PersonalWork;
import io.jenkins.plugins.releasechecklist.builds.waiting.RunningRelease;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingBuild;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.OpenSignOff;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
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
    public static String name(Optional<String> application, Optional<String> version) {
        return (application.orElse("") + " " + version.orElse("")).strip();
    }

    /**
     * One thing that waits.
     *
     * @param title what is to be decided, with the release and the environment, or signed
     * @param place where
     * @param since since when it waits
     * @param until when it ends without the viewer; empty when it does not
     * @param facts what else is known, in a few words each
     * @param missing what is missing, one sentence each
     * @param buttons what the viewer can do
     */
    public record ApprovalRow(
            String title,
            PersonalWork.Place place,
            Instant since,
            Optional<Instant> until,
            List<String> facts,
            List<String> missing,
            List<Button> buttons) {
        public ApprovalRow {
            facts = List.copyOf(facts);
            missing = List.copyOf(missing);
            buttons = List.copyOf(buttons);
        }

        static ApprovalRow of(PersonalWork.Decision decision, Wording wording) {
            GateState gate = decision.gate();
            String given = decision.standing().approvals().stream()
                    .flatMap(approval -> approval.given().stream())
                    .map(Vote::name)
                    .distinct()
                    .collect(Collectors.joining(", "));
            return new ApprovalRow(
                    release(decision.place())
                            .map(name -> Messages.ApprovalsView_to(name, gate.place()))
                            .orElseGet(() -> Wording.gate(gate)),
                    decision.place(),
                    gate.opened(),
                    gate.round().deadline(),
                    Stream.concat(
                                    gate.changes().stream()
                                            .flatMap(found -> ChangesView.facts(found.changes()).stream()),
                                    given.isEmpty() ? Stream.empty() : Stream.of(Messages.ApprovalsView_given(given)))
                            .toList(),
                    wording.waiting(decision.standing()),
                    List.of(
                            new Button("go-" + gate.id(), Messages.ApprovalsView_go(), "jenkins-button--primary"),
                            new Button(
                                    "no-go-" + gate.id(),
                                    Messages.ApprovalsView_noGo(),
                                    "jenkins-!-destructive-color")));
        }

        static ApprovalRow of(PersonalWork.Question question) {
            return new ApprovalRow(
                    titled(question.place(), Wording.run(question.run())),
                    question.place(),
                    question.since(),
                    Optional.of(
                            question.run().openQuestion().orElseThrow().asked().until()),
                    List.of(),
                    List.of(Messages.ApprovalsView_verdict()),
                    List.of(new Button(
                            question.place().anchor(), Messages.ApprovalsView_decide(), "jenkins-button--primary")));
        }

        static ApprovalRow of(PersonalWork.Signature signature) {
            OpenSignOff open = signature.signOff();
            String missing = Messages.ApprovalsView_signature(
                    open.all() ? Wording.allOf(open.roles()) : Wording.anyOf(open.roles()));
            boolean inParts = open.parts() > 0;
            return new ApprovalRow(
                    titled(signature.place(), open.title()),
                    signature.place(),
                    signature.since(),
                    Optional.empty(),
                    inParts ? List.of(Wording.parts(open.doneParts(), open.parts())) : List.of(),
                    List.of(missing),
                    List.of(
                            inParts
                                    ? new Button(signature.place().anchor(), Messages.ApprovalsView_complete(), "")
                                    : new Button("sign-" + open.item(), Messages.ApprovalsView_signOff(), "")));
        }

        private static String titled(PersonalWork.Place place, String what) {
            return release(place)
                    .map(name -> Messages.ApprovalsView_of(name, what))
                    .orElse(what);
        }

        private static Optional<String> release(PersonalWork.Place place) {
            WaitingBuild build = place.build();
            return Optional.of(name(build.application(), build.version())).filter(name -> !name.isEmpty());
        }
    }

    /**
     * Something that the viewer can do.
     *
     * @param anchor what opens it on the page of the release: a dialog, or the part that it is in
     * @param text what it says
     * @param style its class; may be empty
     */
    public record Button(String anchor, String text, String style) {}
}
