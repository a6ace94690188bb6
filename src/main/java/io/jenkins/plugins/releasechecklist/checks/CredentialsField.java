package io.jenkins.plugins.releasechecklist.checks;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Queue;
import hudson.model.queue.Tasks;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.springframework.security.core.Authentication;

/**
 * A field of a form in which credentials are chosen for a URL.
 *
 * @param usable which credentials the field is for
 */
record CredentialsField(CredentialsMatcher usable) {
    /** What is sent with a request. */
    static final CredentialsField SENT = new CredentialsField(CredentialsMatchers.anyOf(
            CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class),
            CredentialsMatchers.instanceOf(StringCredentials.class)));

    /** What a client presents in a TLS handshake. */
    static final CredentialsField PRESENTED =
            new CredentialsField(CredentialsMatchers.instanceOf(StandardCertificateCredentials.class));

    /** What holds authorities to trust. */
    static final CredentialsField TRUSTED = new CredentialsField(CredentialsMatchers.anyOf(
            CredentialsMatchers.instanceOf(FileCredentials.class),
            CredentialsMatchers.instanceOf(StandardCertificateCredentials.class)));

    /** Offers what the job can use, to whoever may see it; everybody else gets back the current value alone. */
    ListBoxModel fill(@CheckForNull Item item, @CheckForNull String current, @CheckForNull String url) {
        StandardListBoxModel items = new StandardListBoxModel();
        String id = Util.fixNull(current);
        if (!maySee(item)) {
            return items.includeCurrentValue(id);
        }
        items.includeEmptyValue();
        if (item == null) {
            items.includeMatchingAs(ACL.SYSTEM2, Jenkins.get(), StandardCredentials.class, requirements(url), usable);
        } else {
            items.includeMatchingAs(as(item), item, StandardCredentials.class, requirements(url), usable);
        }
        return items.includeCurrentValue(id);
    }

    /** Checks that the job can use the credentials. An expression is not known before a build runs. */
    FormValidation validate(@CheckForNull Item item, @CheckForNull String value, @CheckForNull String url) {
        String id = Util.fixNull(value).strip();
        if (id.isEmpty() || id.startsWith("${") || !maySee(item)) {
            return FormValidation.ok();
        }
        CredentialsMatcher matcher = CredentialsMatchers.allOf(CredentialsMatchers.withId(id), usable);
        ListBoxModel found = item == null
                ? CredentialsProvider.listCredentialsInItemGroup(
                        StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, requirements(url), matcher)
                : CredentialsProvider.listCredentialsInItem(
                        StandardCredentials.class, item, as(item), requirements(url), matcher);
        return found.isEmpty() ? FormValidation.warning(Messages.CredentialsField_notFound(id)) : FormValidation.ok();
    }

    private static boolean maySee(@CheckForNull Item item) {
        return item == null
                ? Jenkins.get().hasPermission(Jenkins.ADMINISTER)
                : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(CredentialsProvider.USE_ITEM);
    }

    private static Authentication as(Item item) {
        return item instanceof Queue.Task task ? Tasks.getAuthenticationOf2(task) : ACL.SYSTEM2;
    }

    private static List<DomainRequirement> requirements(@CheckForNull String url) {
        return URIRequirementBuilder.fromUri(Util.fixNull(url).strip()).build();
    }
}
