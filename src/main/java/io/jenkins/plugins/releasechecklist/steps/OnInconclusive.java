package io.jenkins.plugins.releasechecklist.steps;

/** What a verification means that could not be judged: too few samples, nobody answered. */
enum OnInconclusive {
    /** It counts as failed. */
    FAIL,
    /** It counts as passed. */
    PASS
}
