package io.jenkins.plugins.releasechecklist.config.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.engine.probe.condition.ConditionRequest;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.AttestationRule;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.AttestationRule.Predicate;
import io.jenkins.plugins.releasechecklist.engine.report.evidence.VerificationKey;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Every artifact of a release needs an attestation that a trusted key signed, before a gate for an environment says Go. */
public class AttestationCondition extends RequiredCondition {
    private final String keys;
    private String predicate = "";
    private String issuer = "";
    private String level = "";

    /**
     * Makes a condition for SLSA provenance by any builder.
     *
     * @param url where the attestation of an artifact is, with placeholders such as {@code {sha256}} after the host
     * @param keys the trusted public keys, or certificates, as PEM
     */
    @DataBoundConstructor
    public AttestationCondition(String id, String url, String keys) {
        super(id, url);
        this.keys = Util.fixNull(keys).strip();
    }

    public String getKeys() {
        return keys;
    }

    /** {@code provenance} or {@code vsa}; empty: {@code provenance}. */
    public String getPredicate() {
        return predicate;
    }

    @DataBoundSetter
    public void setPredicate(String predicate) {
        this.predicate = Util.fixNull(predicate).strip();
    }

    /** The id of the builder, or of the verifier of a summary; empty: any that a trusted key signed for. */
    public String getIssuer() {
        return issuer;
    }

    @DataBoundSetter
    public void setIssuer(String issuer) {
        this.issuer = Util.fixNull(issuer).strip();
    }

    /** What a summary has to have verified, such as {@code SLSA_BUILD_LEVEL_3}; empty: anything. */
    public String getLevel() {
        return level;
    }

    @DataBoundSetter
    public void setLevel(String level) {
        this.level = Util.fixNull(level).strip();
    }

    @Override
    public ConditionRequest toRequest() {
        return request(HttpMethod.GET, "", new AttestationRule(trusted(), wanted(), issuer, level));
    }

    private List<VerificationKey> trusted() {
        try {
            return VerificationKey.parseAll(keys);
        } catch (IOException e) {
            throw new IllegalArgumentException("keys: " + e.getMessage(), e);
        }
    }

    private Predicate wanted() {
        String word = predicate.isEmpty() ? words().get(0) : predicate.toLowerCase(Locale.ROOT);
        if (!words().contains(word)) {
            throw new IllegalArgumentException(Suggestions.unknown("predicate", predicate, words()));
        }
        return Predicate.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static List<String> words() {
        return Arrays.stream(Predicate.values())
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** What a file leaves out is empty; what it has wrong becomes a problem of the environment. */
    private Object readResolve() {
        AttestationCondition copy = copy(getId(), getUrl(), keys, predicate, issuer, level);
        copy.setAll(getCredentialsId(), getEvery(), getTimeout());
        return copy;
    }

    private static AttestationCondition copy(
            String id, String url, String keys, String predicate, String issuer, String level) {
        AttestationCondition copy = new AttestationCondition(id, url, keys);
        copy.setPredicate(predicate);
        copy.setIssuer(issuer);
        copy.setLevel(level);
        return copy;
    }

    /** The form of a condition. */
    @Extension
    @Symbol("attestationCondition")
    public static final class DescriptorImpl extends ConditionDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.AttestationCondition_displayName();
        }

        /** Says at the address what is wrong with the condition as a whole. */
        @POST
        public FormValidation doCheckUrl(
                @AncestorInPath @CheckForNull Item folder,
                @QueryParameter String id,
                @QueryParameter String value,
                @QueryParameter String keys,
                @QueryParameter String predicate,
                @QueryParameter String issuer,
                @QueryParameter String level,
                @QueryParameter String every,
                @QueryParameter String timeout) {
            AttestationCondition condition = copy(id, value, keys, predicate, issuer, level);
            condition.setAll("", every, timeout);
            return AdminForm.validate(folder, condition::toRequest);
        }

        @POST
        public ListBoxModel doFillPredicateItems() {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.AttestationCondition_provenance(), words().get(0));
            items.add(Messages.AttestationCondition_summary(), words().get(1));
            return items;
        }
    }
}
