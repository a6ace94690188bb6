package io.jenkins.plugins.releasechecklist.engine.probe.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may be probed: lists of hosts, addresses and networks. */
class NetworkPolicyTest {
    private static final List<String> NONE = List.of();

    private static NetworkPolicy policy(List<String> allowed, List<String> denied) {
        return new NetworkPolicy(
                TargetRules.parse("allowedTargets", allowed), List.of(TargetRules.parse("deniedTargets", denied)));
    }

    private static void assertDenied(NetworkPolicy policy, String host, String address, String reason)
            throws Exception {
        InetAddress target = InetAddress.getByName(address);
        assertThatExceptionOfType(ForbiddenAddressException.class)
                .isThrownBy(() -> policy.check(host, target))
                .withMessage(reason);
    }

    private static void assertAllowed(NetworkPolicy policy, String host, String address) throws Exception {
        InetAddress target = InetAddress.getByName(address);
        assertThatCode(() -> policy.check(host, target)).doesNotThrowAnyException();
    }

    @Test
    void allowsEverythingWithoutRules() throws Exception {
        assertAllowed(policy(NONE, NONE), "www.example.com", "127.0.0.1");
        assertAllowed(policy(NONE, NONE), "::1", "::1");
    }

    @ParameterizedTest
    @CsvSource({
        "169.254.0.0/16, 169.254.169.254",
        "10.0.0.0/8, 10.255.255.255",
        "203.0.113.7, 203.0.113.7",
        "fe80::/10, febf::1",
        "fd00:ec2::254, fd00:ec2::254",
        "::1, ::1",
        "0.0.0.0/0, 192.0.2.1"
    })
    void deniesANetwork(String rule, String address) throws Exception {
        assertDenied(
                policy(NONE, List.of("192.168.0.0/16", rule)),
                "www.example.com",
                address,
                "the rule " + rule + " denies it (deniedTargets)");
    }

    /** As the handbook says it for administrators. */
    @Test
    void deniesANetworkBehindTheOwnPrefixOfNat64() throws Exception {
        NetworkPolicy policy = policy(NONE, List.of("2001:db8:64::10.0.0.0/104"));
        assertDenied(
                policy,
                "www.example.com",
                "2001:db8:64::aff:102",
                "the rule 2001:db8:64::a00:0/104 denies it (deniedTargets)");
        assertAllowed(policy, "www.example.com", "2001:db8:64::b00:1");
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.0/8, 11.0.0.0", "10.0.0.0/8, 9.255.255.255", "::1, ::2", "0.0.0.0/0, 2001:db8::1"})
    void leavesOtherNetworksAlone(String rule, String address) throws Exception {
        assertAllowed(policy(NONE, List.of(rule)), "www.example.com", address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::ffff:169.254.169.254",
                "::169.254.169.254",
                "::ffff:0:169.254.169.254",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1:a9fe:a9:fe00::",
                "64:ff9b:1:ffa9:fe:a9fe::",
                "64:ff9b:1:ffff:a9:fea9:fe00:0",
                "64:ff9b:1::169.254.169.254",
                "64:ff9b:1:ffff:ffff:ffff:a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "2001:0:5ef5:79fb:0:0:5601:5601",
                "fe80::5efe:169.254.169.254",
                "2001:db8::200:5efe:169.254.169.254"
            })
    void deniesEveryFormOfADeniedAddress(String form) throws Exception {
        assertDenied(
                policy(NONE, List.of("169.254.0.0/16")),
                form,
                form,
                "the rule 169.254.0.0/16 denies it (deniedTargets)");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8, 0.0.0.0",
        "127.0.0.0/8, ::",
        "127.0.0.0/8, ::ffff:0.0.0.0",
        "127.0.0.0/8, ::ffff:0:0.0.0.0",
        "127.0.0.0/8, 64:ff9b::0.0.0.0",
        "127.0.0.0/8, 64:ff9b:1::",
        "127.0.0.0/8, 2002::",
        "127.0.0.1, 64:ff9b:1:7f00:0:100::",
        "::1, ::",
        "::1, 0.0.0.0"
    })
    void deniesTheUnspecifiedAddressAsLoopback(String rule, String address) throws Exception {
        assertDenied(policy(NONE, List.of(rule)), "x.test", address, "the rule " + rule + " denies it (deniedTargets)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"64:ff9b::8.8.8.8", "64:ff9b:1::8.8.8.8", "64:ff9b:1:808:8:800::", "0.0.0.1", "::2"})
    void takesOnlyTheUnspecifiedAddressForLoopback(String address) throws Exception {
        assertAllowed(policy(NONE, List.of("127.0.0.0/8", "::1", "0.0.0.0")), address, address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2001:db8::a9fe:a9fe", "2003:a9fe:a9fe::1", "::1", "::"})
    void takesNoOtherAddressForAFormOfOne(String address) throws Exception {
        assertAllowed(policy(NONE, List.of("169.254.0.0/16", "0.0.0.0/8")), address, address);
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.com, www.example.com",
        "www.example.com, www.example.com.",
        "WWW.Example.com, www.EXAMPLE.com",
        "*.example.com, www.example.com",
        "*.example.com, a.b.example.com",
        "*.bücher.example, www.xn--bcher-kva.example"
    })
    void deniesAHost(String rule, String host) throws Exception {
        InetAddress address = InetAddress.getByName("203.0.113.7");
        assertThatExceptionOfType(ForbiddenAddressException.class)
                .isThrownBy(() -> policy(NONE, List.of(rule)).check(host, address));
    }

    @ParameterizedTest
    @CsvSource({
        "www.example.com, example.com",
        "*.example.com, example.com",
        "*.example.com, badexample.com",
        "www.example.com, www.example.com.evil.test"
    })
    void leavesOtherHostsAlone(String rule, String host) throws Exception {
        assertAllowed(policy(NONE, List.of(rule)), host, "203.0.113.7");
    }

    @Test
    void allowsOnlyWhatIsInTheListOfAllowedOnes() throws Exception {
        NetworkPolicy policy = policy(List.of("*.example.com", "10.0.0.0/8"), NONE);
        assertAllowed(policy, "www.example.com", "203.0.113.7");
        assertAllowed(policy, "db.internal", "10.1.2.3");
        assertDenied(policy, "www.example.org", "203.0.113.7", "no rule allows it (allowedTargets)");
        // Whether somebody translates it to 10.1.2.3, nobody here knows.
        assertDenied(policy, "x", "64:ff9b::10.1.2.3", "no rule allows it (allowedTargets)");
    }

    @Test
    void deniesWhatIsInBothLists() throws Exception {
        assertDenied(
                policy(List.of("www.example.com"), List.of("127.0.0.0/8")),
                "www.example.com",
                "127.0.0.1",
                "the rule 127.0.0.0/8 denies it (deniedTargets)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.0/33 | expected a prefix of /0 to /32, found /33",
                "10.0.0.1/8 | expected the first address of a network, such as 10.0.0.0/8, found 10.0.0.1/8",
                "10.0.0 | expected an address such as 203.0.113.7 or a network such as 10.0.0.0/8, found '10.0.0'",
                "https://www.example.com | expected an address such as 203.0.113.7 or a network such as 10.0.0.0/8, found"
                        + " 'https://www.example.com'",
                "www.*.com | expected a host such as www.example.com or *.example.com, an address, or a network such as"
                        + " 10.0.0.0/8, found 'www.*.com'",
                "* | expected a host such as www.example.com or *.example.com, an address, or a network such as"
                        + " 10.0.0.0/8, found '*'",
                "a..b | expected a host such as www.example.com or *.example.com, an address, or a network such as"
                        + " 10.0.0.0/8, found 'a..b'"
            })
    void saysWhichLineIsWrong(String line, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TargetRules.parse("deniedTargets", List.of("10.0.0.0/8", line)))
                .withMessage("deniedTargets, line 2: " + message);
    }

    @Test
    void travelsToAgents() throws Exception {
        NetworkPolicy policy = policy(List.of("*.example.com", "10.0.0.0/8"), List.of("::1"));
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(sent)) {
            out.writeObject(policy);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(policy);
        }
    }
}
