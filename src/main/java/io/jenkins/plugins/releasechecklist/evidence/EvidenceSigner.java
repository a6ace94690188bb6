package io.jenkins.plugins.releasechecklist.evidence;

import hudson.PluginWrapper;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.engine.record.RecordVerification;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.Envelope;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.Generator;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.SigningKey;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import jenkins.model.Jenkins;

/** Makes evidence about the release of a build. */
public final class EvidenceSigner {
    private EvidenceSigner() {}

    /**
     * Signs what the record tells, with the certificate of the configuration or with the plugin's own key.
     *
     * @param examination a whole record
     * @throws IOException if the key cannot be used, with what was expected
     */
    public static Envelope sign(Run<?, ?> run, RecordVerification examination) throws IOException {
        return signer().evidence(examination, generator(run));
    }

    private static SigningKey signer() throws IOException {
        Optional<String> credentials = EvidenceConfiguration.get().credentials();
        if (credentials.isEmpty()) {
            return EvidenceKeys.get().own();
        }
        SigningKey certified = EvidenceCertificates.key(credentials.get());
        EvidenceKeys.get().certified(certified);
        return certified;
    }

    private static Generator generator(Run<?, ?> run) {
        Jenkins jenkins = Jenkins.get();
        PluginWrapper plugin = jenkins.getPluginManager().whichPlugin(EvidenceSigner.class);
        String root = Optional.ofNullable(jenkins.getRootUrl()).orElse("");
        Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
        return new Generator(plugin == null ? "unknown" : plugin.getVersion(), root + run.getUrl(), now);
    }
}
