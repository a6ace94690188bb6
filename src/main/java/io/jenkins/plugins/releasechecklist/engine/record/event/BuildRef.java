package io.jenkins.plugins.releasechecklist.engine.record.event;

/**
 * A build, in words that outlive it.
 *
 * @param job the full name of the job
 * @param number the build number
 * @param url the address of the build below the root of Jenkins, with a slash at the end
 */
public record BuildRef(String job, int number, String url) {
    /** Stands for the build that a rehearsal does without. The address is none that a Jenkins gives to a build. */
    public static final BuildRef REHEARSAL = new BuildRef("rehearsal", 1, "rehearsal/");

    /** What has to stand on everything that tells of a rehearsal. */
    public static final String REHEARSED = "Rehearsal: nothing was deployed or sent.";
}
