package io.jenkins.plugins.releasechecklist.engine.announce;

import static io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent.INCIDENT_OPENED;
import static io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent.RELEASE_ANNOUNCED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class DeliveryIdTest {

    @Test
    void staysTheSameForEver() {
        // A record that was written by an older version is resumed with the same id: this value must not change.
        assertThat(DeliveryId.of("shop/7", RELEASE_ANNOUNCED, "stakeholders", "announce-1"))
                .hasToString("07cd9975965a1245ac22c56cf38ff7ab");
    }

    @Test
    void differsWithEveryPart() {
        assertThat(Set.of(
                        DeliveryId.of("shop/7", RELEASE_ANNOUNCED, "stakeholders", "a"),
                        DeliveryId.of("shop/8", RELEASE_ANNOUNCED, "stakeholders", "a"),
                        DeliveryId.of("shop/7", INCIDENT_OPENED, "stakeholders", "a"),
                        DeliveryId.of("shop/7", RELEASE_ANNOUNCED, "support", "a"),
                        DeliveryId.of("shop/7", RELEASE_ANNOUNCED, "stakeholders", "b"),
                        DeliveryId.of("shop/7", RELEASE_ANNOUNCED, "stakeholder", "sa")))
                .hasSize(6);
    }

    @Test
    void hasOneForm() {
        assertThatThrownBy(() -> new DeliveryId("ABC"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a delivery id of 32 lower-case hexadecimal digits, found \"ABC\"");
    }
}
