package io.jenkins.plugins.releasechecklist.engine.report.json;

import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.util.Optional;

/**
 * The template that a release follows.
 *
 * @param name by which plans and steps name it
 * @param source who keeps it: {@code built-in}, {@code system} or {@code folder} with its name
 * @param version the SHA-256 of its text, in lower-case hex
 */
public record TemplateJson(String name, String source, String version) {
    /** The one of a release; empty where it has a checklist of its own, and in older records. */
    public static Optional<TemplateJson> of(Release release) {
        return release.details().template().map(TemplateJson::of);
    }

    private static TemplateJson of(Template template) {
        return new TemplateJson(template.name(), template.source(), template.version());
    }
}
