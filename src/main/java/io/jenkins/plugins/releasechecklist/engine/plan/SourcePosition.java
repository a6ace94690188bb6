package io.jenkins.plugins.releasechecklist.engine.plan;

/**
 * A place in a file, as editors count.
 *
 * @param file the name of the file as the reader of a message knows it, such as {@code release-plan.yaml}
 * @param line from 1
 * @param column from 1, in code points
 */
public record SourcePosition(String file, int line, int column) {
    public SourcePosition {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("Expected line and column from 1, found " + line + " and " + column);
        }
    }

    /** The form that editors and terminals turn into a link: {@code release-plan.yaml:12:7}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
