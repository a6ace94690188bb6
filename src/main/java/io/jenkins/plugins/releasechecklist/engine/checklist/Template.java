package io.jenkins.plugins.releasechecklist.engine.checklist;

import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import io.jenkins.plugins.releasechecklist.engine.text.Sha256;

/**
 * A checklist that an organisation keeps for its releases, as YAML. A record keeps the whole of it, so that a release is judged by
 * the text that it had, whatever becomes of the template later.
 *
 * @param name by which plans, steps and protected environments name it, {@code [a-z0-9][a-z0-9-]*}
 * @param source who keeps it: {@link #BUILT_IN}, {@link #SYSTEM} or {@link #folder}
 * @param version the SHA-256 of the text in UTF-8, in lower-case hex
 * @param text the YAML
 * @since the first release
 */
public record Template(String name, String source, String version, String text) {
    /** The source of what comes with the engine. */
    public static final String BUILT_IN = "built-in";
    /** The source of what administrators keep in the system configuration. */
    public static final String SYSTEM = "system";

    private static final int SHORT = 12;

    /** Refuses a name that is no id, and a version that is not the one of the text. */
    public Template {
        Ids.require(name, "name of a template");
        if (!version.equals(Sha256.hex(text))) {
            throw new IllegalArgumentException("version of the template " + name + ": expected " + Sha256.hex(text)
                    + ", the SHA-256 of its text, found " + version);
        }
    }

    /** The template with this text. */
    public static Template of(String name, String source, String text) {
        return new Template(name, source, Sha256.hex(text), text);
    }

    /** The source of what a folder keeps. */
    public static String folder(String fullName) {
        return "folder " + fullName;
    }

    /** The name of the file in messages about the text. */
    public String file() {
        return name + ".yaml";
    }

    /** Whether it is kept under the same name at the same place, in whatever version. */
    public boolean isOneWith(Template other) {
        return name.equals(other.name) && source.equals(other.source);
    }

    /** The template as people are told of it: {@code corporate (system, version 3f2a9c1b04aa)}. */
    public String label() {
        return name + " (" + source + ", version " + version.substring(0, SHORT) + ")";
    }
}
