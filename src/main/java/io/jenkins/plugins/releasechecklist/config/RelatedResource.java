package io.jenkins.plugins.releasechecklist.config;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.engine.text.WebAddress;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Where a document is that a checklist names as related, such as the role handoff checklist. */
public class RelatedResource implements Describable<RelatedResource> {
    private final String title;
    private final String url;

    /**
     * Gives a resource its address.
     *
     * @param title the title as the checklist has it
     * @param url an {@code http} or {@code https} address; others, such as {@code javascript:}, would run on the page
     * @throws IllegalArgumentException if the title is blank, or the address is of another kind
     */
    @DataBoundConstructor
    public RelatedResource(String title, String url) {
        this.title = requireTitle(title);
        this.url = requireUrl(url);
    }

    public String getTitle() {
        return title;
    }

    public String getUrl() {
        return url;
    }

    private static String requireTitle(String title) {
        String stripped = Util.fixNull(title).strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException("title of a resource: expected text, found nothing");
        }
        return stripped;
    }

    private static String requireUrl(String text) {
        String stripped = Util.fixNull(text).strip();
        if (!WebAddress.is(stripped)) {
            throw new IllegalArgumentException("url of a resource: expected an http or https address such as"
                    + " https://wiki.example.com/handoff, found '" + stripped + "'");
        }
        return stripped;
    }

    private Object readResolve() {
        return new RelatedResource(title, url);
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<RelatedResource> {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.RelatedResource_displayName();
        }

        @POST
        public FormValidation doCheckTitle(@QueryParameter String value) {
            return AdminForm.validate(() -> requireTitle(value));
        }

        @POST
        public FormValidation doCheckUrl(@QueryParameter String value) {
            return AdminForm.validate(() -> requireUrl(value));
        }
    }
}
