package io.jenkins.plugins.releasechecklist.actions.approvals;

import io.jenkins.plugins.releasechecklist.evidence.PublishedKey;
import java.util.List;

/**
 * The answer to {@code GET release-approvals/evidence-keys}.
 *
 * @param keys every public key that ever signed evidence here, in the order in which they came
 */
public record EvidenceKeysJson(List<PublishedKey> keys) {
    public EvidenceKeysJson {
        keys = List.copyOf(keys);
    }
}
