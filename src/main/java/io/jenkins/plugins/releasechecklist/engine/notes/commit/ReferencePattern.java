package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import io.jenkins.plugins.releasechecklist.engine.notes.markdown.PlainUrls;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.TextPiece;
import io.jenkins.plugins.releasechecklist.engine.text.TimedRegex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What a team calls its issues and pull requests, and where they are: {@code [A-Z]+-[0-9]+} at {@code
 * https://tracker.example.com/browse/$0}. Immutable.
 *
 * @param pattern a regular expression
 * @param url the address, in which {@code $0} stands for what matched and {@code $1} to {@code $9} for its groups
 */
public record ReferencePattern(Pattern pattern, String url) {

    /** How many characters of a text a pattern may look at, again and again; an expression that explodes gives up there. */
    static final int MOST_LOOKS = 50_000;

    private static final int LONGEST = 500;
    private static final Pattern GROUP = Pattern.compile("\\$([0-9])");

    /** Refuses what is no address, and one that names a group that the pattern does not have. */
    public ReferencePattern {
        requireAddress(url);
        int groups = pattern.matcher("").groupCount();
        GROUP.matcher(url).results().map(match -> match.group(1)).forEach(group -> {
            if (Integer.parseInt(group) > groups) {
                throw new IllegalArgumentException("url of a reference: expected $0"
                        + (groups == 0 ? " only, because the pattern has no group" : " to $" + Math.min(groups, 9))
                        + ", found $" + group);
            }
        });
    }

    /** Reads a pattern and its address, and refuses a wrong one with what was expected and what was found. */
    public static ReferencePattern of(String pattern, String url) {
        return new ReferencePattern(compiled(pattern.strip()), url.strip());
    }

    /** Reads the regular expression alone. Refuses what is none, what is too long, and what matches nothing at all. */
    public static Pattern compiled(String pattern) {
        if (pattern.isEmpty() || pattern.length() > LONGEST) {
            throw new IllegalArgumentException("pattern of a reference: expected a regular expression such as"
                    + " [A-Z]+-[0-9]+ of at most " + LONGEST + " characters, found "
                    + (pattern.isEmpty() ? "nothing" : pattern.length() + " characters"));
        }
        try {
            Pattern compiled = Pattern.compile(pattern);
            if (compiled.matcher("").find()) {
                throw new IllegalArgumentException("pattern of a reference: expected a regular expression that matches"
                        + " at least one character, found '" + pattern + "', which matches nothing as well");
            }
            return compiled;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "pattern of a reference: expected a regular expression such as [A-Z]+-[0-9]+, found '" + pattern
                            + "' (" + e.getDescription() + " near index " + e.getIndex() + ")",
                    e);
        }
    }

    private static void requireAddress(String url) {
        if (!PlainUrls.isAddress(GROUP.matcher(url).replaceAll("1"))) {
            throw new IllegalArgumentException("url of a reference: expected an absolute http or https address such as"
                    + " https://tracker.example.com/browse/$0, found '" + url + "'");
        }
    }

    /** The text in pieces: what matches is a link. */
    List<TextPiece> split(String text) {
        List<TextPiece> pieces = new ArrayList<>();
        int done = 0;
        Matcher matches = TimedRegex.matcher(pattern, text, MOST_LOOKS);
        while (isFound(matches)) {
            if (matches.end() > matches.start()) {
                String found = text.substring(matches.start(), matches.end());
                String address = address(text, matches);
                if (matches.start() > done) {
                    pieces.add(TextPiece.text(text.substring(done, matches.start())));
                }
                pieces.add(PlainUrls.isAddress(address) ? TextPiece.link(found, address) : TextPiece.text(found));
                done = matches.end();
            }
        }
        if (done < text.length()) {
            pieces.add(TextPiece.text(text.substring(done)));
        }
        return pieces;
    }

    private static boolean isFound(Matcher matches) {
        try {
            return matches.find();
        } catch (TimedRegex.Exhausted e) {
            return false;
        }
    }

    private String address(String text, Matcher match) {
        return GROUP.matcher(url).replaceAll(group -> {
            int number = Integer.parseInt(group.group(1));
            int start = match.start(number);
            return start < 0 ? "" : Matcher.quoteReplacement(encoded(text.substring(start, match.end(number))));
        });
    }

    /** Percent-encodes what could end the path or begin another part of the address; the slash of owner/name stays. */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0);
            encoded.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return encoded.toString();
    }
}
