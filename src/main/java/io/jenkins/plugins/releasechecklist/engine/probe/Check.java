package io.jenkins.plugins.releasechecklist.engine.probe;

import java.io.Serializable;
import java.util.concurrent.CompletableFuture;

/**
 * Something that can be asked whether a deployed system works. A check is a value: it holds what to look at and what to
 * expect, no connection and no secret, and it is attempted as often as it takes.
 *
 * <p>This is no sealed interface, because other plugins may add kinds. Checks travel to agents by Java serialisation,
 * so every component of an implementation has to be serialisable ({@link java.util.Optional} is not). Implementations
 * are immutable and safe for use by several threads at once.
 *
 * @since the first release
 */
public interface Check extends Serializable {
    /**
     * Names the check in results, logs and on pages.
     *
     * @return a short line, never blank; two checks of a run may have the same one (see {@link NamedCheck})
     */
    String name();

    /**
     * Tells the kind of check in one lower-case word.
     *
     * @return {@code http}, {@code tcp}, {@code tls}, or the word of another plugin's kind
     */
    String kind();

    /**
     * Tells people what is looked at.
     *
     * @return an address without anything that may be secret: no user, no password, no query of a URL
     */
    String target();

    /**
     * Tells whom the check keeps busy, so that one slow host cannot hold up the checks of others.
     *
     * @return the host that is asked, or whatever else checks have in common that slow each other down; by default the target
     */
    default String host() {
        return target();
    }

    /**
     * Looks once, without blocking the caller. Whoever calls bounds the time: the runner cancels the attempt when
     * {@link ProbeContext#timeout()} is over. An implementation uses that value only to share the time between several
     * addresses or stages.
     *
     * @param context the clock, network and credentials to use
     * @return what was seen. It completes normally also when the check fails; completing it exceptionally is for faults
     *     of the implementation. Cancelling it closes the connection at once
     */
    CompletableFuture<Observation> attempt(ProbeContext context);
}
