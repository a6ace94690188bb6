package io.jenkins.plugins.releasechecklist.engine.record.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines of a log. */
final class Lines {
    private Lines() {}

    /** All whole lines, without their line breaks; what follows the last line break is none. */
    static List<byte[]> of(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                lines.add(Arrays.copyOfRange(bytes, start, at));
                start = at + 1;
            }
        }
        return lines;
    }
}
