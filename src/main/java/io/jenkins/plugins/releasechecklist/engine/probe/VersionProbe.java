package io.jenkins.plugins.releasechecklist.engine.probe;

import java.util.Optional;

/**
 * Where a deployed system tells its version.
 *
 * @param url http or https
 * @param jsonPath where the version stands in the JSON of the answer, such as {@code $.version}
 * @param credentialsId the credentials to send, if any
 */
public record VersionProbe(String url, String jsonPath, Optional<String> credentialsId) {
    /** The name of the check that a version probe becomes. */
    public static final String CHECK_NAME = "version";

    /** Checks URL and path by building the check once. */
    public VersionProbe {
        check(url, jsonPath, credentialsId, "any");
    }

    /**
     * Makes the check that passes when the expected version is deployed. To keep its name, it comes before the other
     * checks of a verification.
     *
     * @param version the version that was deployed, as the system tells it
     * @return a check with the name {@value #CHECK_NAME}
     */
    public HttpCheck expecting(String version) {
        return check(url, jsonPath, credentialsId, version);
    }

    private static HttpCheck check(String url, String jsonPath, Optional<String> credentialsId, String version) {
        return HttpCheck.builder(url)
                .name(CHECK_NAME)
                .expectation(new Expectation.VersionIs(jsonPath, version))
                .credentialsId(credentialsId.orElse(""))
                .build();
    }
}
