package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.engine.checklist.Template;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignKinds;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.record.event.PlanSource;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How commands read release plans, with the options that say what Jenkins would know: kinds of checks, and templates. */
final class PlanInput {
    @Option(
            names = "--check-kind",
            paramLabel = "KIND",
            description =
                    "A kind of check of another plugin that the plan may use, such as queueCheck; can be given several"
                            + " times. Its parameters are known to that plugin only.")
    private List<String> kinds = new ArrayList<>();

    /** The kinds that were named. A word that is no kind of check is a {@link ParameterException}. */
    ForeignKinds foreign(CommandSpec command) {
        try {
            return ForeignKinds.of(kinds);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--check-kind: " + e.getMessage(), e);
        }
    }

    @Option(
            names = "--templates",
            paramLabel = "FOLDER",
            description =
                    "A folder with the checklist templates of your organisation that a plan can name: corporate.yaml is the"
                            + " template corporate.")
    private Optional<Path> templates = Optional.empty();

    /**
     * The templates that plans can name.
     *
     * @throws ParameterException if the folder or a file in it cannot be read, or is not named as a template can be
     */
    Templates templates(CommandSpec command) {
        if (templates.isEmpty()) {
            return Templates.BUILT_IN;
        }
        try (Stream<Path> files = Files.list(templates.get())) {
            List<Template> found = new ArrayList<>();
            for (Path file :
                    files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList()) {
                String name = file.getFileName().toString().replaceFirst("\\.yaml$", "");
                found.add(Template.of(name, "file " + file, load(file).text()));
            }
            return Templates.BUILT_IN.and(found);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--templates: " + e.getMessage(), e);
        } catch (FileSystemException e) {
            throw new ParameterException(
                    command.commandLine(),
                    "--templates: expected a folder that can be read, found " + ReleaseChecklistTool.mistake(e),
                    e);
        } catch (IOException e) {
            throw new ParameterException(command.commandLine(), "--templates: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the file, which messages name as it was named, or the standard input where it was named {@code -}.
     *
     * @throws IOException if that is not possible, with a message for the person who named the file
     */
    static PlanSource load(Path file, ReleaseChecklistTool tool) throws IOException {
        if (file.toString().equals("-")) {
            return new PlanSource("standard input", tool.all());
        }
        if (Files.isDirectory(file)) {
            throw new IOException(file + ": expected a release plan, found a folder");
        }
        return load(file);
    }

    private static PlanSource load(Path file) throws IOException {
        try {
            return new PlanSource(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": expected a release plan, found no such file", e);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": expected text in UTF-8, found other bytes", e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + ": expected a release plan, found a file that may not be read", e);
        } catch (FileSystemException e) {
            throw new IOException(
                    "expected a release plan that can be read, found " + ReleaseChecklistTool.mistake(e), e);
        } catch (IOException e) {
            throw new IOException(file + ": expected a release plan that can be read, found " + e.getMessage(), e);
        }
    }
}
