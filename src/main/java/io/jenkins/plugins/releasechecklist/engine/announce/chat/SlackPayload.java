package io.jenkins.plugins.releasechecklist.engine.announce.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.chat.ChatBlock.Kind;
import io.jenkins.plugins.releasechecklist.engine.announce.chat.ChatBlocks.ChatExcerpt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The body for an incoming webhook of Slack: a heading, what it is about, the text, and the links, as blocks of Slack's
 * Block Kit, within its limits. Nothing in a message can mention anybody or make a link look like another one.
 */
public final class SlackPayload {

    /** The longest text of a header block. */
    static final int LONGEST_HEADER = 150;

    /** The longest text of a section block. */
    static final int LONGEST_SECTION = 3000;

    /**
     * The most characters of JSON. A message can have 50 blocks, but Slack refuses one of more than about 13,000 characters, some
     * 125 for each block included, as "msg_blocks_too_long".
     */
    static final int MOST_CHARACTERS = 12_000;

    private static final int BLOCK = 125;

    /** What a text may need at most, two of which are longer than one section, besides header, facts, links and a note. */
    private static final int MOST_BLOCKS = 4 + 2 * MOST_CHARACTERS / LONGEST_SECTION;

    private static final int LONGEST_FACT = 100;
    private static final int MOST_LINKS = 10;
    private static final String PARAGRAPH = "\n\n";

    private SlackPayload() {}

    /** Renders the message; the delivery is named in the headers only. */
    public static String render(Message message, DeliveryId id) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        String title = fitting(ChatText.title(message, LONGEST_HEADER), LONGEST_HEADER);
        // What notifications show, and clients that know no blocks.
        payload.put("text", title);
        payload.put("unfurl_links", false);
        payload.put("unfurl_media", false);
        ArrayNode blocks = payload.putArray("blocks");
        blocks.addObject()
                .put("type", "header")
                .putObject("text")
                .put("type", "plain_text")
                .put("text", title);
        String facts = facts(message);
        String links = links(message);
        markdown(blocks.addObject().put("type", "context").putArray("elements").addObject(), facts);
        ChatExcerpt excerpt = ChatExcerpt.of(
                ChatBlocks.of(message, SlackDialect.INSTANCE),
                MOST_CHARACTERS - MOST_BLOCKS * BLOCK - 2 * json(title) - json(facts) - json(links),
                block -> json(block.text()) + json(PARAGRAPH));
        sections(excerpt.blocks()).forEach(text -> section(blocks, text));
        if (excerpt.cut()) {
            section(blocks, "_The text is cut here._");
        }
        if (!links.isEmpty()) {
            section(blocks, links);
        }
        return payload.toString();
    }

    private static int json(String text) {
        return TextNode.valueOf(text).toString().length();
    }

    private static List<String> sections(List<ChatBlock> blocks) {
        List<String> sections = new ArrayList<>();
        StringBuilder section = new StringBuilder();
        boolean afterItem = false;
        for (ChatBlock block : blocks) {
            String between = afterItem && block.kind() == Kind.ITEM ? "\n" : PARAGRAPH;
            for (String part : block.parts(LONGEST_SECTION)) {
                if (!section.isEmpty() && section.length() + between.length() + part.length() > LONGEST_SECTION) {
                    sections.add(section.toString());
                    section.setLength(0);
                }
                section.append(section.isEmpty() ? "" : between).append(part);
            }
            afterItem = block.kind() == Kind.ITEM;
        }
        if (!section.isEmpty()) {
            sections.add(section.toString());
        }
        return sections;
    }

    private static String facts(Message message) {
        List<String> facts = new ArrayList<>();
        facts.add(fact("Status", message.statusText()));
        message.environment().ifPresent(name -> facts.add(fact("Environment", name)));
        facts.add(fact("Type", message.type()));
        return String.join("  |  ", facts);
    }

    private static String fact(String name, String value) {
        return name + ": *" + fitting(value, LONGEST_FACT) + "*";
    }

    private static String links(Message message) {
        return message.links().stream()
                .limit(MOST_LINKS)
                .flatMap(link -> ChatText.address(link.url().toString()).stream()
                        .map(address -> SlackDialect.INSTANCE.link(address, ChatText.line(link.title(), LONGEST_FACT))))
                .collect(Collectors.collectingAndThen(Collectors.toList(), SlackPayload::fittingLinks));
    }

    private static String fittingLinks(List<String> links) {
        StringBuilder text = new StringBuilder();
        for (String link : links) {
            if (text.length() + 1 + link.length() <= LONGEST_SECTION) {
                text.append(text.isEmpty() ? "" : "\n").append(link);
            }
        }
        return text.toString();
    }

    private static void section(ArrayNode blocks, String text) {
        markdown(blocks.addObject().put("type", "section").putObject("text"), text);
    }

    /** Verbatim: names of people and channels in plain text, such as @channel, stay plain text. */
    private static void markdown(ObjectNode node, String text) {
        node.put("type", "mrkdwn").put("text", text).put("verbatim", true);
    }

    /** The beginning of a text in one line, which is no longer than that when it is escaped. */
    private static String fitting(String text, int longest) {
        String line = ChatText.line(text, longest);
        int length = longest;
        while (SlackDialect.escaped(line).length() > longest) {
            length--;
            line = ChatText.line(text, length);
        }
        return SlackDialect.escaped(line);
    }
}
