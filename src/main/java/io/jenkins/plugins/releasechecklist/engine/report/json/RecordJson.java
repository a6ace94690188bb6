package io.jenkins.plugins.releasechecklist.engine.report.json;

import io.jenkins.plugins.releasechecklist.engine.record.RecordVerification;
import java.util.Optional;

/**
 * The record that a report rests on.
 *
 * @param seq the number of the last event that counts
 * @param head the SHA-256 of the line of that event, in lower-case hex; null when the record is damaged
 * @param whole whether the hash chain is whole
 * @param torn whether a last line that was not written to its end was left out
 */
public record RecordJson(long seq, Optional<String> head, boolean whole, boolean torn) {
    public static RecordJson of(RecordVerification examination) {
        return new RecordJson(
                examination.release().seq(),
                Optional.of(examination.head()).filter(hash -> examination.isWhole()),
                examination.isWhole(),
                examination.release().torn());
    }
}
