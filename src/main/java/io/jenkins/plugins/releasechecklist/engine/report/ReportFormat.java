package io.jenkins.plugins.releasechecklist.engine.report;

import java.util.Locale;

/** The forms that a report takes; the names in lower case are the endings of the files. */
public enum ReportFormat {
    /** One page for people, in one file without script. */
    HTML("text/html"),
    /** The same as Markdown. */
    MD("text/markdown"),
    /** The release as data. */
    JSON("application/json"),
    /** The items of the checklist, for spreadsheets. */
    CSV("text/csv");

    private final String type;

    ReportFormat(String type) {
        this.type = type;
    }

    /** The content type, with the encoding, which always is UTF-8. */
    public String contentType() {
        return type + ";charset=UTF-8";
    }

    /** The name of the file, such as {@code report.html}. */
    public String fileName() {
        return "report." + name().toLowerCase(Locale.ROOT);
    }
}
