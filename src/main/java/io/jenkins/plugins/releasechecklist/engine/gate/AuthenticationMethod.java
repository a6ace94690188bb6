package io.jenkins.plugins.releasechecklist.engine.gate;

/** How a person proved who it is. */
public enum AuthenticationMethod {
    /** In a browser that is logged in. */
    SESSION("in the browser"),
    /** By an API token: a program that acts for the person. */
    API_TOKEN("by API token"),
    /** By the password of the person, sent with the request: a program, too. */
    PASSWORD("by password"),
    /** By a command of Jenkins, over SSH or HTTP. */
    COMMAND_LINE("on the command line"),
    /** In another way, or before this was recorded. */
    UNKNOWN("");

    private final String text;

    AuthenticationMethod(String text) {
        this.text = text;
    }

    /** In words for people; empty when it is not known. */
    public String text() {
        return text;
    }
}
