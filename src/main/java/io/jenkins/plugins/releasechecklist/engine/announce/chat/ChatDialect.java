package io.jenkins.plugins.releasechecklist.engine.announce.chat;

/**
 * How a chat writes text. Nothing that is given as literal text can become a link, a mention or formatting that somebody
 * could take for something else.
 */
interface ChatDialect {
    /** What stands before and after words that are stressed. */
    String ITALIC = "_";

    /**
     * What does not depend on the text.
     *
     * @param bold what stands before and after words that stand out
     * @param strike what stands before and after words that no longer hold
     * @param lineBreak the end of a line within a paragraph or a block of code
     * @param quote what begins a paragraph that is quoted
     * @param heading what stands before and after a heading
     * @param beforeCode what begins a block of lines of code
     * @param afterCode what ends it
     */
    record Marks(
            String bold,
            String strike,
            String lineBreak,
            String quote,
            String heading,
            String beforeCode,
            String afterCode) {}

    /** The marks of the chat. */
    Marks marks();

    /** A word of plain text; {@code before} stands before it in the same line, and is empty at the beginning of a line. */
    String text(String literal, String before);

    /** A piece of code within a line; {@code before} as for plain text. */
    String code(String literal, String before);

    /** A link with the text that is shown, to an {@code http}, {@code https} or {@code mailto} address of ASCII characters. */
    String link(String address, String literal);

    /** What begins an item of a list; 0 is the outermost level. */
    String bullet(int depth);

    /** What begins an item of a numbered list; 0 is the outermost level. */
    String number(int depth, int number);

    /** What begins a further paragraph of an item; 0 is the outermost level. */
    String indent(int depth);

    /** A piece of a line of code; {@code before} as for plain text. */
    String codeLine(String literal, String before);
}
