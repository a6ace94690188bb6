package io.jenkins.plugins.releasechecklist.engine.probe.address;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.IOException;

/** An {@link AddressGuard} does not allow a connection. */
public final class ForbiddenAddressException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Phrase why;

    /** The same in words that nobody translates. */
    public ForbiddenAddressException(String reason) {
        this(Phrase.plain(reason));
    }

    /** Refuses an address. The reason is the end of a sentence: {@code loopback addresses are not allowed}. */
    public ForbiddenAddressException(Phrase why) {
        super(why.text());
        this.why = why;
    }

    /** What its message says, in the language of a reader. */
    public Phrase why() {
        return why;
    }
}
