package io.jenkins.plugins.releasechecklist.checks;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.ExtensionPoint;
import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.releasechecklist.engine.probe.Check;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * A check as a Jenkinsfile or a form gives it. Nothing is checked while it is bound, where a mistake would end in a stack
 * trace; {@link #toCheck} does it when the step runs, with one message.
 *
 * <p>Serializable, because a running step is kept over a restart with its checks.
 *
 * <p>Other plugins may add kinds: a subclass with a {@code @DataBoundConstructor} that accepts null, a
 * {@link ReleaseCheckDescriptor} with a {@code @Symbol} that ends in {@code Check}, and a {@code config.jelly}. What
 * {@link #create} returns goes to the agent by Java serialisation. The class itself is serialisable, so that the execution of a
 * step can keep it over a restart.
 *
 * @since the first release
 */
public abstract class ReleaseCheck implements Describable<ReleaseCheck>, ExtensionPoint, Serializable {
    private static final long serialVersionUID = 1L;

    private String name = "";

    /** The name in results, logs and on pages; empty for the address of what is checked. */
    public final String getName() {
        return name;
    }

    @DataBoundSetter
    public final void setName(@CheckForNull String name) {
        this.name = text(name);
    }

    /**
     * Makes the check.
     *
     * @return what the engine runs
     * @throws AbortException if a value is missing or not valid; the message names the check, the parameter, what was expected
     *     and what was found
     */
    public final Check toCheck() throws AbortException {
        try {
            return create();
        } catch (IllegalArgumentException e) {
            throw new AbortException(label() + ": " + e.getMessage());
        }
    }

    /**
     * Makes several checks.
     *
     * @param checks as the step has them; null stands for none
     * @return as many checks, in the same order
     * @throws AbortException if one of them is not valid
     */
    public static List<Check> toChecks(@CheckForNull List<? extends ReleaseCheck> checks) throws AbortException {
        List<Check> made = new ArrayList<>();
        for (ReleaseCheck check : checks == null ? List.<ReleaseCheck>of() : checks) {
            if (check == null) {
                throw new AbortException("checks: expected a check such as httpCheck(url: '...'), found null");
            }
            made.add(check.toCheck());
        }
        return made;
    }

    /**
     * Makes the check of the engine.
     *
     * @throws IllegalArgumentException if a value is missing or not valid; the message begins with the name of the parameter and
     *     says what was expected and what was found
     */
    protected abstract Check create();

    /** The name that was given, or else the one that the engine would choose. */
    protected final String nameOr(String choice) {
        return name.isEmpty() ? choice : name;
    }

    /** The text, empty for null: the engine knows no null, and a form sends an empty text for a field that was left empty. */
    protected static String text(@CheckForNull String text) {
        return Util.fixNull(text);
    }

    /**
     * The value of a parameter that has to be there.
     *
     * @param example what could be written, such as {@code "an address such as db.example.com:5432"}
     */
    protected static String required(String parameter, String value, String example) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(parameter + ": expected " + example + ", found nothing");
        }
        return value;
    }

    /** Reads the value of a parameter, and puts the name of the parameter before the message of the reader. */
    protected static <T> T read(String parameter, String value, Function<String, T> reader) {
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            throw new IllegalArgumentException(
                    message.startsWith(parameter + ":") ? message : parameter + ": " + message, e);
        }
    }

    private String label() {
        String symbol = SymbolLookup.getSymbolValue(this).stream()
                .findFirst()
                .orElse(getClass().getSimpleName());
        return name.isEmpty() ? symbol : symbol + " '" + name + "'";
    }
}
