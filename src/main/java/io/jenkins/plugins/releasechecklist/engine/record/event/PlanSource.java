package io.jenkins.plugins.releasechecklist.engine.record.event;

/**
 * A release plan as it was read when the record was opened.
 *
 * @param file the name of the file in the workspace
 * @param text what stood in it
 */
public record PlanSource(String file, String text) {}
