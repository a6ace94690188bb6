package io.jenkins.plugins.releasechecklist;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The identity of the first Jenkins of this process, for those after it. A Jenkins without one makes a pair of RSA keys, which
 * with the compiler that tests run under takes most of the processor time of a start.
 */
final class KnownIdentity {
    /** The keys, and what they are encrypted with. */
    private static final List<String> FILES = List.of(
            "identity.key.enc",
            "secrets/master.key",
            "secrets/org.jenkinsci.main.modules.instance_identity.InstanceIdentity.KEY");

    private static final Map<String, byte[]> KNOWN = new LinkedHashMap<>();

    private KnownIdentity() {}

    /** Gives the identity to a Jenkins that has not started yet in its home, if one is known by now. */
    static synchronized void giveTo(File home) throws IOException {
        for (Map.Entry<String, byte[]> known : KNOWN.entrySet()) {
            Path file = home.toPath().resolve(known.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, known.getValue());
        }
    }

    /** Learns the identity of a Jenkins that has started, if none is known yet. */
    static synchronized void learnFrom(File home) throws IOException {
        if (KNOWN.isEmpty() && FILES.stream().allMatch(file -> new File(home, file).exists())) {
            for (String file : FILES) {
                KNOWN.put(file, Files.readAllBytes(home.toPath().resolve(file)));
            }
        }
    }
}
