package io.jenkins.plugins.releasechecklist.engine.report.course;

import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;

/** Which runs are verifications, and when they have news. */
public final class Verifications {
    private Verifications() {}

    /** Whether the run judges a deployment. */
    public static boolean isVerification(RunState run) {
        return run.step().equals("postDeployVerify");
    }

    /** Whether the run measures what verifications are compared with. */
    public static boolean isBaseline(RunState run) {
        return run.step().equals("baseline");
    }

    /** Whether the run takes samples, for whatever of the two. */
    public static boolean takesSamples(RunState run) {
        return isVerification(run) || isBaseline(run);
    }

    /** A text that changes whenever the charts of the run do. */
    public static String state(RunState run) {
        return String.join(
                "-",
                run.run(),
                String.valueOf(run.samples().size()),
                String.valueOf(run.metrics().size()),
                run.verification().isPresent() ? "begun" : "new",
                run.isRunning() ? "running" : "ended",
                run.judgement().isPresent() ? "judged" : "open");
    }
}
