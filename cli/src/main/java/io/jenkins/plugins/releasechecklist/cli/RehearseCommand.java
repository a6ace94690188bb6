package io.jenkins.plugins.releasechecklist.cli;

import io.jenkins.plugins.releasechecklist.cli.rehearsal.DemoService;
import io.jenkins.plugins.releasechecklist.cli.rehearsal.ProbeSession;
import io.jenkins.plugins.releasechecklist.cli.rehearsal.Rehearsal;
import io.jenkins.plugins.releasechecklist.cli.rehearsal.RehearsalRequest;
import io.jenkins.plugins.releasechecklist.cli.rehearsal.RehearsalServer;
import io.jenkins.plugins.releasechecklist.cli.terminal.Respondent;
import io.jenkins.plugins.releasechecklist.cli.terminal.Terminal;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.plan.Plan;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanException;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.PlanReader;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.ProbeCredentials;
import io.jenkins.plugins.releasechecklist.engine.probe.run.RunSettings;
import io.jenkins.plugins.releasechecklist.engine.record.event.Person;
import io.jenkins.plugins.releasechecklist.engine.record.event.PlanSource;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Runs a release from its plan without deploying or sending anything. */
@Command(
        name = "rehearse",
        description = {
            "Runs a release from its plan without deploying or sending anything: real checks, a shortened "
                    + "verification, go or no-go asked in the terminal, the announcement printed. Writes record, checklist, "
                    + "HTML report and release notes to a folder.",
            "Lines of the standard input are the answers. Where nobody answers, it ends with 2: silence is no Go."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the release would have gone out, or what of it was rehearsed is well",
            "1:it would not, or the plan is wrong",
            "2:the rehearsal could not begin, or nobody answered its questions"
        },
        footer = {
            "",
            "Examples:",
            "  release-checklist rehearse --demo",
            "  release-checklist rehearse --demo --serve",
            "  release-checklist rehearse release-plan.yaml --version 2.4.0",
            "  release-checklist rehearse plan.yaml --version 2.4.0 --environment staging"
        })
final class RehearseCommand implements Callable<Integer> {
    static final String DEMO_VERSION = "2.4.0";
    private static final Path FOLDER = Path.of("release-rehearsal");
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(
            names = {"--version", "--release-version"},
            paramLabel = "VERSION",
            description = "The version to release; needed with a PLAN.")
    private Optional<String> version = Optional.empty();

    @Option(
            names = {"-t", "--type"},
            paramLabel = "TYPE",
            description = "patch, minor or major. Default: minor.")
    private Optional<ReleaseType> type = Optional.empty();

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "NAME",
            description =
                    "An environment of the plan; can be given several times. Default: all, in the order of the plan.")
    private List<String> environments = new ArrayList<>();

    @Option(
            names = "--verify-for",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = Positive.class,
            description = "Shortens longer verifications to this. Default: ${DEFAULT-VALUE}.")
    private Duration verifyFor;

    @Option(
            names = "--retry-for",
            paramLabel = "DURATION",
            defaultValue = "10s",
            converter = ZeroOrMore.class,
            description = "How long a failed check of a smoke test is tried again. Default: ${DEFAULT-VALUE}.")
    private Duration retryFor;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description = "Where the record goes. Default: release-rehearsal/TIME.")
    private Optional<Path> output = Optional.empty();

    @Option(
            names = "--credentials",
            paramLabel = "ID=env:NAME",
            description =
                    "What an id of credentials stands for: a token, USER:PASSWORD, or certificates of authorities in PEM, in the"
                            + " environment variable NAME. Can be given several times. What needs credentials that are not"
                            + " given is left out.")
    private Map<String, String> credentials = new LinkedHashMap<>();

    @Option(
            names = "--serve",
            description =
                    "Shows the rehearsal in the browser while it runs, and asks there. The address, which only this"
                            + " machine can reach, is printed.")
    private boolean serve;

    @Option(
            names = {"-y", "--yes"},
            description = "Answers every question with yes. Record and report say that nobody was asked.")
    private boolean yes;

    // Not the standard help options: their --version is the one of the tool.
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    @ParentCommand
    private ReleaseChecklistTool tool;

    @Mixin
    private PlanInput input = new PlanInput();

    @Spec
    private CommandSpec spec;

    /** Either a plan or the demo. */
    static final class Source {
        @Parameters(paramLabel = "PLAN", description = "The release plan.")
        private Optional<Path> plan = Optional.empty();

        @Option(names = "--demo", description = "Rehearses the release of a demo shop that the tool plays itself.")
        private boolean demo;
    }

    @Override
    public Integer call() throws IOException {
        if (source.demo) {
            try (DemoService service = DemoService.start(version.orElse(DEMO_VERSION))) {
                return rehearse(service.plan(), version.orElse(DEMO_VERSION));
            }
        }
        String planned = version.orElseThrow(() -> wrong("Missing required option: '--version=VERSION'"));
        return rehearse(PlanInput.load(source.plan.orElseThrow(), tool), planned);
    }

    private int rehearse(PlanSource file, String planned) throws IOException {
        Templates templates = input.templates(spec);
        Plan plan;
        try {
            plan = PlanReader.read(file.text(), file.file(), templates, Templates.octoacme(), input.foreign(spec));
        } catch (PlanException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return ReleaseChecklistTool.WRONG;
        }
        String user = System.getProperty("user.name");
        RehearsalRequest request;
        try {
            request = new RehearsalRequest(
                    file,
                    plan,
                    plan.template().flatMap(templates::named),
                    planned,
                    type,
                    chosen(plan),
                    verifyFor,
                    new Person(user, user));
        } catch (IllegalArgumentException e) {
            throw wrong("--version: " + e.getMessage());
        }
        Map<String, ProbeCredentials> known = known();
        Path folder = folder();
        Terminal terminal = terminal();
        if (!serve) {
            return run(new Rehearsal(request, folder, terminal, Clock.systemDefaultZone()), folder, terminal, known);
        }
        try (RehearsalServer page = RehearsalServer.start(folder)) {
            terminal.say("The rehearsal is at " + page.address());
            Respondent people = yes ? terminal : page;
            int code = run(
                    new Rehearsal(request, folder, terminal, people, Clock.systemDefaultZone()),
                    folder,
                    terminal,
                    known);
            page.showTheEnd();
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private int run(Rehearsal rehearsal, Path folder, Terminal terminal, Map<String, ProbeCredentials> known)
            throws IOException {
        Thread interrupted = new Thread(() -> rehearsal.interrupt(folder));
        Runtime.getRuntime().addShutdownHook(interrupted);
        try (ProbeSession session = new ProbeSession(RunSettings.DEFAULT.withRetryFor(retryFor), known)) {
            terminal.say("Rehearsing " + rehearsal.title() + ". Nothing is deployed, nothing is sent.");
            return rehearsal.run(session) ? ReleaseChecklistTool.FINE : ReleaseChecklistTool.WRONG;
        } finally {
            Runtime.getRuntime().removeShutdownHook(interrupted);
            tellWhere(terminal, folder);
        }
    }

    private static void tellWhere(Terminal terminal, Path folder) {
        terminal.say("The record of the rehearsal is in " + folder.toAbsolutePath());
        terminal.say("The report: " + folder.resolve(Rehearsal.REPORT).toAbsolutePath());
    }

    /** The credentials by their ids; a variable that is not set, or holds what cannot be sent, is a mistake. */
    private Map<String, ProbeCredentials> known() {
        Map<String, ProbeCredentials> known = new LinkedHashMap<>();
        credentials.forEach((id, source) -> {
            if (!source.startsWith("env:")) {
                throw wrong("--credentials: expected ID=env:NAME with the name of an environment variable, found '" + id
                        + "=...'. A secret on the command line could be read by everybody on this machine.");
            }
            String name = source.substring("env:".length());
            String value = Optional.ofNullable(System.getenv(name))
                    .filter(set -> !set.isBlank())
                    .orElseThrow(() -> wrong("--credentials: expected the environment variable " + name + " for '" + id
                            + "', found none of that name, or nothing in it"));
            try {
                known.put(id, credentials(value));
            } catch (IllegalArgumentException e) {
                throw wrong("--credentials: the variable " + name + ": " + e.getMessage());
            }
        });
        return known;
    }

    private static ProbeCredentials credentials(String value) {
        if (value.contains("-----BEGIN CERTIFICATE-----")) {
            return new ProbeCredentials.Authorities(value);
        }
        int colon = value.indexOf(':');
        return colon < 0
                ? new ProbeCredentials.Bearer(value)
                : new ProbeCredentials.Basic(value.substring(0, colon), value.substring(colon + 1));
    }

    private List<String> chosen(Plan plan) {
        List<String> known = List.copyOf(plan.environments().keySet());
        List<String> chosen =
                environments.stream().map(EnvironmentName::canonical).toList();
        for (String name : chosen) {
            if (!known.contains(name)) {
                throw wrong("--environment: expected one of " + known + ", found '" + name + "'"
                        + Suggestions.closest(name, known)
                                .map(meant -> "; did you mean '" + meant + "'?")
                                .orElse(""));
            }
        }
        return chosen.isEmpty() ? known : chosen;
    }

    /** A folder that is empty and that no other rehearsal takes. */
    private Path folder() throws IOException {
        if (output.isPresent()) {
            if (Files.exists(output.get()) && !isEmptyFolder(output.get())) {
                throw wrong(
                        "--output: expected a folder that does not exist yet, or an empty one, found " + output.get());
            }
            return Files.createDirectories(output.get());
        }
        if (!Files.exists(FOLDER)) {
            // What is rehearsed is no part of the repository in which it is rehearsed.
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(".gitignore"), "*\n");
        }
        String name = LocalDateTime.now().format(NAME);
        for (int number = 1; ; number++) {
            try {
                return Files.createDirectory(FOLDER.resolve(number == 1 ? name : name + "-" + number));
            } catch (FileAlreadyExistsException e) {
                // Another rehearsal began in this second.
            }
        }
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> content = Files.list(path)) {
            return content.findAny().isEmpty();
        }
    }

    private Terminal terminal() {
        Optional<BufferedReader> answers = yes ? Optional.empty() : Optional.of(tool.input());
        return new Terminal(spec.commandLine().getOut(), answers, tool.style());
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Reads durations of more than zero as a release plan writes them: {@code 500ms}, {@code 10s}, {@code 2h 30m}. */
    static final class Positive implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Duration duration = new ZeroOrMore().convert(text);
            if (duration.isZero()) {
                throw new TypeConversionException("expected a duration of more than zero, found '" + text + "'");
            }
            return duration;
        }
    }

    /** Reads durations, zero included. */
    static final class ZeroOrMore implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return Durations.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
