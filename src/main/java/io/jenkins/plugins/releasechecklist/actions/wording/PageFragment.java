package io.jenkins.plugins.releasechecklist.actions.wording;

/**
 * A part of the page that the live script replaces as a whole. Parts are records of texts, so equal parts look equal.
 */
public interface PageFragment {
    /** A short text that changes whenever anything changes that the part shows. */
    default String version() {
        return Integer.toHexString(hashCode());
    }
}
