package io.jenkins.plugins.releasechecklist.cli.rehearsal;

import io.jenkins.plugins.releasechecklist.cli.terminal.Respondent;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ItemAction;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Asks for what people sign off, and for what only a step of the Jenkinsfile would say. */
record RehearsedItems(ReleaseRecord record, Respondent people) {
    /** Asks for all that the release needs and that is still open. No decision hangs on it: without an answer it stays open. */
    void askForTheRest() throws IOException {
        try {
            for (ItemState item : record.state().neededItems()) {
                if (!item.isDone() && item.status() != ItemStatus.FAILED) {
                    ask(item.item());
                }
            }
        } catch (Respondent.Unanswered e) {
            return;
        }
    }

    void ask(Item item) throws IOException {
        boolean signed = item.signOff().isPresent();
        if (!signed && !item.isToldBySteps(false)) {
            return;
        }
        String who = signed ? String.join(", ", item.speakers()) : "a step checklistItem says so";
        Respondent.Answer answer =
                people.answer(new Respondent.Question("  " + item.title() + " (" + who + "): done?", false));
        if (answer.yes()) {
            Optional<String> note = Optional.of(answer.comment().orElse("In a rehearsal"));
            if (signed) {
                record.append(
                        person(item.speakers().get(0), ""),
                        new ReleaseEvent.ItemSigned(item.id(), ItemAction.COMPLETE, item.speakers(), note, List.of()));
            } else {
                record.append(
                        Actor.step("checklistItem"),
                        new ReleaseEvent.ItemMarked(item.id(), ItemStatus.PASSED, note, List.of()));
            }
        }
    }

    /** The person who answers, in a role. */
    static Actor person(String role, String suffix) {
        return Actor.user("rehearsal-" + role + suffix, "Rehearsal as " + role);
    }
}
