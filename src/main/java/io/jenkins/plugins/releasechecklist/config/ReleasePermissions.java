package io.jenkins.plugins.releasechecklist.config;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.DoNotUse;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * The permissions of the group "Release Checklist". To vote and to sign off needs a role besides the permission, so an administrator is not
 * an approver by being an administrator. To override needs no role, so nothing implies that permission: it has to be granted.
 */
public final class ReleasePermissions {
    /** The group, {@code Release Checklist} in the configuration of a matrix. */
    public static final PermissionGroup GROUP =
            new PermissionGroup("Release Checklist", ReleasePermissions.class, Messages._ReleasePermissions_group());

    /** To vote on gates and to sign off items, together with the role that is asked for. */
    public static final Permission APPROVE = new Permission(
            GROUP, "Approve", Messages._ReleasePermissions_approve(), FormerGroup.APPROVE, true, FormerGroup.SCOPES);

    /** To waive a required item and to force a gate, with a reason. */
    public static final Permission OVERRIDE = new Permission(
            GROUP, "Override", Messages._ReleasePermissions_override(), FormerGroup.OVERRIDE, true, FormerGroup.SCOPES);

    private ReleasePermissions() {}

    /** Called by Jenkins: loading this class is what offers the permissions before any configuration names them. */
    @Initializer(before = InitMilestone.SYSTEM_CONFIG_LOADED)
    @Restricted(DoNotUse.class)
    public static void register() {
        // The constants above register themselves.
    }

    /**
     * The group as it was called first, in the configuration as code of that time. Its name is that of the group of the Release plugin
     * as well, which comes first where it is installed. Whoever has a permission of it has the one that replaced it.
     */
    @Restricted(NoExternalUse.class)
    static final class FormerGroup {
        private static final PermissionScope[] SCOPES = {PermissionScope.ITEM, PermissionScope.RUN};

        private static final PermissionGroup GROUP =
                new PermissionGroup("Release", FormerGroup.class, Messages._ReleasePermissions_formerGroup());

        private static final Permission APPROVE = new Permission(
                GROUP, "Approve", Messages._ReleasePermissions_formerApprove(), Jenkins.ADMINISTER, true, SCOPES);

        private static final Permission OVERRIDE =
                new Permission(GROUP, "Override", Messages._ReleasePermissions_formerOverride(), null, true, SCOPES);

        private FormerGroup() {}
    }
}
