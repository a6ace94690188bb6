package io.jenkins.plugins.releasechecklist.engine.report;

/** How something in a report stands, for those who only glance at it; the words say the same. */
enum ReportTone {
    PLAIN,
    GOOD,
    BAD,
    OPEN
}
