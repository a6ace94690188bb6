package io.jenkins.plugins.releasechecklist.engine.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A check of the tests: what its attempts see is decided by the test. */
public final class ScriptedCheck implements Check {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final transient Function<Integer, CompletableFuture<Observation>> script;
    private final transient List<CompletableFuture<Observation>> attempts = new ArrayList<>();

    /** The script is asked for every attempt, the first one being 1. */
    public ScriptedCheck(String name, Function<Integer, CompletableFuture<Observation>> script) {
        this.name = name;
        this.script = script;
    }

    public static ScriptedCheck failing(String name) {
        return passingFrom(name, Integer.MAX_VALUE);
    }

    public static ScriptedCheck passingFrom(String name, int attempt) {
        return new ScriptedCheck(
                name,
                number -> CompletableFuture.completedFuture(
                        number < attempt
                                ? Observation.failed(Duration.ofMillis(number), "failure " + number)
                                : Observation.passed(Duration.ofMillis(number))));
    }

    public static ScriptedCheck pending(String name) {
        return new ScriptedCheck(name, number -> new CompletableFuture<>());
    }

    public List<CompletableFuture<Observation>> attempts() {
        return attempts;
    }

    @Override
    public CompletableFuture<Observation> attempt(ProbeContext context) {
        CompletableFuture<Observation> attempt = script.apply(attempts.size() + 1);
        attempts.add(attempt);
        return attempt;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String kind() {
        return "scripted";
    }

    @Override
    public String target() {
        return "target of " + name;
    }
}
