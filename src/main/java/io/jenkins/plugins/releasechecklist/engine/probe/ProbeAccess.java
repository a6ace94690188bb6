package io.jenkins.plugins.releasechecklist.engine.probe;

import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpUrl;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import java.io.Serializable;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What checks are given where they run. It travels there together with them, is kept nowhere, and holds secrets.
 *
 * @param credentials what the ids of checks stand for, at which origin
 * @param guard decides which addresses may be connected to
 * @param proxy the way of HTTP checks
 * @param commands where commands run, if they may
 */
public record ProbeAccess(
        Map<CredentialsKey, ProbeCredentials> credentials,
        AddressGuard guard,
        ProbeProxy proxy,
        CommandWorkspace commands)
        implements Serializable {
    /** Credentials as they may be used at an origin: those of a domain never go to another host, whoever names the same id. */
    public record CredentialsKey(String origin, String id) implements Serializable {
        public static CredentialsKey of(URI url, String id) {
            return new CredentialsKey(HttpUrl.scheme(url) + "://" + HttpUrl.address(url), id);
        }
    }

    /** Copies the credentials. */
    public ProbeAccess {
        credentials = new HashMap<>(credentials);
    }

    /** What an id stands for at the origin of a URL; nothing if it may not be used there. */
    public Optional<ProbeCredentials> credentials(URI url, String id) {
        return Optional.ofNullable(credentials.get(CredentialsKey.of(url, id)));
    }

    @Override
    public String toString() {
        return "ProbeAccess[" + proxy + ", " + commands + "]";
    }
}
