package io.jenkins.plugins.releasechecklist.engine.notes.markdown;

import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import java.util.regex.Pattern;

/**
 * The addresses that links in release notes may lead to: {@code http}, {@code https} and {@code mailto}. An address with a user
 * name is none of them: it is either a secret or made to look like another host.
 */
public final class SafeAddress {

    private static final int LONGEST = 2048;
    private static final Pattern ALLOWED = Pattern.compile(
            "(?:https?://[^\\s\\p{Cntrl}<>\"`{}|\\\\^/?#@]+(?:[/?#][^\\s\\p{Cntrl}<>\"`{}|\\\\^]*)?"
                    + "|mailto:[^\\s\\p{Cntrl}<>\"`{}|\\\\^/]+)",
            Pattern.CASE_INSENSITIVE);

    private SafeAddress() {}

    /** Whether a link may lead there. */
    public static boolean isSafe(String address) {
        return address.length() <= LONGEST
                && VisibleText.inLine(address).equals(address)
                && ALLOWED.matcher(address).matches();
    }
}
