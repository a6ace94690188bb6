package io.jenkins.plugins.releasechecklist.engine.probe.address;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.probe.CountingServer;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.tcp.TcpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.tls.TlsCheck;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a policy denies is never connected to, in whatever way a check is led to it. */
class NetworkPolicyConnectionTest {
    private final ProbeFixture fixture = new ProbeFixture(
                    new NetworkPolicy(
                            TargetRules.parse("allowedTargets", List.of("*.test", "127.0.0.1")),
                            List.of(
                                    TargetRules.parse("deniedTargets", List.of("127.0.0.2", "secret.test")),
                                    TargetRules.parse("controllerDeniedTargets", List.of("169.254.0.0/16")))),
                    ProbeFixture.SYSTEM_TRUST)
            .name("shop.test", "127.0.0.1")
            .name("inside.test", "127.0.0.2")
            .name("both.test", "127.0.0.1", "127.0.0.2")
            .name("secret.test", "127.0.0.1")
            .name("metadata.test", "169.254.169.254")
            .name("shop.elsewhere", "127.0.0.2")
            .name("other.elsewhere", "127.0.0.3");
    private CountingServer inside;
    private LoopbackServer shop;

    @BeforeEach
    void start() throws IOException {
        inside = new CountingServer("127.0.0.2");
        shop = new LoopbackServer().on("/", 200, "");
    }

    @AfterEach
    void nothingEverConnected() throws IOException {
        assertThat(inside.connections()).isZero();
        inside.close();
        shop.close();
        fixture.close();
    }

    private String error(String url) throws Exception {
        return fixture.errorOf(HttpCheck.builder(url).build());
    }

    @Test
    void connectsToWhatIsAllowed() throws Exception {
        assertThat(error("http://shop.test:" + shop.port() + "/")).isEqualTo("passed");
        assertThat(error("http://127.0.0.1:" + shop.port() + "/")).isEqualTo("passed");
    }

    @Test
    void deniesANameByItsAddress() throws Exception {
        String reason = " is not allowed: the rule 127.0.0.2 denies it (deniedTargets)";
        assertThat(error("http://inside.test:" + inside.port()))
                .isEqualTo("connecting to 127.0.0.2 (inside.test)" + reason);
        assertThat(fixture.errorOf(TcpCheck.parse("inside.test:" + inside.port())))
                .isEqualTo("connecting to 127.0.0.2 (inside.test)" + reason);
        assertThat(fixture.errorOf(TlsCheck.parse("inside.test:" + inside.port())))
                .isEqualTo("connecting to 127.0.0.2 (inside.test)" + reason);
    }

    @Test
    void deniesANameThatResolvesToAnAllowedAddressFirstAndToADeniedOneNext() throws Exception {
        assertThat(error("http://both.test:" + shop.port() + "/"))
                .isEqualTo("connecting to 127.0.0.2 (both.test) is not allowed: the rule 127.0.0.2 denies it"
                        + " (deniedTargets)");
        assertThat(shop.asked()).isEmpty();
    }

    @Test
    void deniesAHostWhateverItsAddress() throws Exception {
        assertThat(error("http://secret.test:" + shop.port() + "/"))
                .isEqualTo("connecting to 127.0.0.1 (secret.test) is not allowed: the rule secret.test denies it"
                        + " (deniedTargets)");
        assertThat(error("http://other.elsewhere:" + shop.port() + "/"))
                .isEqualTo("connecting to 127.0.0.3 (other.elsewhere) is not allowed: no rule allows it"
                        + " (allowedTargets)");
    }

    @Test
    void deniesARedirectToTheMetadataOfACloud() throws Exception {
        shop.redirect("/address", 302, "http://169.254.169.254/latest/meta-data/");
        shop.redirect("/name", 302, "http://metadata.test/");
        shop.redirect("/inside", 302, "http://inside.test:" + inside.port() + "/");
        String reason = " is not allowed: the rule 169.254.0.0/16 denies it (controllerDeniedTargets)";
        assertThat(error(shop.url("/address"))).isEqualTo("connecting to 169.254.169.254" + reason);
        assertThat(error(shop.url("/name"))).isEqualTo("connecting to 169.254.169.254 (metadata.test)" + reason);
        assertThat(error(shop.url("/inside"))).startsWith("connecting to 127.0.0.2 (inside.test) is not allowed");
    }
}
