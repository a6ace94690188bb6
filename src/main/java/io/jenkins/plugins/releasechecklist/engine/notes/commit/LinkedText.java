package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import io.jenkins.plugins.releasechecklist.engine.notes.markdown.PlainUrls;
import io.jenkins.plugins.releasechecklist.engine.notes.markdown.TextPiece;
import io.jenkins.plugins.releasechecklist.engine.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One line of text, some of whose words are links: addresses that stand in it as such, and what the patterns of a team
 * recognise, such as the keys of issues. Immutable.
 *
 * @param pieces the line in pieces, in its order
 */
public record LinkedText(List<TextPiece> pieces) {

    /** The longest line; what is longer is cut, so that matching patterns takes a bounded time. */
    static final int LONGEST = 500;

    private static final String CUT = "\u2026";

    public LinkedText {
        pieces = List.copyOf(pieces);
    }

    /**
     * Finds the links of a text.
     *
     * @param text put into one line and cut to {@value #LONGEST} characters
     * @param references tried in their order on what is no address; the match that begins first counts
     * @param what what the text is, for errors
     */
    static LinkedText of(String text, List<ReferencePattern> references, String what) {
        String line = cut(VisibleText.oneLine(text, what));
        List<TextPiece> pieces = PlainUrls.split(line);
        for (ReferencePattern reference : references) {
            List<TextPiece> finer = new ArrayList<>();
            for (TextPiece piece : pieces) {
                finer.addAll(piece.address().isPresent() ? List.of(piece) : reference.split(piece.text()));
            }
            pieces = finer;
        }
        return new LinkedText(pieces);
    }

    private static String cut(String line) {
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = LONGEST - CUT.length();
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    /** What the patterns of a team recognised. */
    public List<TextPiece> references() {
        return pieces.stream()
                .filter(piece -> piece.address().isPresent() && !piece.isPlainAddress())
                .toList();
    }

    /** The words without the links. */
    public String text() {
        return pieces.stream().map(TextPiece::text).collect(Collectors.joining());
    }
}
