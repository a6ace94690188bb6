package io.jenkins.plugins.releasechecklist.config.channel;

import hudson.ProxyConfiguration;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.apache.hc.core5.http.HttpHost;

/** How channels reach a host over HTTP: through the proxy of Jenkins, if there is one for it. */
final class ChannelProxy {
    private ChannelProxy() {}

    /** The way to the host, as the configuration is at this moment. */
    static WebhookConnection to(String host) {
        WebhookConnection direct = WebhookConnection.DEFAULT;
        return new WebhookConnection(direct.connectTimeout(), direct.totalTimeout(), direct.resolver(), proxyFor(host));
    }

    private static Optional<HttpHost> proxyFor(String host) {
        ProxyConfiguration configured = Jenkins.get().getProxy();
        if (configured == null) {
            return Optional.empty();
        }
        Proxy proxy = configured.createProxy(host);
        return proxy.address() instanceof InetSocketAddress address
                ? Optional.of(new HttpHost("http", address.getHostString(), address.getPort()))
                : Optional.empty();
    }
}
