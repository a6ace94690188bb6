package io.jenkins.plugins.releasechecklist.config.role;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.security.SecurityRealm;
import hudson.security.UserMayOrMayNotExistException2;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.config.form.KnownNames;
import io.jenkins.plugins.releasechecklist.config.form.TextAreaLines;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Who holds a role of the release guide: users by their ids, and members of groups. */
public class Role implements Describable<Role> {
    private final String name;
    private List<String> users = TextAreaLines.of(null);
    private List<String> groups = TextAreaLines.of(null);
    private String channel = "";
    private String title = "";

    /**
     * Makes a role that nobody holds yet.
     *
     * @param name as checklists and gates name it, such as {@code product-manager}
     * @throws IllegalArgumentException if it is not made of lower-case letters, digits and hyphens
     */
    @DataBoundConstructor
    public Role(String name) {
        this.name = Ids.require(Util.fixNull(name).strip(), "role name");
    }

    public String getName() {
        return name;
    }

    /** What people call the role, such as {@code Product manager}; empty where they call it by its name. */
    public String getTitle() {
        return title;
    }

    @DataBoundSetter
    public void setTitle(String title) {
        this.title = Util.fixNull(title).strip();
    }

    /** Ids of users. How they are compared is the security realm's rule. */
    public List<String> getUsers() {
        return List.copyOf(users);
    }

    /** Sets the users; an element may hold several ids, one a line. */
    @DataBoundSetter
    public void setUsers(List<String> users) {
        this.users = TextAreaLines.of(users);
    }

    /** Names of groups, as the security realm knows them. */
    public List<String> getGroups() {
        return List.copyOf(groups);
    }

    /** Sets the groups; an element may hold several names, one a line. */
    @DataBoundSetter
    public void setGroups(List<String> groups) {
        this.groups = TextAreaLines.of(groups);
    }

    /** The name of the channel through which the people of the role are called to gates; empty when they are not. */
    public String getChannel() {
        return channel;
    }

    @DataBoundSetter
    public void setChannel(String channel) {
        this.channel = Util.fixNull(channel).strip();
    }

    public String getUsersText() {
        return TextAreaLines.text(users);
    }

    public String getGroupsText() {
        return TextAreaLines.text(groups);
    }

    /** Whether there is anybody who could hold the role. */
    public boolean hasMembers() {
        return !users.isEmpty() || !groups.isEmpty();
    }

    /** Who holds the role, in a line. */
    public String getMembersText() {
        return hasMembers()
                ? String.join(
                        ", ", Stream.concat(users.stream(), groups.stream()).toList())
                : Messages.Role_nobody();
    }

    private Object readResolve() {
        // A file edited by hand into something invalid: Jenkins leaves the role out and reports it as unreadable data.
        Ids.require(Util.fixNull(name), "role name");
        users = TextAreaLines.of(users);
        groups = TextAreaLines.of(groups);
        channel = Util.fixNull(channel);
        title = Util.fixNull(title);
        return this;
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<Role> {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.Role_displayName();
        }

        @POST
        public FormValidation doCheckName(@QueryParameter String value) {
            return AdminForm.validate(() -> Ids.require(Util.fixNull(value).strip(), Messages.Role_name()));
        }

        /** Warns of users that the security realm does not know. */
        @POST
        public FormValidation doCheckUsers(@QueryParameter String value) {
            if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
                return FormValidation.ok();
            }
            List<String> unknown = TextAreaLines.of(List.of(Util.fixNull(value))).stream()
                    .filter(DescriptorImpl::isUnknown)
                    .toList();
            return unknown.isEmpty()
                    ? FormValidation.ok()
                    : FormValidation.warning(Messages.Role_unknownUsers(String.join(", ", unknown)));
        }

        /** Warns of a channel that is not configured. */
        @POST
        public FormValidation doCheckChannel(@QueryParameter String value) {
            return KnownNames.checkChannel(null, value);
        }

        @POST
        public AutoCompletionCandidates doAutoCompleteChannel(@QueryParameter String value) {
            return KnownNames.channels(null, value);
        }

        /** Whether the security realm says for certain that there is no such user. */
        private static boolean isUnknown(String id) {
            SecurityRealm realm = Jenkins.get().getSecurityRealm();
            if (realm == SecurityRealm.NO_AUTHENTICATION) {
                return false;
            }
            try {
                realm.loadUserByUsername2(id);
                return false;
            } catch (UserMayOrMayNotExistException2 e) {
                return false;
            } catch (UsernameNotFoundException e) {
                return true;
            } catch (AuthenticationException e) {
                // The realm cannot be asked now, which says nothing about the user.
                return false;
            }
        }
    }
}
