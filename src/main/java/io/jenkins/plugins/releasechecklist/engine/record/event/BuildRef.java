package io.jenkins.plugins.releasechecklist.engine.record.event;

/**
 * A build, in words that outlive it.
 *
 * @param job the full name of the job
 * @param number the build number
 * @param url the address of the build below the root of Jenkins, with a slash at the end
 */
public record BuildRef(String job, int number, String url) {}
