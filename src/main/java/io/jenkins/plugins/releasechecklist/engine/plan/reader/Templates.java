package io.jenkins.plugins.releasechecklist.engine.plan.reader;

import io.jenkins.plugins.releasechecklist.engine.checklist.Checklist;
import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The templates that plans and steps can name. Immutable. */
public final class Templates {
    /** The name of the template of OctoAcme's Release &amp; Deployment Guide, which nobody can redefine. */
    public static final String OCTOACME = "octoacme";

    /** What comes with the engine. */
    public static final Templates BUILT_IN = new Templates(Map.of(OCTOACME, load(OCTOACME)));

    private static final String FOLDER = "/io/jenkins/plugins/releasechecklist/engine/checklist/";

    private final Map<String, Template> byName;

    private Templates(Map<String, Template> byName) {
        this.byName = byName;
    }

    /** The checklist of OctoAcme's Release &amp; Deployment Guide, which is used where nothing else is said. */
    public static Checklist octoacme() {
        return Octoacme.CHECKLIST;
    }

    /**
     * These templates and others. One that has the name of one of these is left out: what is nearer to the job must not take the
     * place of what the administrator keeps.
     */
    public Templates and(List<Template> others) {
        Map<String, Template> all = new LinkedHashMap<>(byName);
        others.forEach(other -> all.putIfAbsent(other.name(), other));
        return new Templates(all);
    }

    /** The same where the template is the one of its name: for a record, which knows what it was made with. */
    public Templates with(Template recorded) {
        Map<String, Template> all = new LinkedHashMap<>(byName);
        all.put(recorded.name(), recorded);
        return new Templates(all);
    }

    /** The template with the name; empty when there is none. */
    public Optional<Template> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The names that {@link #named} knows. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    /** The checklist of a template. Mistakes in its text are a {@link PlanException}. */
    public static Checklist read(Template template) {
        return template.equals(BUILT_IN.byName.get(OCTOACME))
                ? octoacme()
                : ChecklistReader.read(template.text(), template.file());
    }

    private static Template load(String name) {
        String file = FOLDER + name + ".yaml";
        try (InputStream resource = Templates.class.getResourceAsStream(file)) {
            if (resource == null) {
                throw new IllegalStateException("Expected the resource " + file + ", found nothing");
            }
            return Template.of(name, Template.BUILT_IN, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException("Could not read the resource " + file, broken);
        }
    }

    /** Read on first use and once: the resource does not change while the program runs. */
    private static final class Octoacme {
        static final Checklist CHECKLIST;

        static {
            Template octoacme = BUILT_IN.named(OCTOACME).orElseThrow();
            CHECKLIST = ChecklistReader.read(octoacme.text(), octoacme.file());
        }
    }
}
