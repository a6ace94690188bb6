package io.jenkins.plugins.releasechecklist.actions.rest;

import jenkins.model.Jenkins;

/** Addresses of pages, for programs. */
public final class PageAddress {
    private PageAddress() {}

    /**
     * The whole address; without the host while nobody configured that of Jenkins.
     *
     * @param path below the root of Jenkins, without a slash at its beginning
     */
    public static String of(String path) {
        String root = Jenkins.get().getRootUrl();
        return (root == null ? "/" : root) + path;
    }
}
