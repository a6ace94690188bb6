package io.jenkins.plugins.releasechecklist.actions.wording;

/** The colours of the design library in which statuses appear; the text always says the same. */
public enum Tone {
    GOOD("success"),
    BAD("error"),
    CAREFUL("warning"),
    ACTIVE("info"),
    QUIET("skipped");

    private final String colour;

    Tone(String colour) {
        this.colour = colour;
    }

    /** The class of the design library that sets the colour, for light and dark themes. */
    public String cssClass() {
        return "jenkins-!-" + colour + "-color";
    }
}
