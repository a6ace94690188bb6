package io.jenkins.plugins.releasechecklist.builds.delivery;

import io.jenkins.plugins.releasechecklist.engine.announce.Attempt;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryJournal;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.DeliveryAnswer;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where it is told how deliveries go, and what hides secrets in the words of receivers. Safe for use by many threads. */
public interface DeliveryLog {
    /** Tells nobody, and hides nothing: for what is sent without a step, the record says it. */
    DeliveryLog SILENT = new DeliveryLog() {};

    /** Tells something in one line. */
    default void line(String line) {}

    /** The text without the secrets of the build. */
    default String mask(String text) {
        return text;
    }

    /** Writes every attempt of a delivery to the record of the build, before and after it. */
    record RecordJournal(ReleaseRecord record, Actor actor, DeliveryLog log, String delivery)
            implements DeliveryJournal {
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
            log.line(Messages.RecordJournal_gaveUp(reason));
        }

        private void answered(int attempt, DeliveryAnswer answer, String text, Optional<Duration> retryAfter) {
            append(new ReleaseEvent.DeliveryAnswered(delivery, attempt, answer, log.mask(text), retryAfter));
        }

        private void append(ReleaseEvent event) {
            try {
                record.append(actor, event);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
