package io.jenkins.plugins.releasechecklist.engine.plan.yaml;

import java.io.FilterReader;
import java.io.IOException;
import java.io.StringReader;

/**
 * Hands out text in pieces that never fill the reader's buffer. SnakeYAML 2.3 reads past the end of its own one when a
 * character of two halves (an emoji) lies across it.
 */
final class PiecewiseReader extends FilterReader {

    PiecewiseReader(String text) {
        super(new StringReader(text));
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        return super.read(buffer, offset, Math.max(1, length - 1));
    }
}
