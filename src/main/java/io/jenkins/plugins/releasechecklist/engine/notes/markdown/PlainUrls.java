package io.jenkins.plugins.releasechecklist.engine.notes.markdown;

import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the addresses that stand in a text as such, so that they can become links whose text is their target.
 *
 * <p>Only {@code http} and {@code https} count. An address with a user name is not one (it is either a secret or made
 * to look like another host), nor is one that is longer than {@value #LONGEST} characters, or has characters that RFC
 * 3986 does not allow or that Markdown could read as structure.
 */
public final class PlainUrls {

    private static final Pattern CANDIDATE =
            Pattern.compile("(?<![A-Za-z0-9])https?://[^\\s<>\"]+", Pattern.CASE_INSENSITIVE);

    private static final Pattern ADDRESS = Pattern.compile(
            "https?://(?:[a-z0-9.-]+|\\[[0-9a-f:.]+])(?::[0-9]{1,5})?(?:[/?#][a-z0-9._~:/?#@!$&'()+,;=%-]*)?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern LINKED = Pattern.compile(
            "(?:https?://[^\\s\\p{Cntrl}<>\"`{}|\\\\^/?#@]+(?:[/?#][^\\s\\p{Cntrl}<>\"`{}|\\\\^]*)?"
                    + "|mailto:[^\\s\\p{Cntrl}<>\"`{}|\\\\^/]+)",
            Pattern.CASE_INSENSITIVE);

    private static final String SENTENCE_END = ".,;:!?'";

    // No address that a person follows is longer, and hostile text must not cost time.
    private static final int LONGEST = 2048;

    private PlainUrls() {}

    /** Whether the text is such an address as a whole. */
    public static boolean isAddress(String text) {
        return text.length() <= LONGEST && ADDRESS.matcher(text).matches();
    }

    /**
     * Whether a link that somebody wrote as such may lead there: to {@code http}, {@code https} or {@code mailto}, by an address
     * without a user name.
     */
    public static boolean mayLinkTo(String address) {
        return address.length() <= LONGEST
                && VisibleText.inLine(address).equals(address)
                && LINKED.matcher(address).matches();
    }

    /** The text in pieces, in its order: joined they are the text again. */
    public static List<TextPiece> split(String text) {
        List<TextPiece> pieces = new ArrayList<>();
        int done = 0;
        Matcher candidates = CANDIDATE.matcher(text);
        while (candidates.find()) {
            if (candidates.end() - candidates.start() > LONGEST) {
                continue;
            }
            String address = withoutSentenceEnd(candidates.group());
            if (isAddress(address)) {
                if (candidates.start() > done) {
                    pieces.add(TextPiece.text(text.substring(done, candidates.start())));
                }
                pieces.add(TextPiece.link(address, address));
                done = candidates.start() + address.length();
            }
        }
        if (done < text.length()) {
            pieces.add(TextPiece.text(text.substring(done)));
        }
        return pieces;
    }

    private static String withoutSentenceEnd(String candidate) {
        int end = candidate.length();
        while (SENTENCE_END.indexOf(candidate.charAt(end - 1)) >= 0 || closesOuterBracket(candidate, end)) {
            end--;
        }
        return candidate.substring(0, end);
    }

    /**
     * Whether the last character closes a bracket that was opened before the address, as in "(see
     * https://example.com/)".
     */
    private static boolean closesOuterBracket(String candidate, int end) {
        if (candidate.charAt(end - 1) != ')') {
            return false;
        }
        String inside = candidate.substring(0, end);
        return inside.chars().filter(c -> c == ')').count()
                > inside.chars().filter(c -> c == '(').count();
    }
}
