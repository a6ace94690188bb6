package io.jenkins.plugins.releasechecklist.cli.rehearsal;

import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A step of the Pipeline, played in a rehearsal.
 *
 * @param record where it is written down
 * @param step the name of the step
 * @param environment where
 * @param run its id and name; a rehearsal runs every step once
 */
record RehearsedStep(ReleaseRecord record, String step, Optional<String> environment, String run) {
    /** Writes down that the step begins. */
    static RehearsedStep begin(ReleaseRecord record, String step, String kind, Optional<String> environment)
            throws IOException {
        String run = kind + environment.map(name -> "-" + name).orElse("");
        return begin(new RehearsedStep(record, step, environment, run), Optional.empty());
    }

    /** Writes down that a step begins which is told what item it completes. */
    static RehearsedStep begin(ReleaseRecord record, Item item) throws IOException {
        return begin(
                new RehearsedStep(record, "withChecklistItem", Optional.empty(), item.id()), Optional.of(item.id()));
    }

    private static RehearsedStep begin(RehearsedStep begun, Optional<String> item) throws IOException {
        begun.append(new ReleaseEvent.RunStarted(begun.run, begun.step, begun.run, begun.environment, item));
        return begun;
    }

    void append(ReleaseEvent... events) throws IOException {
        record.append(Actor.step(step), events);
    }

    void append(List<? extends ReleaseEvent> events) throws IOException {
        append(events.toArray(ReleaseEvent[]::new));
    }

    /** Writes down what happened last, and that the step ended. */
    void end(boolean passed, Optional<Phrase> why, List<? extends ReleaseEvent> last) throws IOException {
        List<ReleaseEvent> events = new ArrayList<>(last);
        events.add(new ReleaseEvent.RunFinished(run, passed ? Outcome.PASSED : Outcome.FAILED, why));
        append(events);
    }
}
