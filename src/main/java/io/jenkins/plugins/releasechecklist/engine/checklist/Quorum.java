package io.jenkins.plugins.releasechecklist.engine.checklist;

/** How many of the roles of a sign-off are needed. */
public enum Quorum {
    /** One holder of any of the roles is enough. */
    ANY,
    /** A holder of each role has to sign. */
    ALL
}
