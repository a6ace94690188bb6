package io.jenkins.plugins.releasechecklist.steps;

import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import io.jenkins.plugins.releasechecklist.steps.run.Parameters;
import io.jenkins.plugins.releasechecklist.steps.run.SecretMasker;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Marks the item, as a run of its own, so that a restart does not mark it again. */
class ChecklistItemExecution extends ReleaseStepExecution<ChecklistItemStep> {
    private static final long serialVersionUID = 1L;

    ChecklistItemExecution(StepContext context, ChecklistItemStep step) {
        super(context, step);
    }

    @Override
    void proceed() throws Exception {
        StepRun run = run();
        String id = item(run.state(), step().getId()).id();
        if (!run.isSettled()) {
            mark(run, run.state().item(id).orElseThrow());
        }
        ItemState marked = run.state().item(id).orElseThrow();
        run.log(Messages.ChecklistItemExecution_marked(id, marked.status()));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("id", id);
        result.put("status", marked.status().name());
        succeed(result);
    }

    private void mark(StepRun run, ItemState item) throws IOException, InterruptedException {
        ItemStatus status = status();
        Optional<String> note = Parameters.given(step().getNote());
        List<String> evidence =
                Parameters.given(step().getEvidence()).map(Parameters::list).orElse(List.of());
        if (status == ItemStatus.SKIPPED && note.isEmpty()) {
            throw new AbortException(
                    Messages.ChecklistItemExecution_noReason(item.item().id()));
        }
        boolean leavesOut = status == ItemStatus.SKIPPED
                || status == ItemStatus.NOT_APPLICABLE && !item.item().ifApplicable();
        if (item.required() && leavesOut) {
            throw new AbortException(Messages.ChecklistItemExecution_required(
                    item.item().id(), run.state().type().id()));
        }
        SecretMasker masking = SecretMasker.of(getContext());
        ReleaseEvent marked =
                new ReleaseEvent.ItemMarked(item.item().id(), status, masking.mask(note), masking.mask(evidence));
        run.record().decide(state -> {
            // A person may have spoken meanwhile.
            checkTold(state.item(item.item().id()).orElseThrow(), status);
            return Change.by(
                    run.actor(),
                    state,
                    run.beginning(Optional.of(item.item().id())),
                    marked,
                    new ReleaseEvent.RunFinished(run.id(), Outcome.PASSED, Optional.empty()));
        });
    }

    /**
     * Refuses what a Jenkinsfile may not say of an item: that it is done, where that is for people or another step to show, and
     * anything after a person has spoken.
     */
    static void checkTold(ItemState item, ItemStatus status) throws AbortException {
        Item told = item.item();
        if (status == ItemStatus.PASSED && !told.isToldBySteps(true)) {
            throw new AbortException(Messages.ChecklistItemExecution_notTold(
                    told.id(),
                    told.signOff()
                            .map(people -> String.join(", ", people.roles()))
                            .orElse("releaseGate")));
        }
        Optional<Actor> person = item.actor().filter(actor -> actor.kind() == Actor.Kind.USER);
        if (person.isPresent() && item.status() != ItemStatus.PENDING) {
            throw new AbortException(Messages.ChecklistItemExecution_person(
                    told.id(), person.get().name(), item.status()));
        }
    }

    private ItemStatus status() throws AbortException {
        String text = step().getStatus().toUpperCase(Locale.ROOT);
        List<String> allowed =
                Arrays.stream(ItemStatus.values()).map(ItemStatus::name).toList();
        if (!allowed.contains(text)) {
            throw new AbortException(Suggestions.unknown("status", step().getStatus(), allowed));
        }
        return ItemStatus.valueOf(text);
    }

    /** The item with the id, if the checklist of the release shows it now. */
    static Item item(Release release, String id) throws AbortException {
        if (id == null) {
            throw new AbortException(Messages.missing("id", "go-no-go"));
        }
        List<String> known =
                release.items().stream().map(state -> state.item().id()).toList();
        return release.item(id)
                .map(ItemState::item)
                .orElseThrow(() -> new AbortException(Suggestions.unknown("id", id, known)));
    }
}
