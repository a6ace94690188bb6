package io.jenkins.plugins.releasechecklist.engine.record.state;

import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.VerdictAnswer;
import java.time.Instant;
import java.util.Optional;

/**
 * What an inconclusive verification asks people.
 *
 * @param asked the question
 * @param at when it was asked
 * @param reply what somebody answered; empty while nobody did
 */
public record VerdictQuestion(ReleaseEvent.VerdictAsked asked, Instant at, Optional<Reply> reply) {
    /** Whether somebody wants the verification to look again. */
    public boolean isToLookAgain() {
        return reply.filter(it -> it.said().answer() == VerdictAnswer.LOOK_AGAIN)
                .isPresent();
    }

    VerdictQuestion with(Reply answer) {
        return new VerdictQuestion(asked, at, Optional.of(answer));
    }

    /**
     * The answer of a person.
     *
     * @param by who gave it
     * @param at when
     */
    public record Reply(ReleaseEvent.VerdictAnswered said, Actor by, Instant at) {}
}
