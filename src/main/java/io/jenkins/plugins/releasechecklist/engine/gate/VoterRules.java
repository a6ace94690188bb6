package io.jenkins.plugins.releasechecklist.engine.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
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
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        if (forbidSelfApproval) {
            texts.add("no self-approval");
        }
        if (forbidAuthors) {
            texts.add("no approval by authors of the changes");
        }
        if (forbidUnknownStarter) {
            texts.add("somebody known has to start the build");
        }
        if (forbidOverrideByExcluded) {
            texts.add("no override by those who may not vote");
        }
        return texts;
    }
}
