package io.jenkins.plugins.releasechecklist.engine.verify;

/** What a verification says about a deployment. */
public enum Verdict {
    /** Everything that was demanded holds. */
    PASS,
    /** Something that was demanded does not hold. */
    FAIL,
    /** Too little was seen to say either. */
    INCONCLUSIVE
}
