package io.jenkins.plugins.releasechecklist.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.engine.notes.commit.ReferencePattern;
import java.util.Objects;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** How issues or pull requests are named in commits, and where they are: words that become links in the change log. */
public class Reference implements Describable<Reference> {
    private final String pattern;
    private final String url;

    /**
     * Makes links of what matches.
     *
     * @param pattern a regular expression, such as {@code [A-Z]+-[0-9]+}
     * @param url an {@code http} or {@code https} address, in which {@code $0} stands for what matched and {@code $1} to {@code
     *     $9} for its groups
     * @throws IllegalArgumentException if one of them is wrong
     */
    @DataBoundConstructor
    public Reference(String pattern, String url) {
        this.pattern = Util.fixNull(pattern).strip();
        this.url = Util.fixNull(url).strip();
        toPattern();
    }

    public String getPattern() {
        return pattern;
    }

    public String getUrl() {
        return url;
    }

    final ReferencePattern toPattern() {
        return ReferencePattern.of(pattern, url);
    }

    private Object readResolve() {
        // A file edited by hand into something invalid: Jenkins leaves the reference out and reports it as unreadable
        // data.
        return new Reference(pattern, url);
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<Reference> {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.Reference_displayName();
        }

        @POST
        public FormValidation doCheckPattern(@QueryParameter String value) {
            return AdminForm.validate(() -> Objects.requireNonNull(
                    ReferencePattern.compiled(Util.fixNull(value).strip())));
        }

        /** Checks the address, and that the pattern has the groups that it names. */
        @POST
        public FormValidation doCheckUrl(@QueryParameter String value, @QueryParameter String pattern) {
            return AdminForm.validate(
                    () -> Objects.requireNonNull(ReferencePattern.of(Util.fixNull(pattern), Util.fixNull(value))));
        }
    }
}
