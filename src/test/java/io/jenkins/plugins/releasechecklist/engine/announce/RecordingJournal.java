package io.jenkins.plugins.releasechecklist.engine.announce;

import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryAttempt.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what happened, as lines to read and as attempts to resume from. */
final class RecordingJournal implements DeliveryJournal {

    final List<String> lines = new ArrayList<>();
    final List<DeliveryAttempt> attempts = new ArrayList<>();

    @Override
    public void attempting(int attempt, Instant at, boolean inDoubt) {
        lines.add("attempting " + attempt + (inDoubt ? " in doubt" : ""));
        attempts.add(new DeliveryAttempt(attempt, at, Optional.empty()));
    }

    @Override
    public void settled(int attempt, Instant at, Attempt outcome) {
        lines.add("settled " + attempt + " " + outcome.getClass().getSimpleName());
        DeliveryAttempt begun = attempts.remove(attempts.size() - 1);
        attempts.add(new DeliveryAttempt(attempt, begun.startedAt(), Optional.of(new Outcome(at, outcome))));
    }

    @Override
    public void gaveUp(Instant at, String reason) {
        lines.add("gave up");
    }
}
