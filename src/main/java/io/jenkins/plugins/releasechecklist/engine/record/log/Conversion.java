package io.jenkins.plugins.releasechecklist.engine.record.log;

import io.jenkins.plugins.releasechecklist.engine.text.Sha256;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What programs do to a text on its way that mean no harm: git, mail, FTP, editors. A record is not what was written after that, but
 * whoever reads of the damage should not suspect a forger.
 */
enum Conversion {
    /** Put there by editors of Windows. */
    BYTE_ORDER_MARK("a byte order mark was put in front of it", text -> text.replaceFirst("^\uFEFF", "")),
    CR_LF("the line ends were changed to CR LF", text -> text.replaceFirst("\r+$", "")),
    BLANKS("blanks were put at the end of it", String::stripTrailing),
    INDENTED("blanks were put in front of it", String::stripLeading),
    COMPOSED("its accents were composed (NFC)", text -> Normalizer.normalize(text, Form.NFD)),
    DECOMPOSED("its accents were decomposed (NFD)", text -> Normalizer.normalize(text, Form.NFC)),
    LATIN_1(
            "its letters were encoded twice, as Latin-1",
            text -> new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)),
    WINDOWS_1252(
            "its letters were encoded twice, as Windows-1252",
            text -> new String(text.getBytes(Charset.forName("windows-1252")), StandardCharsets.UTF_8)),
    REFORMATTED("its JSON was formatted", Conversion::asWritten);

    /** What comes together. To read JSON anew undoes the others as well, so that it comes last. */
    private static final List<Conversion> TOGETHER = List.of(BYTE_ORDER_MARK, CR_LF, BLANKS, INDENTED, REFORMATTED);

    private static final String QUESTION = ": was the file converted?";

    private final String words;
    private final UnaryOperator<String> undo;

    Conversion(String words, UnaryOperator<String> undo) {
        this.words = words;
        this.undo = undo;
    }

    /**
     * What was done to a line.
     *
     * @param original tells a line as it was written
     */
    static Optional<String> of(byte[] line, Predicate<byte[]> original) {
        if (new String(line, StandardCharsets.UTF_8).isBlank()) {
            return Optional.of("it is a blank line: was the file edited?");
        }
        if (line[0] == 0 || line.length > 1 && (line[1] == 0 || (line[0] & line[1] & 0xFF) >= 0xFE)) {
            return Optional.of("it was encoded in UTF-16" + QUESTION);
        }
        return Stream.concat(
                        Arrays.stream(values())
                                .filter(one -> one != REFORMATTED)
                                .map(List::of),
                        Stream.of(TOGETHER))
                .map(conversions -> undone(line, conversions, original))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What was done, when undoing these gives the original. */
    private static Optional<String> undone(byte[] line, List<Conversion> conversions, Predicate<byte[]> original) {
        List<String> done = new ArrayList<>();
        String text = new String(line, StandardCharsets.UTF_8);
        for (Conversion conversion : conversions) {
            String before = conversion.undo.apply(text);
            if (!before.equals(text)) {
                text = before;
                done.add(conversion.words);
                if (original.test(text.getBytes(StandardCharsets.UTF_8))) {
                    return Optional.of(String.join(", and ", done) + QUESTION);
                }
            }
        }
        return Optional.empty();
    }

    /** What was done to a line of which the next one names the hash. */
    static Optional<String> of(byte[] line, String hash) {
        return of(line, before -> Sha256.hex(before).equals(hash));
    }

    private static String asWritten(String text) {
        try {
            return new String(
                    EventCodec.encode(EventCodec.decode(text.getBytes(StandardCharsets.UTF_8))),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            return text;
        }
    }
}
