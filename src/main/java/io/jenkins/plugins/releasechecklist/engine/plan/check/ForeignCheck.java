package io.jenkins.plugins.releasechecklist.engine.plan.check;

import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A check of a kind that another plugin brings, as it stands in a plan. The engine knows its form only; the step that runs it
 * turns it into the real one before.
 *
 * @param symbol the key in the plan, such as {@code queueCheck}
 * @param name the name of the check, by default the symbol
 * @param parameters what the plan says, in its order: text for all single values as they were written ({@code 1.10} stays that),
 *     lists, and maps; {@link #ONLY} is the key of a value that stands alone, as in {@code queueCheck: orders}
 * @param place where it stands, for messages: the position in the file and the keys that lead there
 */
public record ForeignCheck(String symbol, String name, Map<String, Object> parameters, String place) implements Check {
    /** The key of the value of a check that is no mapping. */
    public static final String ONLY = "";

    /** Copies the parameters. */
    public ForeignCheck {
        if (!ForeignKinds.isKind(symbol)) {
            throw new IllegalArgumentException("expected a symbol such as queueCheck, found '" + symbol + "'");
        }
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    @Override
    public String kind() {
        return symbol.substring(0, symbol.length() - "Check".length()).toLowerCase(Locale.ROOT);
    }

    @Override
    public String target() {
        return symbol;
    }

    /** Never passes: only the other plugin could look. */
    @Override
    public CompletableFuture<Observation> attempt(ProbeContext context) {
        return CompletableFuture.completedFuture(Observation.refused(
                Duration.ZERO, symbol + " is a kind of check of another plugin, which cannot run here"));
    }

    /** Not the parameters, which may hold what is secret. */
    @Override
    public String toString() {
        return "ForeignCheck[" + symbol + ", " + name + "]";
    }
}
