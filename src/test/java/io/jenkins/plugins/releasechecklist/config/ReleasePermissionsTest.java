package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.User;
import hudson.security.AuthorizationStrategy;
import hudson.security.FullControlOnceLoggedInAuthorizationStrategy;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.matrixauth.integrations.PermissionFinder;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

class ReleasePermissionsTest extends OneJenkins {
    // security.md: S4
    @Test
    void anAdministratorMayVoteWithARoleButNotOverride() throws Exception {
        rule().jenkins.setSecurityRealm(rule().createDummySecurityRealm());
        rule().jenkins
                .setAuthorizationStrategy(new MockAuthorizationStrategy()
                        .grant(Jenkins.ADMINISTER)
                        .everywhere()
                        .to("admin")
                        .grant(ReleasePermissions.APPROVE)
                        .everywhere()
                        .to("pm"));
        FreeStyleProject job = rule().createFreeStyleProject();
        FreeStyleBuild build = rule().buildAndAssertSuccess(job);

        assertThat(allowed(build, "admin", ReleasePermissions.APPROVE)).isTrue();
        assertThat(allowed(build, "admin", ReleasePermissions.OVERRIDE)).isFalse();
        assertThat(allowed(build, "pm", ReleasePermissions.APPROVE)).isTrue();
        assertThat(allowed(build, "pm", ReleasePermissions.OVERRIDE)).isFalse();
    }

    @Test
    void whoHoldsARoleMayVoteWhereLoggedInUsersMayDoAnything() throws Exception {
        rule().jenkins.setSecurityRealm(rule().createDummySecurityRealm());
        rule().jenkins.setAuthorizationStrategy(new FullControlOnceLoggedInAuthorizationStrategy());
        FreeStyleBuild build = rule().buildAndAssertSuccess(rule().createFreeStyleProject());

        assertThat(allowed(build, "pm", ReleasePermissions.APPROVE)).isTrue();
        assertThat(allowed(build, "pm", ReleasePermissions.OVERRIDE)).isFalse();
    }

    @Test
    void everybodyMayDecideWithoutSecurity() throws Exception {
        rule().jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        FreeStyleBuild build = rule().buildAndAssertSuccess(rule().createFreeStyleProject());
        assertThat(build.getACL().hasPermission2(Jenkins.ANONYMOUS2, ReleasePermissions.APPROVE))
                .isTrue();
    }

    @Test
    void aMatrixCanGrantThemOnEveryLevel() {
        assertThat(ReleasePermissions.GROUP.getId()).isEqualTo("Release Checklist");
        assertThat(ReleasePermissions.GROUP.title.toString()).isEqualTo("Release Checklist");
        for (String name : new String[] {"Approve", "Override"}) {
            Permission permission = Permission.fromId(ReleasePermissions.class.getName() + "." + name);
            assertThat(permission.isContainedBy(PermissionScope.JENKINS)).isTrue();
            assertThat(permission.isContainedBy(PermissionScope.ITEM_GROUP)).isTrue();
            assertThat(permission.isContainedBy(PermissionScope.ITEM)).isTrue();
            assertThat(permission.getEnabled()).isTrue();
            assertThat(permission.description.toString()).isNotBlank();
        }
    }

    /** What earlier configurations hold: the class in XML, the group "Release" in configuration as code. */
    @Test
    void theNamesThatTheyHadAreRead() throws Exception {
        String group = ReleasePermissions.class.getName();
        assertGrants("Release Checklist/Approve", "Release Checklist/Override");
        assertGrants(group + ".Approve", group + ".Override");
        assertGrants("Release/Approve", "Release/Override");
        assertThat(PermissionFinder.findPermission("Release Checklist/Approve")).isSameAs(ReleasePermissions.APPROVE);

        Permission of = anotherPluginWithAGroupRelease();

        assertThat(PermissionFinder.findPermission("Release/Release")).isSameAs(of);
        assertGrants("Release Checklist/Approve", "Release Checklist/Override");
        assertGrants(group + "$FormerGroup.Approve", group + "$FormerGroup.Override");
    }

    /** The Release plugin has one, and its class comes before ours. */
    private static Permission anotherPluginWithAGroupRelease() {
        PermissionGroup group =
                new PermissionGroup("Release", FolderProtectionTest.class, ReleasePermissions.GROUP.title);
        assertThat(group.compareTo(ReleasePermissions.GROUP)).isNegative();
        return new Permission(group, "Release", null, null, true, new PermissionScope[] {PermissionScope.JENKINS});
    }

    private static void assertGrants(String approve, String override) throws Exception {
        rule().jenkins.setSecurityRealm(rule().createDummySecurityRealm());
        String matrix = "<hudson.security.GlobalMatrixAuthorizationStrategy><permission>USER:" + approve
                + ":pm</permission><permission>USER:" + override
                + ":boss</permission></hudson.security.GlobalMatrixAuthorizationStrategy>";
        rule().jenkins.setAuthorizationStrategy((AuthorizationStrategy) Jenkins.XSTREAM2.fromXML(matrix));
        FreeStyleBuild build = rule().buildAndAssertSuccess(rule().createFreeStyleProject());
        assertThat(allowed(build, "pm", ReleasePermissions.APPROVE)).as(approve).isTrue();
        assertThat(allowed(build, "pm", ReleasePermissions.OVERRIDE))
                .as(approve)
                .isFalse();
        assertThat(allowed(build, "boss", ReleasePermissions.OVERRIDE))
                .as(override)
                .isTrue();
        assertThat(allowed(build, "boss", ReleasePermissions.APPROVE))
                .as(override)
                .isFalse();
    }

    private static boolean allowed(FreeStyleBuild build, String user, Permission permission) {
        return build.getACL()
                .hasPermission2(User.getOrCreateByIdOrFullName(user).impersonate2(), permission);
    }
}
