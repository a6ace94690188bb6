package io.jenkins.plugins.releasechecklist.config.channel;

import hudson.AbortException;
import hudson.ProxyConfiguration;
import hudson.Util;
import hudson.util.Secret;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;

/** The proxy of Manage Jenkins. */
public final class JenkinsProxy {
    private JenkinsProxy() {}

    /**
     * The proxy as it is configured now; {@link ProbeProxy#NONE} when there is none. Holds a secret.
     *
     * @throws AbortException when the configuration cannot be used
     */
    public static ProbeProxy get() throws AbortException {
        ProxyConfiguration proxy = Jenkins.get().getProxy();
        if (proxy == null || proxy.getName() == null || proxy.getName().isBlank()) {
            return ProbeProxy.NONE;
        }
        try {
            return new ProbeProxy(
                    proxy.getName().strip(),
                    proxy.getPort(),
                    Util.fixNull(proxy.getUserName()),
                    Secret.toString(proxy.getSecretPassword()),
                    proxy.getNoProxyHostPatterns().stream()
                            .map(Pattern::pattern)
                            .toList());
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }
}
