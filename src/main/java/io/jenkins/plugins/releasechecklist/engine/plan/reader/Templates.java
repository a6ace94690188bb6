package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The checklists that come with the engine. Safe for use by several threads. */
public final class Templates {
    /** The name of the template of OctoAcme's Release &amp; Deployment Guide. */
    public static final String OCTOACME = "octoacme";

    private static final String FOLDER = "/io/jenkins/plugins/releasechecklist/engine/checklist/";

    private Templates() {}

    /** The checklist of OctoAcme's Release &amp; Deployment Guide, which is used where nothing else is said. */
    public static Checklist octoacme() {
        return Octoacme.CHECKLIST;
    }

    /** The template with the name; empty when there is none. */
    public static Optional<Checklist> named(String name) {
        return name.equals(OCTOACME) ? Optional.of(octoacme()) : Optional.empty();
    }

    /** The names that {@link #named} knows. */
    public static List<String> names() {
        return List.of(OCTOACME);
    }

    private static Checklist load(String name) {
        String file = name + ".yaml";
        try (InputStream resource = Templates.class.getResourceAsStream(FOLDER + file)) {
            if (resource == null) {
                throw new IllegalStateException("Expected the resource " + FOLDER + file + ", found nothing");
            }
            return ChecklistReader.read(new String(resource.readAllBytes(), StandardCharsets.UTF_8), file);
        } catch (IOException broken) {
            throw new UncheckedIOException("Could not read the resource " + FOLDER + file, broken);
        }
    }

    /** Read on first use and once: the resource does not change while the program runs. */
    private static final class Octoacme {
        static final Checklist CHECKLIST = load(OCTOACME);
    }
}
