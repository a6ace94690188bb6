package io.jenkins.plugins.releasechecklist.actions.wording;

/**
 * A moment on the page.
 *
 * @param iso for machines (ISO-8601, UTC); empty when there is no moment
 * @param text for people, usually to the minute
 * @param exact for people who want to know, to the second and with the time zone
 */
public record MomentView(String iso, String text, String exact) {
    /** No moment. */
    public static final MomentView NONE = new MomentView("", "", "");

    /** Whether there is a moment. */
    public boolean known() {
        return !iso.isEmpty();
    }
}
