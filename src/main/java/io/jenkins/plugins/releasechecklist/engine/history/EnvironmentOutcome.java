package io.jenkins.plugins.releasechecklist.engine.history;

/** What became of a release in an environment. */
public enum EnvironmentOutcome {
    /** Its verifications there passed. */
    VERIFIED,
    /** An earlier release was brought back. */
    ROLLED_BACK,
    /** Its deployment there failed. */
    DEPLOYMENT_FAILED,
    /** Its latest verification there failed. */
    VERIFICATION_FAILED,
    /** Its latest verification there could not tell. */
    VERIFICATION_INCONCLUSIVE,
    /** A smoke test there failed. */
    TESTS_FAILED,
    /** Its smoke tests there passed. */
    TESTS_PASSED,
    /** It is there, and nothing else is known. */
    DEPLOYED,
    /** Something was done there, and nobody knows whether it is there. */
    UNKNOWN;

    /** What counts most of what is known. */
    public static EnvironmentOutcome of(EnvironmentLine where) {
        if (where.rolledBack().isPresent()) {
            return ROLLED_BACK;
        }
        if (where.good()) {
            return VERIFIED;
        }
        if (where.failed().isPresent()) {
            return DEPLOYMENT_FAILED;
        }
        if (where.verdict().filter("FAIL"::equals).isPresent()) {
            return VERIFICATION_FAILED;
        }
        if (where.tests().filter("FAILED"::equals).isPresent()) {
            return TESTS_FAILED;
        }
        if (where.verdict().filter("INCONCLUSIVE"::equals).isPresent()) {
            return VERIFICATION_INCONCLUSIVE;
        }
        if (where.tests().isPresent()) {
            return TESTS_PASSED;
        }
        return where.deployed().isPresent() ? DEPLOYED : UNKNOWN;
    }
}
