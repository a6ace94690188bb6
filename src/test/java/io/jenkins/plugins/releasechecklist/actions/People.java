package io.jenkins.plugins.releasechecklist.actions;

import hudson.model.Item;
import hudson.security.csrf.DefaultCrumbIssuer;
import io.jenkins.plugins.releasechecklist.config.ReleaseChecklistConfiguration;
import io.jenkins.plugins.releasechecklist.config.ReleasePermissions;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/**
 * A Jenkins with a user for each role, named {@code pm}, {@code qa}, {@code devops} and {@code support}, and others: {@code both}
 * holds two roles, {@code boss} may override but has no role, {@code keen} may approve but has no role, {@code reader} may
 * only read, and {@code qa-reader} has the role but not the permission. {@code stranger} may not even read, and {@code admin}
 * administers.
 */
public final class People {
    private People() {}

    public static void moveIn(JenkinsRule jenkins) {
        String[] approvers = {"pm", "qa", "devops", "support", "both", "keen"};
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("stranger")
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to(Stream.concat(Stream.of("boss", "reader", "qa-reader"), Stream.of(approvers))
                        .toArray(String[]::new))
                .grant(ReleasePermissions.APPROVE)
                .everywhere()
                .to(approvers)
                .grant(ReleasePermissions.OVERRIDE)
                .everywhere()
                .to("boss"));
        jenkins.jenkins.setCrumbIssuer(new DefaultCrumbIssuer(false));
        ReleaseChecklistConfiguration.get()
                .setRoles(List.of(
                        role("product-manager", "pm", "both"),
                        role("qa", "qa", "qa-reader", "both"),
                        role("devops", "devops"),
                        role("support", "support")));
    }

    private static Role role(String name, String... users) {
        Role role = new Role(name);
        role.setUsers(List.of(users));
        return role;
    }
}
