package io.jenkins.plugins.releasechecklist.engine.checklist;

import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A part of an item: one thing of several that have to be done before a person signs the item, such as one line of the handoff
 * list.
 *
 * @param id unique among the parts of the item, {@code [a-z0-9][a-z0-9-]*}
 * @param title the line as people read it
 * @param url where more about it is, {@code http} or {@code https}
 */
public record Part(String id, String title, Optional<String> url) {
    public Part {
        Ids.require(id, "id of a part");
        if (title.isBlank()) {
            throw new IllegalArgumentException("title of a part: expected text, found '" + title + "'");
        }
    }

    /** A part whose id is made of its title. */
    public static Part titled(String title, Optional<String> url) {
        return new Part(Ids.slug(title), title, url);
    }

    /** The same parts, where one whose id an earlier one has gets a number behind it. */
    static List<Part> distinct(List<Part> parts) {
        Set<String> taken = new HashSet<>();
        List<Part> distinct = new ArrayList<>();
        for (Part part : parts) {
            String own = part.id();
            for (int number = 2; !taken.add(own); number++) {
                own = part.id() + "-" + number;
            }
            distinct.add(new Part(own, part.title(), part.url()));
        }
        return List.copyOf(distinct);
    }
}
