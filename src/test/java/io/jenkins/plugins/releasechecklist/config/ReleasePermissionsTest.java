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
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

class ReleasePermissionsTest extends OneJenkins {
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
        assertThat(PermissionGroup.getAll())
                .anySatisfy(group -> assertThat(group.getId()).isEqualTo("Release"));
        for (String name : new String[] {"Approve", "Override"}) {
            Permission permission = Permission.fromId(ReleasePermissions.class.getName() + "." + name);
            assertThat(permission.isContainedBy(PermissionScope.JENKINS)).isTrue();
            assertThat(permission.isContainedBy(PermissionScope.ITEM_GROUP)).isTrue();
            assertThat(permission.isContainedBy(PermissionScope.ITEM)).isTrue();
            assertThat(permission.getEnabled()).isTrue();
            assertThat(permission.description.toString()).isNotBlank();
        }
    }

    private static boolean allowed(FreeStyleBuild build, String user, Permission permission) {
        return build.getACL()
                .hasPermission2(User.getOrCreateByIdOrFullName(user).impersonate2(), permission);
    }
}
