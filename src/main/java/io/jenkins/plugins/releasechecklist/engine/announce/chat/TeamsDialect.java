package io.jenkins.plugins.releasechecklist.engine.announce.chat;

import java.util.regex.Pattern;

/**
 * The Markdown of the cards of Microsoft Teams: bold, italic, lists and links, nothing else. Its clients differ: those on
 * a desktop read a backslash as in Markdown, those on a phone show it and read on, so that only what breaks the form of a
 * link, {@code ](}, keeps text from becoming one.
 */
final class TeamsDialect implements ChatDialect {

    static final TeamsDialect INSTANCE = new TeamsDialect();

    private static final Pattern ANYWHERE = Pattern.compile("[\\\\`*_\\[\\]~]");
    private static final Pattern LINK = Pattern.compile("\\](?=\\()");
    private static final Pattern LINE_START = Pattern.compile("^[-+#>=]");
    private static final Pattern NUMBER = Pattern.compile("^([0-9]{1,9})([.)])(?=\\s|$)");
    private static final String INDENT = "\u00A0\u00A0\u00A0\u00A0";

    /** Cards have no quotations; a heading is a text block that is larger, and a block of code is one in another font. */
    private static final Marks MARKS = new Marks("**", "~~", "\n\n", "", "", "", "");

    private TeamsDialect() {}

    /** The text as it stands for itself everywhere in a card. */
    static String escaped(String literal) {
        String marked = ANYWHERE.matcher(literal).replaceAll("\\\\$0");
        marked = LINK.matcher(marked).replaceAll("]\\\\");
        return marked.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The same at the beginning of a line. */
    static String escapedLine(String literal) {
        String marked = LINE_START.matcher(literal).replaceFirst("\\\\$0");
        if (marked.equals(literal)) {
            return NUMBER.matcher(escaped(literal)).replaceFirst("$1\\\\$2");
        }
        return "\\" + escaped(literal.substring(0, 1)) + escaped(literal.substring(1));
    }

    @Override
    public Marks marks() {
        return MARKS;
    }

    @Override
    public String text(String literal, String before) {
        if (before.isEmpty()) {
            return escapedLine(literal);
        }
        return before.endsWith("]") && literal.startsWith("(") ? "\\" + escaped(literal) : escaped(literal);
    }

    /** Cards have no code within a line. */
    @Override
    public String code(String literal, String before) {
        return text(literal, before);
    }

    @Override
    public String link(String address, String literal) {
        String safe = address.replace("(", "%28")
                .replace(")", "%29")
                .replace("*", "%2A")
                .replace("\\", "%5C");
        return "[" + escaped(literal) + "](" + safe + ")";
    }

    @Override
    public String bullet(int depth) {
        return depth == 0 ? "- " : INDENT.repeat(depth) + "◦ ";
    }

    @Override
    public String number(int depth, int number) {
        return depth == 0 ? number + ". " : INDENT.repeat(depth) + number + "\\. ";
    }

    @Override
    public String indent(int depth) {
        return INDENT.repeat(depth + 1);
    }

    /** Cards drop the spaces at the beginning of a line and all but one between words, unless they are not to be broken. */
    @Override
    public String codeLine(String literal, String before) {
        if (literal.isBlank() && literal.length() > 1) {
            return "\u00A0".repeat(literal.length());
        }
        int indent =
                before.isEmpty() ? literal.length() - literal.stripLeading().length() : 0;
        return "\u00A0".repeat(indent) + text(literal.substring(indent), before);
    }
}
