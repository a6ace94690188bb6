package io.jenkins.plugins.releasechecklist.steps.check;

import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.AbortException;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.record.ReleaseRecord.Change;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import io.jenkins.plugins.releasechecklist.steps.check.ProbeTask.ResultSink;
import io.jenkins.plugins.releasechecklist.steps.run.SecretMasker;
import io.jenkins.plugins.releasechecklist.steps.run.StepRun;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.NotSerializableException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The results of a run as they come: masked, in the record, and in the log. It knows which checks have theirs, so that only the
 * others run again after a restart or a lost agent.
 */
@SuppressFBWarnings(
        value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
        justification = "it never travels: writeReplace puts a reference in its place")
public final class SettledChecks implements ResultSink {
    private static final long serialVersionUID = 1L;

    private static final Duration LONGEST_LATENCY = Duration.ofDays(30);

    /** The longest name of a case of a report that is kept, in characters. */
    private static final int LONGEST_NAME = 500;

    private final transient StepRun run;
    private final transient SecretMasker masking;
    private final transient List<Check> checks;
    /** The names of the checks as the record has them, where a secret in a name is masked. */
    private final transient Map<String, String> shownNames = new LinkedHashMap<>();

    private final transient Set<String> takenNames = new HashSet<>();
    private final transient Set<String> settled = new HashSet<>();

    private SettledChecks(StepRun run, SecretMasker masking, List<Check> checks) {
        this.run = run;
        this.masking = masking;
        this.checks = checks;
    }

    /**
     * The results of a run that has begun.
     *
     * @param checks no two of the same name
     */
    public static SettledChecks of(StepRun run, List<Check> checks) throws IOException, InterruptedException {
        SettledChecks results = new SettledChecks(run, SecretMasker.of(run.context()), checks);
        // In the order of the checks, so that after a restart every check has the name that it had before.
        for (Check check : checks) {
            results.shownNames.put(check.name(), results.unlike(results.masking.mask(check.name())));
        }
        for (CheckResult result : run.recorded().orElseThrow().checks()) {
            results.settled.add(result.name());
            results.takenNames.add(result.name());
        }
        return results;
    }

    /** The checks that have no result yet. */
    public synchronized List<Check> open() {
        return checks.stream()
                .filter(check -> !settled.contains(shownNames.get(check.name())))
                .toList();
    }

    /** Results in the order of the checks, not in that in which they came; those of reports are the last ones. */
    public List<CheckResult> inOrder(List<CheckResult> results) {
        Map<String, Integer> places = new HashMap<>();
        shownNames.values().forEach(name -> places.put(name, places.size()));
        return results.stream()
                .sorted(Comparator.comparing(result -> places.getOrDefault(result.name(), places.size())))
                .toList();
    }

    @Override
    public synchronized void settled(List<CheckResult> results) throws IOException {
        settle(results, all -> List.of());
    }

    /**
     * The last results of a run, and how it ends by all of them: with one write, because the Pipeline waits for the disk.
     *
     * @param failure why a run with these results failed; nothing if it passed
     */
    public synchronized void ended(List<CheckResult> results, Function<List<CheckResult>, Optional<Phrase>> failure)
            throws IOException {
        settle(results, all -> {
            // Names and errors are masked already.
            Optional<Phrase> why = failure.apply(all);
            return List.of(
                    new ReleaseEvent.RunFinished(run.id(), why.isEmpty() ? Outcome.PASSED : Outcome.FAILED, why));
        });
        run.recorded().flatMap(RunState::reason).ifPresent(run::log);
    }

    private void settle(List<CheckResult> results, Function<List<CheckResult>, List<ReleaseEvent>> ending)
            throws IOException {
        try {
            List<CheckResult> shown = new ArrayList<>();
            for (CheckResult result : results) {
                Check check = sent(result);
                String name = shownNames.get(check.name());
                // The last words of a lost agent may come when the check already runs on another connection.
                if (!settled.contains(name)) {
                    shown.add(masked(name, check.kind(), target(check, result), result));
                }
            }
            for (CheckResult result : append(shown, ending)) {
                run.log(line(result));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while results were recorded");
        }
    }

    /** Records rows of a report, none of which is there yet, and gives back what was recorded. */
    synchronized List<CheckResult> report(List<CheckResult> rows) throws IOException, InterruptedException {
        List<CheckResult> shown = new ArrayList<>();
        for (CheckResult row : rows) {
            String name = masking.mask(row.name());
            String own = unlike(name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...");
            shown.add(masked(own, row.kind(), row.target(), row));
        }
        return append(shown, all -> List.of());
    }

    /** Where the check looked, and where that led to as far as an agent can know it. */
    private static String target(Check check, CheckResult result) {
        String told = result.target();
        boolean led = told.startsWith(CheckResult.endedAt(check.target(), ""));
        return led ? check.target() + Texts.clip(told.substring(check.target().length())) : check.target();
    }

    /**
     * The check that the result is about. Where it looked and of which kind it is, is known here, so nobody else has to be believed.
     *
     * @throws AbortException when no such check was sent, or when it cannot end like this
     */
    private Check sent(CheckResult result) throws AbortException {
        boolean ends = result.status() == CheckResult.Status.PASSED || result.status() == CheckResult.Status.FAILED;
        return checks.stream()
                .filter(check -> ends && check.name().equals(result.name()))
                .findFirst()
                .orElseThrow(() -> new AbortException(
                        Messages.SettledChecks_unexpected(Texts.clip(result.name()), result.status())));
    }

    /** Nothing is recorded of a run that has ended: an agent may still send what it had when the build was stopped. */
    private List<CheckResult> append(List<CheckResult> shown, Function<List<CheckResult>, List<ReleaseEvent>> ending)
            throws IOException {
        List<CheckResult> recorded = new ArrayList<>();
        run.record().update(state -> {
            recorded.clear();
            Optional<RunState> running = state.run(run.id()).filter(RunState::isRunning);
            if (running.isEmpty()) {
                return Change.none(state);
            }
            recorded.addAll(shown);
            List<CheckResult> all = new ArrayList<>(running.get().checks());
            all.addAll(shown);
            return Change.by(
                    run.actor(),
                    state,
                    Stream.concat(
                                    shown.stream().map(result -> new ReleaseEvent.CheckSettled(run.id(), result)),
                                    ending.apply(all).stream())
                            .toArray(ReleaseEvent[]::new));
        });
        recorded.forEach(result -> settled.add(result.name()));
        return recorded;
    }

    private CheckResult masked(String name, String kind, String target, CheckResult result)
            throws IOException, InterruptedException {
        return new CheckResult(
                name,
                kind,
                masking.maskError(target),
                result.status(),
                result.latency().compareTo(LONGEST_LATENCY) < 0 ? result.latency() : LONGEST_LATENCY,
                result.attempts(),
                masking.maskError(result.why()),
                result.response().isEmpty() ? "" : cut(masking.mask(result.response())));
    }

    /** Cut after it was masked, because half a secret would not be found. */
    private static String cut(String response) {
        CharBuffer letters = CharBuffer.wrap(response);
        ByteBuffer bytes = ByteBuffer.allocate(CheckResult.MAX_RESPONSE_BYTES);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(letters, bytes, true);
        return response.substring(0, letters.position());
    }

    /** Names that differ in a secret alone are alike once it is masked, and a result of the same name would replace another. */
    private String unlike(String name) {
        String own = name;
        for (int number = 2; !takenNames.add(own); number++) {
            own = name + "-" + number;
        }
        return own;
    }

    private static String line(CheckResult result) {
        String latency = Durations.format(Duration.ofMillis(result.latency().toMillis()));
        return result.passed()
                ? Messages.SmokeTestExecution_passedCheck(result.name(), result.kind(), latency, result.attempts())
                : Messages.SmokeTestExecution_failedCheck(
                        result.name(), result.kind(), result.error(), result.attempts());
    }

    /** It stays here; what goes to an agent calls it. */
    private Object writeReplace() throws NotSerializableException {
        return getChannelForSerialization().export(ResultSink.class, this);
    }
}
