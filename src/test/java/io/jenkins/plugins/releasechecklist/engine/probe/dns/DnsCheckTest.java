package io.jenkins.plugins.releasechecklist.engine.probe.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.address.DenyAddress;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeNetwork;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a name has to resolve to. */
class DnsCheckTest {
    // It denies everything that the names below resolve to, and is never asked.
    private final ProbeFixture fixture = new ProbeFixture(new DenyAddress("10.1.2.3"), ProbeFixture.SYSTEM_TRUST)
            .name("one.test", "10.1.2.3")
            .name("both.test", "10.1.2.3", "2001:db8::7");

    @AfterEach
    void stop() {
        fixture.close();
    }

    private String errorOf(String host, String networks) throws Exception {
        return fixture.errorOf(DnsCheck.parse(host).resolvingTo(DnsCheck.networks(networks)));
    }

    @ParameterizedTest
    @CsvSource({
        "one.test, ''",
        "one.test, 10.1.2.3",
        "one.test, '203.0.113.7, 10.0.0.0/8'",
        "ONE.test, ::ffff:10.1.2.3",
        "both.test, '10.0.0.0/8,2001:db8::/32'",
        "both.test, '0.0.0.0/0,::/0'"
    })
    void passesWhenEveryAddressIsExpected(String host, String networks) throws Exception {
        assertThat(errorOf(host, networks)).isEqualTo("passed");
    }

    @Test
    void tellsWhatWasFoundInstead() throws Exception {
        assertThat(errorOf("one.test", "203.0.113.7, 192.168.0.0/16"))
                .isEqualTo("expected one.test to resolve to 203.0.113.7 or 192.168.0.0/16 only, found 10.1.2.3");
        assertThat(errorOf("both.test", "10.0.0.0/8"))
                .isEqualTo("expected both.test to resolve to 10.0.0.0/8 only, found 10.1.2.3, 2001:db8::7");
    }

    @Test
    void showsTheFirstOfManyAddresses() throws Exception {
        fixture.name(
                "many.test", IntStream.range(0, 12).mapToObj(i -> "10.0.0." + i).toArray(String[]::new));
        assertThat(errorOf("many.test", "203.0.113.7")).endsWith("10.0.0.8, 10.0.0.9 and 2 more");
    }

    @Test
    void tellsThatANameIsUnknown() throws Exception {
        assertThat(errorOf("none.test", "")).isEqualTo("host name none.test cannot be resolved");
        assertThat(errorOf("none.test", "10.0.0.0/8"))
                .isEqualTo("host name none.test cannot be resolved, expected it to resolve to 10.0.0.0/8");
    }

    @Test
    void resolvesARealName() throws Exception {
        try (ProbeNetwork network = ProbeNetwork.open(AddressGuard.ANY, ProbeProxy.NONE, 1)) {
            ProbeContext context = ProbeContext.of(network, (url, id) -> Optional.empty(), ProbeFixture.NO_COMMANDS);
            DnsCheck check = DnsCheck.parse("localhost").resolvingTo(DnsCheck.networks("127.0.0.0/8, ::1"));
            assertThat(check.attempt(context).get().passed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.1.2.3", "::1", "https://example.com", "example.com:53", "a b", "1.2"})
    void rejectsWhatIsNoHostName(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DnsCheck.parse(host))
                .withMessageMatching("expected a host name.*, found '.*'");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "10.0.0.1,", "10.0.0.0/8;::1", "www.example.com"})
    void rejectsWhatIsNoListOfNetworks(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DnsCheck.networks(text))
                .withMessageStartingWith(
                        "expected an address such as 203.0.113.7 or a network such as 10.0.0.0/8, found");
    }

    @Test
    void isNamedLikeTheHost() {
        DnsCheck check = DnsCheck.parse(" bücher.example ");
        assertThat(check.name()).isEqualTo("xn--bcher-kva.example");
        assertThat(check.target()).isEqualTo("xn--bcher-kva.example");
        assertThat(check.named("dns").resolvingTo(List.of()).name()).isEqualTo("dns");
    }
}
