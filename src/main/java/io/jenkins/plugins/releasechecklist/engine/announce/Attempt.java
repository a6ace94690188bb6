package io.jenkins.plugins.releasechecklist.engine.announce;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How one attempt to deliver a message ended. The texts are for people and hold no secret: of an address, they name
 * scheme, host and port only.
 *
 * @since the first release
 */
public sealed interface Attempt {

    /**
     * The receiver took the message.
     *
     * @param status what it answered, for example {@code HTTP 204}
     */
    record Delivered(String status) implements Attempt {
        public Delivered {
            status = Message.required(status, "delivered.status");
        }
    }

    /**
     * The receiver will not take the message however often it is sent.
     *
     * @param reason why, in words
     */
    record Refused(String reason) implements Attempt {
        public Refused {
            reason = Message.required(reason, "refused.reason");
        }
    }

    /**
     * The attempt failed, another one may not. Whether the receiver has the message is not always known.
     *
     * @param reason why, in words
     * @param retryAfter how long the receiver asks to wait, when it does; not negative
     */
    record Failed(String reason, Optional<Duration> retryAfter) implements Attempt {
        public Failed {
            reason = Message.required(reason, "failed.reason");
            Objects.requireNonNull(retryAfter, "failed.retryAfter: expected an Optional, found null");
            retryAfter.filter(Duration::isNegative).ifPresent(found -> {
                throw new IllegalArgumentException("failed.retryAfter: expected no negative duration, found " + found);
            });
        }

        /** A failure of a receiver that says nothing about when to come back. */
        public static Failed of(String reason) {
            return new Failed(reason, Optional.empty());
        }
    }
}
