package io.jenkins.plugins.releasechecklist.checks;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import java.io.Serializable;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A header that an HTTP check sends. In a Jenkinsfile, a map is shorter: {@code headers: [Accept: 'application/json']}. */
public class HttpHeader implements Describable<HttpHeader>, Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String value;

    /** Makes a header; null stands for empty, and the check says what is wrong with it. */
    @DataBoundConstructor
    public HttpHeader(@CheckForNull String name, @CheckForNull String value) {
        this.name = Util.fixNull(name).strip();
        this.value = Util.fixNull(value);
    }

    public String getName() {
        return name;
    }

    public String getValue() {
        return value;
    }

    @Extension
    @Symbol("httpHeader")
    public static final class DescriptorImpl extends Descriptor<HttpHeader> implements ScalarsAsText {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.HttpHeader_displayName();
        }

        /** Checks that the client may send a header with the name. */
        @POST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return ReleaseCheckDescriptor.validateRequired(
                    item,
                    value,
                    text -> HttpCheck.builder("http://localhost/")
                            .header(text.strip(), "")
                            .build());
        }
    }
}
