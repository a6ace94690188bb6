package io.jenkins.plugins.releasechecklist.actions.page;

import io.jenkins.plugins.releasechecklist.actions.page.GateDialogs.Dialog;
import io.jenkins.plugins.releasechecklist.actions.page.PageView.PageSource;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.actions.wording.Wording;
import io.jenkins.plugins.releasechecklist.builds.decision.VerdictAnswers;
import io.jenkins.plugins.releasechecklist.engine.record.event.VerdictAnswer;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a viewer may answer a verification that asks for a verdict. It only decides what is offered: {@link VerdictAnswers} judges what
 * somebody does.
 *
 * @param text what is asked, until when
 * @param pass what it means to pass it; empty where the viewer may not
 * @param fail what it means to fail it; empty where the viewer may not
 * @param look what it means to look again; empty where the viewer may not
 * @param hint why the viewer may not answer, or not everything; empty when there is nothing to say
 * @param login whether logging in might help
 */
public record AnswerFormView(
        String text, Optional<Dialog> pass, Optional<Dialog> fail, Optional<Dialog> look, String hint, boolean login) {
    /** How long to look again unless somebody says otherwise, in minutes. */
    public int minutes() {
        return VerdictAnswers.DEFAULT_MINUTES;
    }

    /** The longest time to look again, in minutes. */
    public int mostMinutes() {
        return VerdictAnswers.MOST_MINUTES;
    }

    /** The form for the run; empty while it asks nothing. */
    static Optional<AnswerFormView> of(RunState run, PageSource source, Viewer viewer, Wording wording) {
        return run.openQuestion().map(question -> {
            String text = Messages.AnswerForm_question(
                    wording.moments().brief(question.asked().until()),
                    Wording.said(Phrase.joined(
                            "text.then", question.asked().judgement().why())));
            if (!viewer.mayApprove()) {
                return new AnswerFormView(
                        text,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        viewer.signedIn() ? Messages.GateForm_noPermission() : "",
                        !viewer.signedIn());
            }
            Function<VerdictAnswer, Optional<String>> refusal =
                    answer -> source.answers().refusal(viewer.approver(), source.release(), run, answer);
            String name = Wording.run(run);
            return new AnswerFormView(
                    text,
                    dialog(
                            refusal.apply(VerdictAnswer.PASS),
                            Messages.AnswerForm_pass(name),
                            Messages.AnswerForm_passes()),
                    dialog(
                            refusal.apply(VerdictAnswer.FAIL),
                            Messages.AnswerForm_fail(name),
                            Messages.AnswerForm_fails()),
                    refusal.apply(VerdictAnswer.LOOK_AGAIN).isPresent()
                            ? Optional.empty()
                            : Optional.of(new Dialog(
                                    Messages.AnswerForm_look(name),
                                    List.of(Messages.AnswerForm_looks(), Messages.AnswerForm_looksAlone()))),
                    Stream.of(VerdictAnswer.values())
                            .flatMap(answer -> refusal.apply(answer).stream())
                            .findFirst()
                            .orElse(""),
                    !viewer.signedIn() && !viewer.approver().unattributed());
        });
    }

    private static Optional<Dialog> dialog(Optional<String> refusal, String title, String meaning) {
        return refusal.isPresent()
                ? Optional.empty()
                : Optional.of(new Dialog(
                        title, List.of(meaning, Messages.AnswerForm_recorded(), Messages.GateDialogs_final())));
    }
}
