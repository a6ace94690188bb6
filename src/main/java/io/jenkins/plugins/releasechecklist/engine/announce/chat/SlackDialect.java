package io.jenkins.plugins.releasechecklist.engine.announce.chat;

/**
 * Slack's "mrkdwn". Only {@code &}, {@code <} and {@code >} can be escaped, and have to be: mentions and links are
 * written between angle brackets. An asterisk in plain text may make something bold, and no more.
 */
final class SlackDialect implements ChatDialect {

    static final SlackDialect INSTANCE = new SlackDialect();

    private static final String INDENT = "    ";

    /** A link must not be cut, and there is a limit for what it stands in. */
    private static final int LONGEST_TARGET = 1500;

    private static final Marks MARKS = new Marks("*", "~", "\n", "&gt; ", "*", "```\n", "\n```");

    private SlackDialect() {}

    /** The text as it stands for itself everywhere in a Slack message. */
    static String escaped(String literal) {
        return literal.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public Marks marks() {
        return MARKS;
    }

    @Override
    public String text(String literal, String before) {
        return escaped(literal);
    }

    @Override
    public String code(String literal, String before) {
        return "`" + escaped(literal.replace('`', '\'')) + "`";
    }

    /** The bar ends the address, and nothing escapes it. */
    @Override
    public String link(String address, String literal) {
        String target = escaped(address);
        String text = escaped(literal.replace('|', '¦'));
        return target.length() > LONGEST_TARGET ? text : "<" + target + "|" + text + ">";
    }

    @Override
    public String bullet(int depth) {
        return INDENT.repeat(depth) + (depth == 0 ? "• " : "◦ ");
    }

    @Override
    public String number(int depth, int number) {
        return INDENT.repeat(depth) + number + ". ";
    }

    @Override
    public String indent(int depth) {
        return INDENT.repeat(depth + 1);
    }

    @Override
    public String codeLine(String literal, String before) {
        return escaped(literal.replace('`', '\''));
    }
}
