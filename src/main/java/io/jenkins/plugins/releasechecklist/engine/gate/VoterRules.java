package io.jenkins.plugins.releasechecklist.engine.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.ArrayList;
import java.util.List;

/**
 * What a gate demands of those who decide.
 *
 * @param veto whether a single No-go ends the gate at once
 * @param forbidSelfApproval whether those who started, replayed or restarted the build may not vote
 * @param forbidAuthors whether the authors of the changes since the last release may not vote
 * @param forbidUnknownStarter whether there is no Go for a build that nobody is known to have started
 * @param forbidOverrideByExcluded whether those who may not vote may not force a Go either
 */
public record VoterRules(
        boolean veto,
        boolean forbidSelfApproval,
        boolean forbidAuthors,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean forbidUnknownStarter,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean forbidOverrideByExcluded) {
    /** Demands nothing. */
    public static final VoterRules NONE = new VoterRules(false, false, false, false, false);

    /** A No-go is a veto; nothing else is demanded. */
    public static final VoterRules VETO = NONE.withVeto(true);

    /** The same rules with or without a veto. */
    public VoterRules withVeto(boolean other) {
        return new VoterRules(other, forbidSelfApproval, forbidAuthors, forbidUnknownStarter, forbidOverrideByExcluded);
    }

    /** The same rules, and whether those who started the build may not vote. */
    public VoterRules withForbidSelfApproval(boolean other) {
        return new VoterRules(veto, other, forbidAuthors, forbidUnknownStarter, forbidOverrideByExcluded);
    }

    /** Both together: what one of them demands is demanded. */
    VoterRules and(VoterRules other) {
        return new VoterRules(
                veto || other.veto,
                forbidSelfApproval || other.forbidSelfApproval,
                forbidAuthors || other.forbidAuthors,
                forbidUnknownStarter || other.forbidUnknownStarter,
                forbidOverrideByExcluded || other.forbidOverrideByExcluded);
    }

    /** What is forbidden, for people; without the veto. */
    public List<Phrase> phrases() {
        List<Phrase> phrases = new ArrayList<>();
        if (forbidSelfApproval) {
            phrases.add(Phrase.of("gate.noOwnApproval"));
        }
        if (forbidAuthors) {
            phrases.add(Phrase.of("gate.noAuthors"));
        }
        if (forbidUnknownStarter) {
            phrases.add(Phrase.of("gate.knownStarter"));
        }
        if (forbidOverrideByExcluded) {
            phrases.add(Phrase.of("gate.noOverride"));
        }
        return phrases;
    }
}
