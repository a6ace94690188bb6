package io.jenkins.plugins.releasechecklist.engine.probe.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0",
        "10.0.0.0/8, 10.255.255.255",
        "10.0.0.0/8, ::ffff:10.1.2.3",
        "0.0.0.0/0, 203.0.113.7",
        "203.0.113.7, 203.0.113.7",
        "203.0.113.7/32, 203.0.113.7",
        "192.168.4.0/22, 192.168.7.255",
        "::ffff:10.0.0.0/104, 10.9.9.9",
        "::/0, 2001:db8::1",
        "2001:db8::/32, 2001:db8:ffff::1",
        "2001:db8::/33, 2001:db8:7fff::1",
        "2001:DB8::1, 2001:db8:0:0:0:0:0:1",
        "169.254.0.0/16, 169.254.169.254"
    })
    void contains(String network, String address) throws UnknownHostException {
        assertThat(IpNetwork.parse(network).contains(InetAddress.getByName(address)))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 11.0.0.0",
        "10.0.0.0/8, 9.255.255.255",
        "203.0.113.7, 203.0.113.8",
        "192.168.4.0/22, 192.168.8.0",
        "0.0.0.0/0, ::1",
        "::/0, 127.0.0.1",
        "2001:db8::/33, 2001:db8:8000::1",
        "2001:db8::1, 2001:db8::2"
    })
    void containsNothingElse(String network, String address) throws UnknownHostException {
        assertThat(IpNetwork.parse(network).contains(InetAddress.getByName(address)))
                .isFalse();
    }

    @Test
    void takesAMappedAddressThatTheJdkKeepsAsIpv6() throws UnknownHostException {
        byte[] bytes = new byte[16];
        bytes[10] = -1;
        bytes[11] = -1;
        bytes[12] = 10;
        bytes[15] = 1;
        InetAddress mapped = Inet6Address.getByAddress("db", bytes, 0);
        assertThat(IpNetwork.parse("10.0.0.0/8").contains(mapped)).isTrue();
        assertThat(IpNetwork.parse("::/0").contains(mapped)).isFalse();
        assertThat(IpNetwork.text(mapped)).isEqualTo("10.0.0.1");
    }

    @Test
    void doesNotMindAZone() throws UnknownHostException {
        InetAddress zoned =
                Inet6Address.getByAddress("db", InetAddress.getByName("fe80::1").getAddress(), 1);
        assertThat(IpNetwork.parse("fe80::/10").contains(zoned)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8",
        "' 10.0.0.0/8 ', 10.0.0.0/8",
        "203.0.113.7/32, 203.0.113.7",
        "2001:DB8:0:0:0:0:0:0/32, 2001:db8::/32",
        "0:0:0:0:0:0:0:1, ::1",
        "::/0, ::/0",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
        "::ffff:10.0.0.0/104, 10.0.0.0/8"
    })
    void isWrittenShortly(String text, String written) {
        assertThat(IpNetwork.parse(text)).hasToString(written).isEqualTo(IpNetwork.parse(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0/8",
                "10.0.0.256",
                "010.0.0.1",
                "1",
                "0x7f.1",
                "localhost",
                "a.b/8",
                "10.0.0.0/8/8",
                "::1::",
                "fe80::1%eth0",
                "[::1]",
                "10.0.0.0/-1",
                "10.0.0.0 /8",
                "*.example.com"
            })
    void rejectsWhatIsNoNetwork(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpNetwork.parse(text))
                .withMessage("expected an address such as 203.0.113.7 or a network such as 10.0.0.0/8, found '" + text
                        + "'");
    }

    @Test
    void tellsWhichPrefixIsPossible() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpNetwork.parse("10.0.0.0/33"))
                .withMessage("expected a prefix of /0 to /32, found /33");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpNetwork.parse("2001:db8::/129"))
                .withMessage("expected a prefix of /0 to /128, found /129");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpNetwork.parse("::ffff:10.0.0.0/8"))
                .withMessage("expected a prefix of /96 to /128 for an IPv4 address that is written as IPv6, found"
                        + " '::ffff:10.0.0.0/8'");
    }

    @Test
    void tellsTheFirstAddressOfTheNetwork() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpNetwork.parse("10.1.2.3/8"))
                .withMessage("expected the first address of a network, such as 10.0.0.0/8, found 10.1.2.3/8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IpNetwork.parse("2001:db8::1/32"))
                .withMessage("expected the first address of a network, such as 2001:db8::/32, found 2001:db8::1/32");
    }
}
