package io.jenkins.plugins.releasechecklist.engine.house;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The boxes of a drawing and the arrows between them. A box holds packages, given as patterns: {@code engine.plan..} with all below
 * it, {@code engine.probe} alone. Along the arrows it may use every box that can be reached, not only the next one.
 */
public record Drawing(Map<String, List<String>> boxes, Map<String, Set<String>> arrows) {
    /** The package that all are in; the names of others begin after it. */
    public static final String BASE = "io.jenkins.plugins.releasechecklist";

    private static final Pattern PLANT_BOX = Pattern.compile("(?m)^ *\\[([\\w.]+)]((?: <<[\\w.]+>>)+) *$");
    private static final Pattern PLANT_PACKAGES = Pattern.compile("<<" + Pattern.quote(BASE) + "\\.([\\w.]+?)>>");
    private static final Pattern PLANT_ARROW = Pattern.compile("(?m)^ *\\[([\\w.]+)] --> \\[([\\w.]+)] *$");
    private static final Pattern MERMAID_BOX = Pattern.compile("(?m)^ *(\\w+)\\[\"[^\"]+\"] *$");
    private static final Pattern MERMAID_ARROW = Pattern.compile("(?m)^ *(\\w+) --> (\\w+(?: & \\w+)*) *$");

    public static Drawing ofPlantUml(String text) {
        Map<String, List<String>> boxes = new TreeMap<>();
        PLANT_BOX
                .matcher(text)
                .results()
                .forEach(box -> boxes.put(
                        box.group(1),
                        PLANT_PACKAGES
                                .matcher(box.group(2))
                                .results()
                                .map(found -> found.group(1))
                                .toList()));
        Map<String, Set<String>> arrows = new TreeMap<>();
        PLANT_ARROW.matcher(text).results().forEach(arrow -> draw(arrows, arrow.group(1), arrow.group(2)));
        return new Drawing(boxes, arrows);
    }

    /** A dot in the name of a box is an underscore in Mermaid; what a box holds is not written there. */
    public static Drawing ofMermaid(String text) {
        Map<String, List<String>> boxes = new TreeMap<>();
        MERMAID_BOX.matcher(text).results().forEach(box -> boxes.put(name(box.group(1)), List.of()));
        Map<String, Set<String>> arrows = new TreeMap<>();
        MERMAID_ARROW.matcher(text).results().forEach(arrow -> {
            for (String to : arrow.group(2).split(" & ")) {
                draw(arrows, name(arrow.group(1)), name(to));
            }
        });
        return new Drawing(boxes, arrows);
    }

    private static String name(String mermaid) {
        return mermaid.replace('_', '.');
    }

    /** These boxes with the arrows that the code has. */
    public Drawing asInTheCode(Map<String, Set<String>> uses) {
        Map<String, Set<String>> real = new TreeMap<>();
        uses.forEach((user, used) -> used.forEach(other -> boxesOf(user)
                .forEach(from ->
                        boxesOf(other).stream().filter(to -> !to.equals(from)).forEach(to -> draw(real, from, to)))));
        return new Drawing(boxes, real);
    }

    public List<String> boxesOf(String room) {
        return boxes.entrySet().stream()
                .filter(box -> box.getValue().stream().anyMatch(pattern -> holds(pattern, room)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean holds(String pattern, String room) {
        String top = pattern.replace("..", "");
        return room.equals(top) || pattern.endsWith("..") && room.startsWith(top + ".");
    }

    /** Without arrows that follow from two others: a box may use what the boxes below it use. */
    public Drawing withoutDetours() {
        Map<String, Set<String>> few = new TreeMap<>();
        arrows.forEach((from, all) -> all.stream()
                .filter(to -> all.stream()
                        .noneMatch(other -> !other.equals(to) && reach(other).contains(to)))
                .forEach(to -> draw(few, from, to)));
        return new Drawing(boxes, few);
    }

    /** What can be reached from a box along the arrows, without the box unless there is a circle. */
    public Set<String> reach(String box) {
        Set<String> reached = new TreeSet<>();
        collect(box, reached);
        return reached;
    }

    private void collect(String box, Set<String> reached) {
        for (String next : arrows.getOrDefault(box, Set.of())) {
            if (reached.add(next)) {
                collect(next, reached);
            }
        }
    }

    /** With an arrow to every box that can be reached, for those who see arrows only. */
    public Drawing withAllThatFollows() {
        Map<String, Set<String>> all = new TreeMap<>();
        arrows.keySet().forEach(from -> reach(from).forEach(to -> draw(all, from, to)));
        return new Drawing(boxes, all);
    }

    /** As ArchUnit reads it. */
    public String plantUml() {
        return boxes.entrySet().stream()
                .map(box -> "[" + box.getKey() + "]"
                        + box.getValue().stream()
                                .map(packages -> " <<" + BASE + "." + packages + ">>")
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n", "@startuml\n", "\n" + plantUmlArrows() + "@enduml\n"));
    }

    public String plantUmlArrows() {
        return arrows.entrySet().stream()
                .flatMap(from -> from.getValue().stream().map(to -> "[" + from.getKey() + "] --> [" + to + "]\n"))
                .collect(Collectors.joining());
    }

    public String mermaidArrows() {
        return arrows.entrySet().stream()
                .map(from -> "    " + from.getKey() + " --> " + String.join(" & ", from.getValue()))
                .map(line -> line.replace('.', '_') + "\n")
                .collect(Collectors.joining());
    }

    /** The text with other arrows; they stand together, after the boxes. */
    public static String replaceArrows(String text, String arrows) {
        return text.replaceFirst("(?m)(^ *\\S+ --> .*\\R)+", arrows);
    }

    private static void draw(Map<String, Set<String>> arrows, String from, String to) {
        arrows.computeIfAbsent(from, box -> new TreeSet<>()).add(to);
    }
}
