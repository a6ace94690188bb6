package io.jenkins.plugins.releasechecklist.engine.probe.command;

import io.jenkins.plugins.releasechecklist.engine.probe.CommandWorkspace;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.address.GuardedNames;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import io.jenkins.plugins.releasechecklist.engine.text.TimedRegex;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One attempt of a {@link CommandCheck}. A thread starts the command and reads what it prints; nobody waits for its end. When
 * the attempt is over, in whatever way, every process of it is ended.
 */
final class CommandAttempt {
    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final Charset CHARSET = WINDOWS
            ? Charset.forName(System.getProperty("native.encoding", StandardCharsets.UTF_8.name()))
            : StandardCharsets.UTF_8;
    private static final int CHUNK = 8192;

    private final CommandCheck check;
    private final ProbeContext context;
    private final long start;
    private final ProcessTree family = new ProcessTree();
    private final CommandOutput output = new CommandOutput(CHARSET);
    private final CompletableFuture<Observation> result = new CompletableFuture<>();
    private final CompletableFuture<Void> printed = new CompletableFuture<>();

    CommandAttempt(CommandCheck check, ProbeContext context) {
        this.check = check;
        this.context = context;
        this.start = context.nanoTime().getAsLong();
    }

    CompletableFuture<Observation> start() {
        if (!context.commands().refusal().isEmpty()) {
            return CompletableFuture.completedFuture(
                    Observation.refused(context.since(start), context.commands().refusal()));
        }
        result.whenComplete((observation, failure) -> family.end());
        CompletableFuture<Void> limit = new CompletableFuture<>();
        // Ending processes takes its time, which the timer has not.
        limit.thenRunAsync(this::late, context.network().judges());
        limit.completeOnTimeout(null, context.patience(start).toNanos(), TimeUnit.NANOSECONDS);
        result.whenComplete((observation, failure) -> limit.cancel(false));
        try {
            context.network().commands().execute(this::run);
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
        return result;
    }

    private void run() {
        if (result.isDone()) {
            return;
        }
        try {
            Process process = builder().start();
            family.begin(process);
            process.onExit().thenAcceptAsync(this::exited, context.network().judges());
            process.getOutputStream().close();
            read(process);
        } catch (IOException e) {
            fail(unstartable());
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        }
    }

    private ProcessBuilder builder() {
        CommandWorkspace place = context.commands();
        List<String> shell = WINDOWS
                ? List.of("cmd.exe", "/d", "/s", "/c", "\"" + check.command() + "\"")
                : List.of("sh", "-c", check.command());
        ProcessBuilder builder = new ProcessBuilder(shell).redirectErrorStream(true);
        if (!place.directory().isEmpty()) {
            builder.directory(new File(place.directory()));
        }
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(place.environment());
        family.mark(environment);
        return builder;
    }

    private void read(Process process) {
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = process.getInputStream()) {
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                output.add(chunk, count);
            }
        } catch (IOException e) {
            // The pipe broke, because the process was ended; what it printed until then is there.
        } finally {
            printed.complete(null);
        }
    }

    private void exited(Process process) {
        // What is still running holds the output open, and nobody would ever end it.
        family.end();
        printed.completeOnTimeout(null, 1, TimeUnit.SECONDS)
                .thenRunAsync(
                        () -> judge(process.exitValue()), context.network().judges())
                .exceptionally(failure -> {
                    result.completeExceptionally(GuardedNames.cause(failure));
                    return null;
                });
    }

    private void judge(int exitCode) {
        error(exitCode).ifPresentOrElse(this::fail, () -> result.complete(Observation.passed(context.since(start))));
    }

    /** What is wrong, if something is: first with the exit code, then with the output. */
    private Optional<Phrase> error(int exitCode) {
        if (exitCode != check.exitCode()) {
            return Optional.of(Phrase.of("probe.command.exitCode", check.exitCode(), exitCode));
        }
        List<String> printed = output.judged();
        int cut = printed.size() > 1 ? 1 : 0;
        if (printed.stream().noneMatch(part -> part.contains(check.outputContains()))) {
            return Optional.of(Phrase.of("probe.command.contains", Texts.quoted(check.outputContains()), cut));
        }
        String expected = Texts.quoted(check.outputMatches());
        try {
            String pattern = check.outputMatches();
            return pattern.isEmpty() || printed.stream().anyMatch(part -> TimedRegex.findsInLines(pattern, part))
                    ? Optional.empty()
                    : Optional.of(Phrase.of("probe.command.matches", expected, cut));
        } catch (TimedRegex.Exhausted e) {
            return Optional.of(Phrase.of("probe.command.slow", expected));
        }
    }

    private void late() {
        fail(Phrase.of("probe.command.late", Durations.format(context.timeout())));
    }

    private void fail(Phrase error) {
        result.complete(Observation.failed(context.since(start), error).withResponse(output.end()));
    }

    private Phrase unstartable() {
        String directory = context.commands().directory();
        return directory.isEmpty() || new File(directory).isDirectory()
                ? Phrase.of("probe.command.noShell")
                : Phrase.of("probe.command.noDirectory", directory);
    }
}
