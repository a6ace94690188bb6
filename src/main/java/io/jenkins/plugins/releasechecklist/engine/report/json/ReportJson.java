package io.jenkins.plugins.releasechecklist.engine.report.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * {@code report.json}: the fields of {@code api/json}, and the record that they were read from.
 *
 * @param release the fields of {@code api/json}
 * @param rehearsal true where nothing was deployed or sent; left out of the report on a release
 * @param record the record
 */
public record ReportJson(
        @JsonUnwrapped ReleaseJson release,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean rehearsal,
        RecordJson record) {}
