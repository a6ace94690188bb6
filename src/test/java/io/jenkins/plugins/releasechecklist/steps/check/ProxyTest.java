package io.jenkins.plugins.releasechecklist.steps.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hudson.ProxyConfiguration;
import hudson.model.Label;
import io.jenkins.plugins.releasechecklist.config.channel.JenkinsProxy;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import io.jenkins.plugins.releasechecklist.steps.OneJenkins;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTP checks of steps take the proxy of Jenkins along. */
class ProxyTest extends OneJenkins {
    /** What the proxy was asked for, and by whom. */
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private HttpServer proxy;

    @BeforeEach
    void startProxy() throws Exception {
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        proxy.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
                byte[] body = "from the proxy".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        proxy.start();
        Jenkins.get()
                .setProxy(new ProxyConfiguration(
                        "127.0.0.1", proxy.getAddress().getPort(), "jenkins", "s3cret", "127.0.0.1\n*.intern.test"));
    }

    @AfterEach
    void stopProxy() {
        Jenkins.get().setProxy(null);
        proxy.stop(0);
    }

    private static String smokeTest(String url) {
        return "smokeTest retryFor: '0s', checks: [httpCheck(url: '" + url + "', bodyContains: 'from the proxy')]";
    }

    @Test
    void onTheControllerAndOnAgents() throws Exception {
        rule().createOnlineSlave(Label.get("behind-proxy"));
        String check = smokeTest("http://only-the-proxy-knows.invalid/health?a=b");

        WorkflowRun run = succeed(check + "\nnode('behind-proxy') { " + check + " }");

        assertThat(asked)
                .hasSize(2)
                .containsOnly("http://only-the-proxy-knows.invalid/health?a=b Basic amVua2luczpzM2NyZXQ=");
        assertThat(recorded(run)).doesNotContain("s3cret", "amVua2luczpzM2NyZXQ=");
    }

    @Test
    void exceptForItsExceptions() throws Exception {
        succeed("smokeTest retryFor: '0s', checks: [httpCheck(url: '" + shop().url() + "/health')]");

        assertThat(asked).isEmpty();
        ProbeProxy taken = JenkinsProxy.get();
        assertThat(taken.serves("shop.test")).isTrue();
        assertThat(taken.serves("Shop.Intern.Test")).isFalse();
        assertThat(taken.toString()).doesNotContain("s3cret");
    }

    @Test
    void andNoneWithoutOne() throws Exception {
        Jenkins.get().setProxy(null);
        assertThat(JenkinsProxy.get()).isEqualTo(ProbeProxy.NONE);
        Jenkins.get().setProxy(new ProxyConfiguration("", 0));
        assertThat(JenkinsProxy.get()).isEqualTo(ProbeProxy.NONE);
    }
}
