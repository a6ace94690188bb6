package io.jenkins.plugins.releasechecklist.engine.announce.chat;

/**
 * How a chat writes text. Nothing that is given as literal text can become a link, a mention or formatting that somebody
 * could take for something else.
 */
interface ChatDialect {

    /**
     * A word of plain text.
     *
     * @param before what is written before it in the same line; empty at the beginning of a line
     */
    String text(String literal, String before);

    /** Text that stands out, from what is written already. */
    String bold(String written);

    /** Text that is stressed, from what is written already. */
    String italic(String written);

    /**
     * A piece of code within a line.
     *
     * @param before as for plain text
     */
    String code(String literal, String before);

    /**
     * A link.
     *
     * @param address an {@code http}, {@code https} or {@code mailto} address of ASCII characters
     * @param literal the text that is shown
     */
    String link(String address, String literal);

    /** The end of a line within a paragraph. */
    String lineBreak();

    /** What begins an item of a list; 0 is the outermost level. */
    String bullet(int depth);

    /** What begins an item of a numbered list; 0 is the outermost level. */
    String number(int depth, int number);

    /** What begins a paragraph that is quoted. */
    String quote();

    /** What stands before and after a heading. */
    String aroundHeading();

    /** What begins a block of lines of code. */
    String beforeCode();

    /** What ends a block of lines of code. */
    String afterCode();

    /**
     * A piece of a line of code.
     *
     * @param before as for plain text
     */
    String codeLine(String literal, String before);

    /** The end of a line of code. */
    String codeLineBreak();
}
