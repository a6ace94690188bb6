package io.jenkins.plugins.releasechecklist.engine.announce.chat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryId;
import io.jenkins.plugins.releasechecklist.engine.announce.Link;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.announce.chat.ChatBlocks.ChatExcerpt;
import java.nio.charset.StandardCharsets;

/**
 * The body for a workflow of Microsoft Teams that waits for a webhook: one adaptive card with a heading, what it is
 * about, the text, and buttons for the links. Nothing in a message can mention anybody or make a link look like another
 * one.
 */
public final class TeamsPayload {

    /**
     * How many bytes a message may have. Teams documents about 28 KB, refuses some from 21 KB on, and a workflow tells so to nobody but
     * its owner.
     */
    static final int MOST_BYTES = 20_000;

    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_FACT = 200;
    private static final int LONGEST_BUTTON = 60;
    private static final int MOST_BUTTONS = 6;

    private TeamsPayload() {}

    /** Renders the message; the delivery is named in the headers only. */
    public static String render(Message message, DeliveryId id) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        payload.put("type", "message");
        ObjectNode attachment = payload.putArray("attachments").addObject();
        attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
        ObjectNode card = attachment.putObject("content");
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        card.putObject("msteams").put("width", "Full");
        ArrayNode body = card.putArray("body");
        textBlock(body.addObject(), TeamsDialect.escapedLine(ChatText.title(message, LONGEST_TITLE)))
                .put("size", "Large")
                .put("weight", "Bolder");
        facts(body.addObject().put("type", "FactSet").putArray("facts"), message);
        buttons(card.putArray("actions"), message);

        ObjectNode rest = textBlock(JsonNodeFactory.instance.objectNode(), rest(message));
        ChatExcerpt excerpt = ChatExcerpt.of(
                ChatBlocks.of(message, TeamsDialect.INSTANCE),
                MOST_BYTES - bytes(payload) - bytes(rest) - 1,
                block -> bytes(textBlock(block)) + 1);
        excerpt.blocks().forEach(block -> body.add(textBlock(block)));
        if (excerpt.cut()) {
            body.add(rest);
        }
        return payload.toString();
    }

    private static void facts(ArrayNode facts, Message message) {
        fact(facts, "Status", message.statusText());
        message.environment().ifPresent(name -> fact(facts, "Environment", name));
        fact(facts, "Version", message.version());
        fact(facts, "Type", message.type());
    }

    private static void fact(ArrayNode facts, String name, String value) {
        String line = ChatText.line(value, LONGEST_FACT);
        facts.addObject().put("title", name).put("value", TeamsDialect.escapedLine(line));
    }

    private static void buttons(ArrayNode actions, Message message) {
        for (Link link : message.links()) {
            if (actions.size() < MOST_BUTTONS) {
                ChatText.address(link.url().toString())
                        .ifPresent(address -> actions.addObject()
                                .put("type", "Action.OpenUrl")
                                .put("title", ChatText.line(link.title(), LONGEST_BUTTON))
                                .put("url", address));
            }
        }
    }

    private static String rest(Message message) {
        String cut = "_The text is cut here._";
        return message.links().stream()
                .limit(1)
                .flatMap(link -> ChatText.address(link.url().toString()).stream()
                        .map(address ->
                                TeamsDialect.INSTANCE.link(address, ChatText.line(link.title(), LONGEST_BUTTON))))
                .findFirst()
                .map(link -> cut + " " + link)
                .orElse(cut);
    }

    private static ObjectNode textBlock(ChatBlock block) {
        ObjectNode node = textBlock(JsonNodeFactory.instance.objectNode(), block.text());
        switch (block.kind()) {
            case HEADING -> node.put("size", "Medium").put("weight", "Bolder").put("spacing", "Large");
            case ITEM -> node.put("spacing", "Small");
            case CODE -> node.put("fontType", "Monospace");
            case PARAGRAPH -> node.put("spacing", "Default");
        }
        return node;
    }

    private static ObjectNode textBlock(ObjectNode node, String text) {
        return node.put("type", "TextBlock").put("text", text).put("wrap", true);
    }

    private static int bytes(ObjectNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
