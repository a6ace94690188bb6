package io.jenkins.plugins.releasechecklist.actions.rest;

import hudson.Util;
import hudson.model.Run;
import org.kohsuke.stapler.StaplerResponse2;

/** Answers with what people wrote: no browser may take it for anything but a file to be saved. */
public final class SafeDownload {
    private SafeDownload() {}

    /**
     * Says so in the headers.
     *
     * @param type the content type
     * @param name the name of the file, which may hold anything; a header must not
     */
    public static void prepare(StaplerResponse2 response, String type, String name) {
        response.setContentType(type);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
        response.setHeader("Cache-Control", "private, no-cache");
        String plain = plain(name);
        String whole = plain.equals(name) ? "" : "; filename*=UTF-8''" + Util.rawEncode(name);
        response.setHeader("Content-Disposition", "attachment; filename=\"" + plain + "\"" + whole);
    }

    /** The name of a file about the release of a build. */
    static String name(Run<?, ?> run, String what) {
        return plain(run.getParent().getFullName()) + "-" + run.getNumber() + "-" + what;
    }

    private static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]+", "-");
    }
}
