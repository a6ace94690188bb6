package io.jenkins.plugins.releasechecklist.engine.probe.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.LoopbackServer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionCheckTest {
    private static final List<String> ADDRESSES = List.of("127.0.0.1", "127.0.0.2", "127.0.0.3");

    private final List<LoopbackServer> instances = new ArrayList<>();
    private ProbeFixture fixture;
    private int port;

    @BeforeEach
    void start() throws IOException {
        fixture = new ProbeFixture().name("shop.test", ADDRESSES.toArray(String[]::new));
        for (String address : ADDRESSES) {
            instances.add(new LoopbackServer(address, port));
            port = instances.get(0).port();
        }
    }

    @AfterEach
    void stop() {
        fixture.close();
        instances.forEach(LoopbackServer::close);
    }

    private VersionCheck everyAddress() {
        return new VersionProbe(List.of("http://shop.test:" + port + "/version"), "$.version", "", true, "")
                .expecting("2.4.0");
    }

    private void runs(int instance, String version) {
        instances.get(instance).on("/version", 200, "{\"version\": \"" + version + "\"}");
    }

    @Test
    void asksEveryAddressBehindTheName() throws Exception {
        for (int i = 0; i < 3; i++) {
            runs(i, "2.4.0");
        }
        assertThat(fixture.errorOf(everyAddress())).isEqualTo("passed");
        assertThat(instances)
                .allSatisfy(instance -> assertThat(instance.asked())
                        .singleElement()
                        .extracting(LoopbackServer.Asked::host)
                        .isEqualTo("shop.test:" + port));
    }

    @ParameterizedTest
    @CsvSource({
        "v2.4.0, 2.4.0",
        "2.4.0, v2.4.0",
        "2.4.0, V2.4.0",
        "2.4.0, 2.4.0+build.17",
        "2.4.0+build.17, v2.4.0",
        "v2.4.0-rc.1, 2.4.0-rc.1+exp.sha.5114f85",
        "2.4.0+1, 2.4.0+1",
        "vega, vega"
    })
    void forgivesALeadingVAndBuildMetadata(String expected, String told) throws Exception {
        runs(0, told);
        assertThat(fixture.errorOf(one(expected))).isEqualTo("passed");
    }

    @ParameterizedTest
    @CsvSource({"2.4.0, 2.4.1", "2.4.0, v2.4.0-rc.1", "2.4.0+1, 2.4.0+2", "vega, ega", "2.4.0, 2.4", "2.4, 2.40"})
    void takesNoOtherVersionForIt(String expected, String told) throws Exception {
        runs(0, told);
        assertThat(fixture.errorOf(one(expected))).isEqualTo("expected version " + expected + ", got " + told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.4.0", "v2.4.0\n", "\"2.4.0\"", "2.4.0+build.17\r\n"})
    void readsPlainText(String answer) throws Exception {
        instances.get(0).on("/version", 200, answer);
        assertThat(fixture.errorOf(one("2.4.0"))).isEqualTo("passed");
        assertThat(fixture.errorOf(one("2.5.0"))).startsWith("expected version 2.5.0, got ");
    }

    /** What tells no version is not another one: it ends a verification in doubt, and does not fail it. */
    @ParameterizedTest
    @CsvSource({
        "'{\"version\": null}', 'expected version 2.4.0, got an answer without a version', ''",
        "'{\"version\": \" \"}', 'expected version 2.4.0, got an answer without a version', ''",
        "'{\"version\": \"v2.3.9\"}', 'expected version 2.4.0, got v2.3.9', v2.3.9",
        "2.3.9, 'expected version 2.4.0, got 2.3.9', 2.3.9"
    })
    void knowsAnotherVersionFromNone(String answer, String error, String other) throws Exception {
        instances.get(0).on("/version", 200, answer);
        Observation seen = fixture.attempt(one("2.4.0"));
        assertThat(seen.error()).isEqualTo(error);
        assertThat(seen.instead()).isEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>2.4.0</html>", "Not found", "{\"v\": \"2.4.0\"}", "[]"})
    void takesNoPageForAVersion(String answer) throws Exception {
        instances.get(0).on("/version", 200, answer);
        assertThat(fixture.errorOf(one("2.4.0")))
                .startsWith("expected version 2.4.0, ")
                .doesNotContain(", got 2.4.0");
    }

    private VersionCheck one(String version) {
        return new VersionProbe(List.of("http://127.0.0.1:" + port + "/version"), "$.version", "", false, "")
                .expecting(version);
    }

    @Test
    void asksOneAddressUnlessItIsToldToAskAll() throws Exception {
        runs(0, "2.4.0");
        VersionCheck one = new VersionProbe(
                        List.of("http://shop.test:" + port + "/version"), "$.version", "", false, "")
                .expecting("2.4.0");
        assertThat(fixture.errorOf(one)).isEqualTo("passed");
        assertThat(instances.get(1).asked()).isEmpty();
    }

    @Test
    void namesTheInstanceThatRunsAnotherVersion() throws Exception {
        runs(0, "2.4.0");
        runs(1, "2.3.9");
        runs(2, "2.4.0");
        assertThat(fixture.errorOf(everyAddress()))
                .isEqualTo("1 of 3 instances is not as expected: 127.0.0.2:" + port
                        + ": expected version 2.4.0, got 2.3.9");
    }

    @Test
    void namesTheInstanceThatDoesNotAnswer() throws Exception {
        runs(0, "2.4.0");
        runs(1, "2.4.0");
        instances.get(2).close();
        assertThat(fixture.errorOf(everyAddress()))
                .startsWith("1 of 3 instances is not as expected: 127.0.0.3:" + port + ": no connection to ")
                .endsWith("connection refused");
    }

    @Test
    void asksEveryUrlOfAList() throws Exception {
        runs(0, "2.4.0");
        runs(1, "2.3.9");
        VersionCheck check = new VersionProbe(
                        List.of("http://127.0.0.1:" + port + "/version", "http://127.0.0.2:" + port + "/version"),
                        "$.version",
                        "",
                        false,
                        "")
                .expecting("2.4.0");
        assertThat(fixture.errorOf(check))
                .isEqualTo("1 of 2 instances is not as expected: 127.0.0.2:" + port
                        + ": expected version 2.4.0, got 2.3.9");
        assertThat(check.target()).isEqualTo("http://127.0.0.1:" + port + "/version and 1 more");
    }

    @Test
    void saysThatTheNameCannotBeResolved() throws Exception {
        VersionCheck check =
                new VersionProbe(List.of("http://nowhere.test/version"), "$.version", "", true, "").expecting("2.4.0");
        assertThat(fixture.errorOf(check))
                .isEqualTo("1 of 1 instances is not as expected: nowhere.test:80: host name nowhere.test cannot be"
                        + " resolved");
    }

    @Test
    void cannotLookAtInstancesThroughAProxy() throws Exception {
        try (ProbeFixture proxied = new ProbeFixture(
                AddressGuard.ANY, new ProbeProxy("127.0.0.1", port, "", "", List.of()), ProbeFixture.SYSTEM_TRUST)) {
            assertThat(proxied.errorOf(everyAddress()))
                    .isEqualTo("1 of 1 instances is not as expected: shop.test:" + port
                            + ": its instances cannot be asked one by one through a proxy");
        }
    }

    @Test
    void asksNoInstanceAnyMoreWhenItIsCancelled() throws Exception {
        CountDownLatch asked = new CountDownLatch(3);
        CountDownLatch never = new CountDownLatch(1);
        for (LoopbackServer instance : instances) {
            instance.on("/version", exchange -> {
                asked.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        CompletableFuture<Observation> look = everyAddress().attempt(fixture.context());
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        look.cancel(true);
        assertThat(look).isCancelled();
        never.countDown();
    }
}
