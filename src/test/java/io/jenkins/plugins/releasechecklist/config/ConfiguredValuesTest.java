package io.jenkins.plugins.releasechecklist.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.releasechecklist.config.channel.WebhookChannel;
import io.jenkins.plugins.releasechecklist.config.environment.ProtectedEnvironment;
import io.jenkins.plugins.releasechecklist.config.environment.RequiredApproval;
import io.jenkins.plugins.releasechecklist.config.role.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredValuesTest {
    @Test
    void refusesARoleNameThatNoChecklistCanHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Role("Product Manager"))
                .withMessageContainingAll("role name", "lower-case", "'Product Manager'", "'product-manager'");
        assertThatIllegalArgumentException().isThrownBy(() -> new Role(null)).withMessageContaining("role name");
    }

    @Test
    void takesOneUserALineAndLeavesTheRestOfTheNameAlone() {
        Role role = new Role("qa");
        role.setUsers(List.of("anna\r\n  bert \n\nanna"));
        role.setGroups(List.of("CN=QA,DC=example,DC=com", "quality assurance"));
        assertThat(role.getUsers()).containsExactly("anna", "bert");
        assertThat(role.getGroups()).containsExactly("CN=QA,DC=example,DC=com", "quality assurance");
        assertThat(role.getGroupsText()).isEqualTo("CN=QA,DC=example,DC=com\nquality assurance");
    }

    @Test
    void copiesLists() {
        List<String> users = new ArrayList<>(List.of("anna"));
        Role role = new Role("qa");
        role.setUsers(users);
        users.add("mallory");
        assertThat(role.getUsers()).containsExactly("anna");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 51})
    void refusesANumberOfPeopleOutsideTheRange(int count) {
        RequiredApproval approval = new RequiredApproval("qa");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> approval.setCount(count))
                .withMessageContainingAll("1 to 50", "qa", Integer.toString(count));
    }

    @Test
    void refusesTheSameRoleTwiceInAnEnvironment() {
        ProtectedEnvironment production = new ProtectedEnvironment("production");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> production.setApprovals(List.of(new RequiredApproval("qa"), new RequiredApproval("qa"))))
                .withMessage("Expected an approval by the role 'qa' once, found it twice");
    }

    @Test
    void refusesAnEnvironmentWithoutAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProtectedEnvironment(" "))
                .withMessage("environment: enter a name (production) or a pattern (prod*)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                "data:text/html,x",
                "//wiki.example.com",
                "/relative",
                "https:",
                "ftp://example.com",
                "https://exa mple.com",
                ""
            })
    void refusesAResourceThatIsNoWebAddress(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RelatedResource("Handoff", url))
                .withMessageContainingAll("http or https", "'" + url + "'");
    }

    @Test
    void refusesAResourceWithoutATitle() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RelatedResource("", "https://wiki.example.com"))
                .withMessageContaining("title");
    }

    @Test
    void refusesAWebhookAddressWithoutRepeatingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebhookChannel("stakeholders", "ftp://hooks.example.com/s3cr3t"))
                .withMessageContaining("https://hooks.example.com/release")
                .withMessageNotContaining("s3cr3t");
        assertThatIllegalArgumentException().isThrownBy(() -> new WebhookChannel("stakeholders", null));
    }

    @Test
    void refusesAChannelWithoutAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebhookChannel(null, "https://hooks.example.com/"))
                .withMessageContaining("channel name");
    }
}
