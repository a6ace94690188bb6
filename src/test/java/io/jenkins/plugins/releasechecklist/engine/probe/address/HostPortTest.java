package io.jenkins.plugins.releasechecklist.engine.probe.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
    @ParameterizedTest
    @CsvSource({
        "db.example.com:5432, db.example.com, 5432",
        "DB.Example.com:1, db.example.com, 1",
        "my_service:8080, my_service, 8080",
        "127.0.0.1:65535, 127.0.0.1, 65535",
        "[::1]:5432, ::1, 5432",
        "[fe80::1%25eth0]:80, fe80::1%eth0, 80",
        "127.1:80, 127.1, 80",
        "2130706433:80, 2130706433, 80",
        "shop.test.:80, shop.test., 80",
        "1and1.example:80, 1and1.example, 80",
        "bücher.example:80, xn--bcher-kva.example, 80"
    })
    void readsAnAddress(String text, String host, int port) {
        assertThat(HostPort.parse(text)).isEqualTo(new HostPort(host, port));
    }

    /** The JDK would go to fass.de, where a browser goes to xn--fa-hia.de. */
    @ParameterizedTest
    @ValueSource(strings = {"fa\u00DF.de", "FA\u1E9E.de", "\u03C3\u03C2.gr", "a\u200Db.de", "a\u200Cb.de"})
    void refusesAHostOfTwoMeanings(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HostPort(host, 443))
                .withMessage(
                        "expected a host name with \u00DF, \u03C2 or a joiner in the form xn--..., because not everybody"
                                + " takes them for the same host, found '" + host + "'");
        assertThat(HostPort.parse("xn--fa-hia.de:443").host()).isEqualTo("xn--fa-hia.de");
    }

    @ParameterizedTest
    @ValueSource(strings = {"db", "db.example.com", "[::1]", "10.0.0.1"})
    void saysThatThePortIsMissing(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostPort.parse(text))
                .withMessageEndingWith("found '" + text + "': the port is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostPort.parse(" "))
                .withMessageEndingWith("found ' '");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "db",
                ":80",
                "db:",
                "db:0",
                "db:65536",
                "db:x",
                "::1:80",
                "[db]:80",
                "[::1]",
                "a b:80",
                "db:1:2",
                "a/b:80",
                "user@db:80",
                "-db:80",
                "256.1.1.1:80",
                "1.2.3.4.5:80",
                "1.2.3.256:80",
                "shop.1:80",
                "4294967296:80",
                "a..b:80",
                "[1:2]:80",
                "[::1::2]:80",
                "[:::::]:80",
                "[::1]x:80"
            })
    void rejectsEverythingElse(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostPort.parse(text))
                .withMessageContaining("expected");
    }

    @Test
    void takesADefaultPort() {
        assertThat(HostPort.parse("[::1]", 443)).hasToString("[::1]:443");
        assertThat(HostPort.parse("db", 443)).hasToString("db:443");
    }
}
