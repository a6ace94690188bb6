package io.jenkins.plugins.releasechecklist.checks;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation;
import java.io.Serializable;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * What an HTTP check expects of a header of the answer. In a Jenkinsfile, a map is shorter:
 * {@code expectHeaders: ['Content-Type': '^application/json']}.
 */
public class ExpectedHeader implements Describable<ExpectedHeader>, Serializable {
    private static final long serialVersionUID = 1L;

    private static final String ANY = ".*";

    private final String name;
    private final String pattern;

    /** Makes an expectation; null stands for empty, and the check says what is wrong with it. */
    @DataBoundConstructor
    public ExpectedHeader(@CheckForNull String name, @CheckForNull String pattern) {
        this.name = Util.fixNull(name).strip();
        this.pattern = Util.fixNull(pattern);
    }

    public String getName() {
        return name;
    }

    public String getPattern() {
        return pattern;
    }

    @Extension
    @Symbol("expectedHeader")
    public static final class DescriptorImpl extends Descriptor<ExpectedHeader> implements ScalarsAsText {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.ExpectedHeader_displayName();
        }

        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validateRequired(
                    item, value, text -> new Expectation.HeaderMatches(text.strip(), ANY));
        }

        @POST
        public FormValidation doCheckPattern(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validateRequired(
                    item, value, text -> new Expectation.HeaderMatches("Accept", text));
        }
    }
}
