package io.jenkins.plugins.releasechecklist.actions.page;

import hudson.Functions;
import hudson.Util;
import io.jenkins.plugins.releasechecklist.engine.record.event.AttachedFile;

/**
 * A file that was attached to the announcement.
 *
 * @param name its name
 * @param address where it is, relative to the page
 * @param sizeText its size for people, such as {@code 12 KB}
 */
public record FileView(String name, String address, String sizeText) {
    static FileView of(AttachedFile file) {
        return new FileView(
                file.name(),
                "attachments/" + Util.rawEncode(file.name()),
                Functions.humanReadableByteSize(file.bytes()));
    }
}
