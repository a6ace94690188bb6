package io.jenkins.plugins.releasechecklist.engine.probe.version;

import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import java.util.List;

/**
 * Where a deployed system tells its version.
 *
 * @param urls http or https; one, or one for each instance
 * @param jsonPath where the version stands in the JSON of the answer, such as {@code $.version}
 * @param credentialsId the credentials to send; empty means none
 * @param everyAddress whether every address behind the names is asked, instead of the first one that answers
 * @param caCredentialsId the id of the authorities that are trusted beside those of the system; empty means none
 */
public record VersionProbe(
        List<String> urls, String jsonPath, String credentialsId, boolean everyAddress, String caCredentialsId) {
    /** The name of the check that a version probe becomes. */
    public static final String CHECK_NAME = "version";

    /** Checks URLs and path by building the check once. */
    public VersionProbe {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("urls: expected a URL at least, found none");
        }
        check(urls, jsonPath, credentialsId, everyAddress, caCredentialsId, "any");
    }

    /**
     * Leaves out what does not count for success rate and latency: while a deployment rolls out, the old version is no failure
     * of the system. Gives all but the samples of the version, or those where there are no others.
     */
    public static List<Sample> counted(List<Sample> samples) {
        List<Sample> others = samples.stream()
                .filter(sample -> !sample.check().equals(CHECK_NAME))
                .toList();
        return others.isEmpty() ? samples : others;
    }

    /**
     * Makes the check that passes when the expected version is deployed, as the system tells it. To keep its name {@value
     * #CHECK_NAME}, it comes before the other checks of a verification.
     */
    public VersionCheck expecting(String version) {
        return check(urls, jsonPath, credentialsId, everyAddress, caCredentialsId, version);
    }

    private static VersionCheck check(
            List<String> urls,
            String jsonPath,
            String credentialsId,
            boolean everyAddress,
            String caCredentialsId,
            String version) {
        List<HttpCheck> requests = urls.stream()
                .map(url -> HttpCheck.builder(url)
                        .name(CHECK_NAME)
                        .expectation(new Expectation.VersionIs(jsonPath, version))
                        .credentialsId(credentialsId)
                        .caCredentialsId(caCredentialsId)
                        .build())
                .toList();
        return new VersionCheck(requests, everyAddress);
    }
}
