package io.jenkins.plugins.releasechecklist.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The plan of the demo's shop: the same file as in the demo job, with the address of the service of this process. */
final class DemoPlan {
    private static final String FILE = "release-plan.yaml";
    private static final String ADDRESS_IN_FILE = "localhost:8081";

    private DemoPlan() {}

    static PlanFile on(int port) throws IOException {
        try (InputStream plan = DemoPlan.class.getResourceAsStream(FILE)) {
            if (plan == null) {
                throw new IOException("This jar was built without the demo's " + FILE);
            }
            String text = new String(plan.readAllBytes(), StandardCharsets.UTF_8);
            return new PlanFile(FILE, text.replace(ADDRESS_IN_FILE, "localhost:" + port));
        }
    }
}
