package io.jenkins.plugins.releasechecklist.config.environment;

import hudson.Util;
import hudson.model.Describable;
import java.time.Duration;
import java.util.Optional;

/** Another system that has to agree before a gate for an environment says Go. */
public abstract class RequiredCondition implements Describable<RequiredCondition> {
    private final String id;

    /** @param id names the condition in records and on pages: lower-case letters, digits and hyphens */
    protected RequiredCondition(String id) {
        this.id = Util.fixNull(id).strip();
    }

    public final String getId() {
        return id;
    }

    /** How often to ask; empty when nobody says so. */
    public abstract Optional<Duration> interval();

    /**
     * The id of a condition whose parts are in order.
     *
     * @throws IllegalArgumentException if they are not
     */
    abstract String requireSound();
}
