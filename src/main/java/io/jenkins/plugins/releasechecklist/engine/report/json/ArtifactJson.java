package io.jenkins.plugins.releasechecklist.engine.report.json;

import io.jenkins.plugins.releasechecklist.engine.record.event.Artifact;

/**
 * Something that is released.
 *
 * @param name as the Jenkinsfile names it
 * @param digest {@code sha256:} and 64 hexadecimal digits
 */
public record ArtifactJson(String name, String digest) {
    static ArtifactJson of(Artifact artifact) {
        return new ArtifactJson(artifact.name(), artifact.digest());
    }
}
