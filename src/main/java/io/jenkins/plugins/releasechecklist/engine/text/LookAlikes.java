package io.jenkins.plugins.releasechecklist.engine.text;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds the characters of a name that are easily taken for others: two names that look the same have to be the same.
 *
 * <p>The scripts are those that Unicode recommends for identifiers (UAX #31). Of these, the ones in {@link #BESIDE_LATIN} may stand
 * in one name with Latin letters. The ones whose letters are as wide as a word of their own may also touch them.
 */
final class LookAlikes {
    private static final Set<UnicodeScript> EAST_ASIAN = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO);

    private static final Set<UnicodeScript> BESIDE_LATIN = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.THAI,
            UnicodeScript.ARABIC,
            UnicodeScript.HEBREW,
            UnicodeScript.DEVANAGARI);

    private static final Set<UnicodeScript> ALONE = EnumSet.of(
            UnicodeScript.CYRILLIC,
            UnicodeScript.GREEK,
            UnicodeScript.ARMENIAN,
            UnicodeScript.GEORGIAN,
            UnicodeScript.BENGALI,
            UnicodeScript.GUJARATI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM,
            UnicodeScript.ORIYA,
            UnicodeScript.SINHALA,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.ETHIOPIC,
            UnicodeScript.KHMER,
            UnicodeScript.LAO,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN,
            UnicodeScript.THAANA);

    private static final Set<UnicodeScript> WITHOUT_LOOSE_MARKS =
            EnumSet.of(UnicodeScript.LATIN, UnicodeScript.CYRILLIC, UnicodeScript.GREEK);

    /** Latin letters of living languages that are no ASCII letter with an accent. */
    private static final String LATIN = "\u00DF\u1E9E\u00E6\u00C6\u0153\u0152\u00F8\u00D8\u0142\u0141\u0111\u0110"
            + "\u00FE\u00DE\u00F0\u00D0\u0131";
    /** Cyrillic, Greek and Armenian small letters that are drawn like an ASCII letter: a name of nothing else reads as Latin. */
    private static final String READ_AS_LATIN =
            "\u0430\u0441\u0501\u0435\u04BB\u0456\u0458\u04CF\u043E\u0440\u051B\u0455"
                    + "\u0475\u051D\u0445\u0443\u04AF\u03B1\u03B3\u03B9\u03BA\u03BD\u03BF\u03C1\u03C5\u03C7\u03F2\u03F3"
                    + "\u0570\u0578\u057D\u0581\u0566\u0575\u0585";
    /** East Asian characters that are drawn like a hyphen, a stroke or a ring. */
    private static final String STROKES = "\u4E00\u4E28\u4E36\u4E3F\u3007\u30FC\u30CE\u53E3\u30ED\u3127\u1175\u110B";
    /** The wave dash of Japanese names. */
    private static final int WAVE_DASH = 0x301C;

    private static final int PICTURES = 0x1F000;
    private static final Set<UnicodeBlock> SIGNS = Set.of(
            UnicodeBlock.MATHEMATICAL_OPERATORS,
            UnicodeBlock.MISCELLANEOUS_TECHNICAL,
            UnicodeBlock.BOX_DRAWING,
            UnicodeBlock.GEOMETRIC_SHAPES);
    private static final String OTHER_SIGNS = "\u2027\u2044\u2052\u212E\u2758";

    private static final String LETTER = "it is easily taken for another letter: write the name in one alphabet";
    private static final String SIGN = "it is easily taken for a sign of the keyboard: use that one";
    private static final String MARK = "it is a mark for which there is no letter of its own: leave it out";

    private final int[] name;
    private final Set<UnicodeScript> scripts = EnumSet.noneOf(UnicodeScript.class);

    /** @param name a name in NFKC, by its code points */
    LookAlikes(int[] name) {
        this.name = name.clone();
        IntStream.of(name)
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .forEach(scripts::add);
    }

    /** Why the character is refused; empty if it is not. */
    String at(int index) {
        int character = name[index];
        if (character < 0x80) {
            return "";
        }
        if (isMark(character)) {
            return isMarkOfLetter(index) ? "" : MARK;
        }
        if (Character.isLetter(character)) {
            return isLetter(index) ? "" : LETTER;
        }
        return switch (Character.getType(character)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER ->
                hasAscii() ? LETTER : "";
            case Character.DASH_PUNCTUATION -> character == WAVE_DASH ? "" : SIGN;
            case Character.CONNECTOR_PUNCTUATION -> SIGN;
            case Character.MODIFIER_SYMBOL -> character < PICTURES ? SIGN : "";
            default -> SIGNS.contains(UnicodeBlock.of(character)) || OTHER_SIGNS.indexOf(character) >= 0 ? SIGN : "";
        };
    }

    private boolean isLetter(int index) {
        UnicodeScript script = UnicodeScript.of(name[index]);
        if (script == UnicodeScript.LATIN) {
            return isLatin(name[index]);
        }
        if (isEastAsian(name[index])) {
            return !scripts.contains(UnicodeScript.LATIN) || isEastAsianWord(index);
        }
        if (BESIDE_LATIN.contains(script)) {
            return !touchesLatin(index);
        }
        return ALONE.contains(script) && scripts.size() == 1 && !readsAsLatin();
    }

    /** An ASCII letter with or without an accent, or one of a living language, that stays so in lower case. */
    private static boolean isLatin(int letter) {
        return LATIN.indexOf(letter) >= 0
                || Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFKD)
                                .codePoints()
                                .allMatch(part -> part < 0x80 || isMark(part))
                        && EnvironmentName.canonical(Character.toString(letter))
                                .codePoints()
                                .noneMatch(LookAlikes::isMark);
    }

    private boolean readsAsLatin() {
        return IntStream.of(name)
                .filter(Character::isLetter)
                .map(letter ->
                        EnvironmentName.canonical(Character.toString(letter)).codePointAt(0))
                .allMatch(letter -> READ_AS_LATIN.indexOf(letter) >= 0);
    }

    private static boolean isEastAsian(int character) {
        // The prolonged sound mark and the mark of closing belong to several scripts.
        return EAST_ASIAN.contains(UnicodeScript.of(character)) || character == 0x30FC || character == 0x3006;
    }

    /** Whether the characters there are more than a stroke, or a ring, in the middle of Latin letters. */
    private boolean isEastAsianWord(int index) {
        int from = index;
        while (from > 0 && isEastAsian(name[from - 1])) {
            from--;
        }
        int to = index + 1;
        while (to < name.length && isEastAsian(name[to])) {
            to++;
        }
        boolean strokes = IntStream.range(from, to).allMatch(i -> STROKES.indexOf(name[i]) >= 0);
        boolean inside = to - from == 1 && isLatinAt(from - 1) && isLatinAt(to);
        return !strokes && !inside;
    }

    private boolean isLatinAt(int index) {
        return index >= 0
                && index < name.length
                && Character.isLetter(name[index])
                && UnicodeScript.of(name[index]) == UnicodeScript.LATIN;
    }

    /** Whether a Latin letter stands in the same word. */
    private boolean touchesLatin(int index) {
        int from = index;
        while (from > 0 && isInWord(name[from - 1])) {
            from--;
        }
        return IntStream.range(from, name.length)
                .takeWhile(i -> isInWord(name[i]))
                .anyMatch(this::isLatinAt);
    }

    private static boolean isInWord(int character) {
        return Character.isLetterOrDigit(character) || isMark(character);
    }

    private boolean hasAscii() {
        return IntStream.of(name).anyMatch(character -> character < 0x80 && Character.isLetterOrDigit(character));
    }

    private static boolean isMark(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    /** Whether the mark belongs to the script of the letter before it. NFKC has made one of all that can be one. */
    private boolean isMarkOfLetter(int index) {
        int base = index;
        while (base >= 0 && isMark(name[base])) {
            base--;
        }
        if (base < 0 || !Character.isLetter(name[base])) {
            return false;
        }
        int mark = name[index];
        UnicodeScript script = UnicodeScript.of(name[base]);
        boolean shared = script == UnicodeScript.ARABIC && (mark >= 0x064B && mark <= 0x0655 || mark == 0x0670)
                || EAST_ASIAN.contains(script) && (mark == 0x3099 || mark == 0x309A);
        return shared || UnicodeScript.of(mark) == script && !WITHOUT_LOOSE_MARKS.contains(script);
    }
}
