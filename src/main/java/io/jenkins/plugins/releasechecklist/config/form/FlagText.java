package io.jenkins.plugins.releasechecklist.config.form;

import hudson.Util;

/**
 * What is true or false, as it is stored: as text, because XStream reads every word but "true" as false, and a rule must not get
 * lost by a "yes".
 */
public final class FlagText {
    private FlagText() {}

    /**
     * The text {@code true} or {@code false}.
     *
     * @param text null stands for false
     * @param what the setting, for the message
     * @throws IllegalArgumentException if it is another word
     */
    public static String require(String text, String what) {
        String stripped = Util.fixNull(text, "false").strip();
        if (!stripped.equals("true") && !stripped.equals("false")) {
            throw new IllegalArgumentException(what + ": expected true or false, found '" + stripped + "'");
        }
        return stripped;
    }
}
