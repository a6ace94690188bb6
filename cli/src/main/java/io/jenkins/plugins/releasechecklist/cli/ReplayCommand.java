package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.cli.terminal.Style;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.PlanReader;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.record.event.PlanSource;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.report.course.Replay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tells which releases a rule would have stopped. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Judges the gates of releases again, as they stood when they said Go, by rules on top of what was demanded then.",
            "The rules are written as in a release plan: gate and window of each environment."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the rules would have stopped no release",
            "1:they would have stopped at least one",
            "2:the rules or a record cannot be read, or no record has a Go in front of such an environment"
        },
        footer = {"", "Examples:", "  release-checklist replay --policy rules.yaml jobs/shop/builds/*/release-checklist"
        })
final class ReplayCommand implements Callable<Integer> {
    @Option(
            names = {"-p", "--policy"},
            paramLabel = "RULES",
            required = true,
            description = "The rules, in the form of a release plan; - is the standard input.")
    private Path policy;

    @Parameters(arity = "1..*", paramLabel = "RECORD", description = RecordCopy.DESCRIPTION)
    private List<Path> records;

    @Mixin
    private PlanInput input;

    @ParentCommand
    private ReleaseChecklistTool tool;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Map<String, GatePolicy> rules = rules();
        int judged = 0;
        boolean stopped = false;
        int damage = ReleaseChecklistTool.FINE;
        for (Path path : records) {
            try (RecordCopy copy = RecordCopy.of(tool.file(path))) {
                damage = Math.max(damage, copy.tellDamage(spec.commandLine().getErr()));
                List<Replay> replays = Replay.of(copy.record().events(0), rules);
                tell(path, copy.record().state(), replays);
                judged += replays.size();
                stopped |= replays.stream().anyMatch(Replay::isStopped);
            }
        }
        if (judged == 0) {
            throw new IOException(
                    "expected a record with a Go in front of " + String.join(" or ", rules.keySet()) + ", found none");
        }
        return stopped ? ReleaseChecklistTool.WRONG : damage;
    }

    private Map<String, GatePolicy> rules() throws IOException {
        PlanSource source = PlanInput.load(policy, tool);
        Plan plan = PlanReader.read(
                source.text(), source.file(), input.templates(spec), Templates.octoacme(), input.foreign(spec));
        Map<String, GatePolicy> rules = new LinkedHashMap<>();
        plan.environments().forEach((name, environment) -> {
            GatePolicy rule =
                    environment.gate().orElse(GatePolicy.NONE).withSchedule(Schedule.of(environment.window()));
            if (environment.gate().isPresent() || !environment.window().isEmpty()) {
                rules.put(name, rule);
            }
        });
        if (rules.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--policy: expected a gate or a window of an environment in " + source.file() + ", found none");
        }
        return rules;
    }

    private void tell(Path path, Release release, List<Replay> replays) {
        PrintWriter out = spec.commandLine().getOut();
        Style style = tool.style();
        String name = release.application().orElse("Release")
                + release.version().map(version -> " " + version).orElse("");
        out.println(Style.printable(name + " (" + path + ")"));
        if (replays.isEmpty()) {
            out.println("  no Go in front of an environment that the rules name");
        }
        for (Replay replay : replays) {
            String end = replay.isStopped()
                    ? style.bad("would have been stopped")
                    : replay.missing().isEmpty()
                            ? style.good("would have had its Go")
                            : style.open("would have been stopped, and "
                                    + Style.printable(replay.forcedBy().orElseThrow()) + " forced it");
            out.println("  " + Style.printable(replay.environment()) + ", " + replay.at() + ": " + end);
            replay.missing().forEach(missing -> out.println("    missing: " + Style.printable(missing)));
        }
        out.flush();
    }
}
