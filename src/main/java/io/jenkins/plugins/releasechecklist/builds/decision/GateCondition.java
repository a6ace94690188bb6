package io.jenkins.plugins.releasechecklist.builds.decision;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import jenkins.util.SystemProperties;

/**
 * Extension point: another system that has a say in a gate, such as one that manages change requests. A gate says Go only
 * when each condition that applied at its opening holds.
 *
 * <p>A condition is asked when everything else that the gate demands is there, and {@linkplain #getInterval() again} while it
 * does not hold; a yes settles the gate right away. What it says is recorded whenever it changes. A condition whose plugin is gone does
 * not hold: only an override opens the gate then. Conditions that are due are asked at the same time, and when the last of them agrees, those
 * that agreed before are asked once more. While another release is in an environment that takes one at a time, they are asked until all have
 * said yes, and again when it has left.
 *
 * @since the first release
 */
public abstract class GateCondition implements ExtensionPoint {
    /** The name of a system property; documented, so it does not follow the class. */
    private static final String INTERVAL = "io.jenkins.plugins.releasechecklist.builds.GateCondition.interval";

    /** The id under which records know the condition: lower-case letters, digits and hyphens. */
    public abstract String getId();

    /**
     * Whether the condition has a say in a gate. Asked once, when the gate opens, on a background thread.
     *
     * @param run the build that opens the gate
     * @param environment what the gate is in front of; null when it names none
     */
    public abstract boolean appliesTo(Run<?, ?> run, @CheckForNull String environment);

    /**
     * Asks the other system. Called on a background thread, as the system user, with no lock held; it is interrupted when it
     * takes longer than a minute.
     *
     * @param run the build that waits
     * @param release the release as it stands
     * @param gate the gate that waits
     * @return the answer, with the reason in words for people
     * @throws IOException when the system cannot be asked: the condition does not hold, and the message is the reason
     */
    public abstract Answer ask(Run<?, ?> run, Release release, GateState gate) throws IOException, InterruptedException;

    /**
     * How long until it is asked again while it says no; after a failure it is asked sooner. Default: a minute, unless the system property
     * {@code io.jenkins.plugins.releasechecklist.builds.GateCondition.interval} says otherwise.
     */
    public Duration getInterval() {
        return Durations.parse(SystemProperties.getString(INTERVAL, "1m"));
    }

    /** All conditions of all plugins. */
    public static ExtensionList<GateCondition> all() {
        return ExtensionList.lookup(GateCondition.class);
    }

    /**
     * What the other system says.
     *
     * @param holds whether the release may go on
     * @param why in words for people, in one line
     */
    public record Answer(boolean holds, Phrase why) {
        public Answer {
            Objects.requireNonNull(why, "Expected the reason of an answer, found null");
        }

        /** @param reason in words that nobody translates */
        public Answer(boolean holds, String reason) {
            this(holds, Phrase.plain(Objects.requireNonNull(reason, "Expected the reason of an answer, found null")));
        }

        /** The reason in English. */
        public String reason() {
            return why.text();
        }
    }
}
