package io.jenkins.plugins.releasechecklist.engine.probe;

import io.jenkins.plugins.releasechecklist.engine.probe.address.AddressGuard;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeProxy;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/**
 * What checks are given where they run. It travels there together with them, is kept nowhere, and holds secrets.
 *
 * @param credentials what the ids of checks stand for
 * @param guard decides which addresses may be connected to
 * @param proxy the way of HTTP checks
 * @param commands where commands run, if they may
 */
public record ProbeAccess(
        Map<String, ProbeCredentials> credentials, AddressGuard guard, ProbeProxy proxy, CommandWorkspace commands)
        implements Serializable {
    /** Copies the credentials. */
    public ProbeAccess {
        credentials = new HashMap<>(credentials);
    }

    @Override
    public String toString() {
        return "ProbeEquipment[" + proxy + ", " + commands + "]";
    }
}
