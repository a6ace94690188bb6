package io.jenkins.plugins.releasechecklist.engine.report.json;

import io.jenkins.plugins.releasechecklist.engine.gate.Participant;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import java.util.List;
import java.util.Optional;

/**
 * Who had a hand in a build when its gate opened.
 *
 * @param starters who started, replayed or restarted it
 * @param starterUnknown whether something started it that does not say who is behind it
 * @param authors who wrote the changes since the last release
 * @param problem why not all authors could be found out; null when they could
 */
public record ParticipantsJson(
        List<ParticipantJson> starters,
        boolean starterUnknown,
        List<ParticipantJson> authors,
        Optional<String> problem) {
    public static ParticipantsJson of(Participants participants) {
        return new ParticipantsJson(
                participants.starters().stream().map(ParticipantJson::of).toList(),
                participants.starterUnknown(),
                participants.authors().stream().map(ParticipantJson::of).toList(),
                participants.problem());
    }

    /**
     * One of them.
     *
     * @param user the user id
     * @param reason what the person did, in words that follow the id
     */
    public record ParticipantJson(String user, String reason) {
        static ParticipantJson of(Participant participant) {
            return new ParticipantJson(participant.id(), participant.reason());
        }
    }
}
