package io.jenkins.plugins.releasechecklist.engine.report.json;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * {@code report.json}: the fields of {@code api/json}, and the record that they were read from.
 *
 * @param release the fields of {@code api/json}
 * @param record the record
 */
public record ReportJson(@JsonUnwrapped ReleaseJson release, RecordJson record) {}
