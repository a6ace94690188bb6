package io.jenkins.plugins.releasechecklist.engine.probe.address;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Resolves host names. The real one is the JDK's; tests bring their own. */
@FunctionalInterface
public interface NameService {
    /** Asks the operating system, as the JDK does it, with the JDK's short caches. */
    NameService SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * Resolves a host, and may block meanwhile.
     *
     * @param host a host name or an address
     * @return its addresses, one at least, the preferred one first
     * @throws UnknownHostException if there is none
     */
    List<InetAddress> lookup(String host) throws UnknownHostException;
}
