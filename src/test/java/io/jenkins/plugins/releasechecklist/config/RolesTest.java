package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.security.ACL;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import io.jenkins.plugins.releasechecklist.engine.gate.Approval;
import io.jenkins.plugins.releasechecklist.engine.gate.AuthenticationMethod;
import io.jenkins.plugins.releasechecklist.engine.gate.Identity;
import io.jenkins.plugins.releasechecklist.engine.gate.UserKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jenkins.model.IdStrategy;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

class RolesTest {
    private static final Role PM = role("product-manager", List.of("pm", "Anna"), List.of());
    private static final Role QA = role("qa", List.of("qa", "anna"), List.of());
    private static final Role DEVOPS = role("devops", List.of(), List.of("ops"));

    private final Roles roles = roles(QA, PM, DEVOPS);

    @Test
    void aUserHoldsARoleByIdAsTheSecurityRealmComparesIds() {
        assertThat(roles.heldBy(user("PM"))).containsExactly("product-manager");
        Roles exact = new Roles(List.of(PM), new IdStrategy.CaseSensitive(), new IdStrategy.CaseSensitive());
        assertThat(exact.heldBy(user("PM"))).isEmpty();
    }

    @Test
    void aUserHoldsARoleByGroup() {
        assertThat(roles.heldBy(user("kim", "staff", "ops"))).containsExactly("devops");
    }

    @Test
    void aGroupNamedLikeAUserGivesNoRole() {
        assertThat(roles.heldBy(user("ops", "pm"))).isEmpty();
    }

    @Test
    void severalRolesAreSorted() {
        assertThat(roles.heldBy(user("anna", "ops"))).containsExactly("devops", "product-manager", "qa");
    }

    @Test
    void neitherAnonymousNorJenkinsItselfHoldsARole() {
        Roles careless = roles(role("qa", List.of("anonymous", "SYSTEM"), List.of("anonymous")));
        assertThat(careless.heldBy(Jenkins.ANONYMOUS2)).isEmpty();
        assertThat(careless.heldBy(ACL.SYSTEM2)).isEmpty();
    }

    @Test
    void theElectorateCountsEveryPersonOnce() {
        assertThat(roles.electorate(new Approval(List.of("product-manager", "qa"), 1), Set.of()))
                .hasValue(3);
    }

    @Test
    void theElectorateIsUnknownWithAGroup() {
        assertThat(roles.electorate(new Approval(List.of("qa", "devops"), 1), Set.of()))
                .isEmpty();
    }

    @Test
    void aRoleThatIsNotConfiguredHasNoElectorate() {
        assertThat(roles.electorate(new Approval(List.of("support"), 1), Set.of()))
                .hasValue(0);
    }

    @Test
    void namesAreSorted() {
        assertThat(roles.names()).containsExactly("devops", "product-manager", "qa");
    }

    @Test
    void twoSpellingsAreOnePersonUnlessTheSecurityRealmSaysOtherwise() {
        assertThat(roles.key("JDoe")).isEqualTo(roles.key("jdoe"));
        Roles exact = new Roles(List.of(PM), new IdStrategy.CaseSensitive(), new IdStrategy.CaseSensitive());
        assertThat(exact.key("JDoe")).isNotEqualTo(exact.key("jdoe"));
        assertThat(exact.key("JDoe", Optional.empty())).isEqualTo(exact.key("JDoe"));
        assertThat(exact.key("x", Optional.of(new Identity(new UserKey("y"), AuthenticationMethod.SESSION))))
                .isEqualTo(new UserKey("y"));
    }

    private static Roles roles(Role... roles) {
        return new Roles(List.of(roles), IdStrategy.CASE_INSENSITIVE, IdStrategy.CASE_INSENSITIVE);
    }

    private static Role role(String name, List<String> users, List<String> groups) {
        Role role = new Role(name);
        role.setUsers(users);
        role.setGroups(groups);
        return role;
    }

    private static Authentication user(String id, String... groups) {
        return new UsernamePasswordAuthenticationToken(
                id, "", Arrays.stream(groups).map(SimpleGrantedAuthority::new).toList());
    }
}
