package io.jenkins.plugins.releasechecklist.engine.record.event;

/**
 * An event that is not written yet.
 *
 * @param actor who does it
 * @param data what happens
 */
public record EventDraft(Actor actor, ReleaseEvent data) {}
