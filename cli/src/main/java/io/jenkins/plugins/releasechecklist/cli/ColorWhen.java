package io.jenkins.plugins.releasechecklist.cli;

/** When the tool writes in colours. */
enum ColorWhen {
    /** On a terminal, unless the environment variable {@code NO_COLOR} is set (no-color.org). */
    AUTO,
    ALWAYS,
    NEVER
}
