package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.engine.notes.NotesFile;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanException;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanProblem;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignKinds;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.ChecklistReader;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.PlanReader;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.record.event.PlanSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells every mistake in release plans and checklist templates, with file, line and column. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description =
                "Tells every mistake in release plans, checklist templates or release notes, with file, line and column.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:no mistake", "1:at least one mistake", "2:a file cannot be read"},
        footer = {
            "",
            "Examples:",
            "  release-checklist lint release-plan.yaml",
            "  release-checklist lint --format github plans/*.yaml",
            "  release-checklist lint --release 2.4.0 release-plan.yaml CHANGELOG.md",
            "  release-checklist lint --template templates/corporate.yaml",
            "  release-checklist lint --templates templates release-plan.yaml"
        })
final class LintCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "PLAN",
            description = "The plans, or with --template the templates; files with release notes end in .md.")
    private List<Path> plans;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "text; json, an array of all mistakes; or github, commands for GitHub Actions that show each mistake"
                            + " at its line. Default: ${DEFAULT-VALUE}.")
    private LintFormat format;

    @Option(
            names = "--template",
            description = "The files are checklist templates, as administrators keep them, and no plans.")
    private boolean template;

    @Option(
            names = "--release",
            paramLabel = "VERSION",
            description = "The version whose section of a change log (a file that ends in .md) will be announced.")
    private String version;

    @Mixin
    private PlanInput input = new PlanInput();

    @Spec
    private CommandSpec spec;

    private final List<PlanProblem> problems = new ArrayList<>();

    @Override
    public Integer call() {
        ForeignKinds foreign = input.foreign(spec);
        Templates templates = input.templates(spec);
        int worst = ReleaseChecklistTool.FINE;
        for (Path plan : plans) {
            worst = Math.max(worst, lint(plan, foreign, templates));
        }
        PrintWriter out = spec.commandLine().getOut();
        // Text is told plan by plan, the other forms are one document.
        if (format != LintFormat.TEXT) {
            out.print(format.of(problems));
        }
        out.flush();
        return worst;
    }

    private int lint(Path file, ForeignKinds foreign, Templates templates) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            PlanSource plan = PlanInput.load(file);
            if (file.toString().endsWith(".md")) {
                lintNotes(plan);
            } else if (template) {
                ChecklistReader.read(plan.text(), plan.file());
            } else {
                PlanReader.lint(plan.text(), plan.file(), templates, foreign);
            }
            if (format == LintFormat.TEXT) {
                out.println(file + ": no mistakes");
            }
            return ReleaseChecklistTool.FINE;
        } catch (PlanException e) {
            problems.addAll(e.problems());
            if (format == LintFormat.TEXT) {
                out.println(e.getMessage());
            }
            return ReleaseChecklistTool.WRONG;
        } catch (IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ReleaseChecklistTool.UNUSABLE;
        }
    }

    /** Warnings are for people: what is taken along is no mistake. */
    private void lintNotes(PlanSource notes) {
        try {
            NotesFile.read(notes.text().getBytes(StandardCharsets.UTF_8), notes.file(), Optional.ofNullable(version))
                    .warnings()
                    .forEach(warning -> spec.commandLine().getErr().println(warning));
        } catch (IllegalArgumentException e) {
            PlanProblem problem = new PlanProblem(
                    PlanProblem.Kind.REFUSED, Optional.empty(), "", "", e.getMessage(), Optional.empty());
            throw new PlanException(List.of(problem), 0);
        }
    }
}
