package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.plan.EnvironmentPlan;
import io.jenkins.plugins.releasechecklist.engine.plan.Plans;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The plans that tests read. */
public final class Texts {
    private Texts() {}

    /** A file beside this class. */
    public static String file(String name) {
        try (InputStream file = Texts.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A plan with the environment {@code live}. */
    static String environment(String body) {
        return "environments:\n  live:\n" + body.indent(4);
    }

    /** What a plan says about the environment {@code live}. */
    public static EnvironmentPlan live(String body) {
        return Plans.read(environment(body), "plan.yaml").environments().get("live");
    }
}
