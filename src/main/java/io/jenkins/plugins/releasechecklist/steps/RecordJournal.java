package io.jenkins.plugins.releasechecklist.steps;

import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryJournal;
import io.jenkins.plugins.releasechecklist.engine.record.DeliveryAnswer;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Writes every attempt of a delivery to the record of the build, before and after it. */
final class RecordJournal implements DeliveryJournal {
    private final StepRun run;
    private final Masking masking;
    private final String delivery;

    RecordJournal(StepRun run, Masking masking, String delivery) {
        this.run = run;
        this.masking = masking;
        this.delivery = delivery;
    }

    @Override
    public void attempting(int attempt, Instant at, boolean inDoubt) {
        append(new ReleaseEvent.DeliveryAttempted(delivery, attempt, inDoubt));
    }

    @Override
    public void settled(int attempt, Instant at, Attempt outcome) {
        if (outcome instanceof Attempt.Delivered delivered) {
            answered(attempt, DeliveryAnswer.DELIVERED, delivered.status(), Optional.empty());
        } else if (outcome instanceof Attempt.Refused refused) {
            answered(attempt, DeliveryAnswer.REFUSED, refused.reason(), Optional.empty());
        } else if (outcome instanceof Attempt.Failed failed) {
            answered(attempt, DeliveryAnswer.FAILED, failed.reason(), failed.retryAfter());
        }
    }

    /** The end of the delivery, which follows, is what is recorded. */
    @Override
    public void gaveUp(Instant at, String reason) {
        run.log(Messages.RecordJournal_gaveUp(reason));
    }

    private void answered(int attempt, DeliveryAnswer answer, String text, Optional<Duration> retryAfter) {
        try {
            append(new ReleaseEvent.DeliveryAnswered(delivery, attempt, answer, masking.mask(text), retryAfter));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("Interrupted before an attempt was recorded", e));
        }
    }

    private void append(ReleaseEvent event) {
        try {
            run.record().append(run.actor(), event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
