package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.cli.terminal.Style;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesFile;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanException;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanProblem;
import io.jenkins.plugins.releasechecklist.engine.plan.SourcePosition;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignKinds;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.ChecklistReader;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.PlanAdvice;
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
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
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
            "  release-checklist lint",
            "  git show HEAD:release-plan.yaml | release-checklist lint -",
            "  release-checklist lint --format github plans/*.yaml",
            "  release-checklist lint --release 2.4.0 release-plan.yaml CHANGELOG.md",
            "  release-checklist lint --template templates/corporate.yaml",
            "  release-checklist lint --templates templates release-plan.yaml"
        })
final class LintCommand implements Callable<Integer> {
    private static final Pattern SECRET_IN_ADDRESS = Pattern.compile("://[^@/\\s]*@");

    @Parameters(
            arity = "0..*",
            paramLabel = "PLAN",
            description = {
                "The plans, or with --template the templates; files with release notes end in .md; - is the standard"
                        + " input.",
                "Default: release-plan.yaml."
            })
    private List<Path> plans = new ArrayList<>();

    @Option(
            names = {"-f", "--format"},
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

    @ParentCommand
    private ReleaseChecklistTool tool;

    private final List<PlanProblem> problems = new ArrayList<>();

    @Override
    public Integer call() {
        ForeignKinds foreign = input.foreign(spec);
        Templates templates = input.templates(spec);
        List<Path> files = plans.isEmpty() ? List.of(Path.of(InitCommand.PLAN)) : plans;
        int worst = ReleaseChecklistTool.FINE;
        for (Path plan : files) {
            worst = Math.max(worst, lint(plan, foreign, templates));
        }
        PrintWriter out = spec.commandLine().getOut();
        // Text is told plan by plan, the other forms are one document.
        if (format != LintFormat.TEXT) {
            out.print(format.of(problems));
        } else if (tool.style().colored() && worst != ReleaseChecklistTool.FINE) {
            long warnings = problems.stream().filter(LintCommand::isWarning).count();
            out.println(counted(problems.size() - warnings, "mistake") + " and " + counted(warnings, "warning") + " in "
                    + counted(files.size(), "plan"));
        }
        out.flush();
        return worst;
    }

    private int lint(Path file, ForeignKinds foreign, Templates templates) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            PlanSource plan = PlanInput.load(file, tool);
            List<PlanProblem> found = found(plan, foreign, templates);
            problems.addAll(found);
            boolean right = found.stream().allMatch(LintCommand::isWarning);
            if (format == LintFormat.TEXT) {
                found.forEach(problem -> tell(problem, plan.text()));
                if (right) {
                    out.println(plan.file() + ": no mistakes");
                }
            }
            return right ? ReleaseChecklistTool.FINE : ReleaseChecklistTool.WRONG;
        } catch (IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            // The other forms are read by programs, which do not read that.
            problems.add(new PlanProblem(
                    PlanProblem.Kind.REFUSED,
                    Optional.of(new SourcePosition(file.toString(), 1, 1)),
                    "",
                    "",
                    e.getMessage(),
                    Optional.empty()));
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

    private List<PlanProblem> found(PlanSource plan, ForeignKinds foreign, Templates templates) {
        try {
            if (plan.file().endsWith(".md")) {
                lintNotes(plan);
                return List.of();
            }
            if (template) {
                ChecklistReader.read(plan.text(), plan.file());
                return List.of();
            }
            return PlanAdvice.of(
                    plan.text(), plan.file(), PlanReader.lint(plan.text(), plan.file(), templates, foreign));
        } catch (PlanException e) {
            return e.problems();
        }
    }

    private void tell(PlanProblem problem, String text) {
        PrintWriter out = spec.commandLine().getOut();
        Style style = tool.style();
        out.println(style.colored() ? colored(problem, style) : problem.message());
        // Programs that read the lines of a pipe get one for each mistake.
        if (style.colored()) {
            problem.position()
                    .ifPresent(at -> text.lines()
                            .skip(at.line() - 1L)
                            .findFirst()
                            .ifPresent(line -> {
                                out.println("  "
                                        + Style.printable(
                                                SECRET_IN_ADDRESS.matcher(line).replaceAll("://****@")));
                                out.println("  " + " ".repeat(Math.max(0, at.column() - 1)) + style.bad("^"));
                            }));
        }
    }

    private static String colored(PlanProblem problem, Style style) {
        String message = Style.printable(problem.message());
        return isWarning(problem) ? style.open(message) : style.bad(message);
    }

    private static boolean isWarning(PlanProblem problem) {
        return problem.kind() == PlanProblem.Kind.WARNING;
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
