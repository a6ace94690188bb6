package io.jenkins.plugins.releasechecklist.cli.hosting;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A pom as it is written, or an element of one: the checker sees neither the parent nor what Maven adds. */
record Pom(Element element) {
    /**
     * Elements at a path of names.
     *
     * @param path such as {@code dependencies/dependency}
     */
    Stream<Pom> all(String path) {
        Stream<Pom> found = Stream.of(this);
        for (String name : path.split("/")) {
            found = found.flatMap(
                    pom -> pom.children().filter(child -> child.name().equals(name)));
        }
        return found;
    }

    /** The text of the first element at a path; empty if there is none. */
    String text(String path) {
        return all(path)
                .findFirst()
                .map(pom -> pom.element.getTextContent().strip())
                .orElse("");
    }

    Map<String, String> properties() {
        return all("properties")
                .flatMap(Pom::children)
                .collect(Collectors.toMap(
                        Pom::name, property -> property.element.getTextContent().strip()));
    }

    /** Replaces the names of properties by their values, as far as this pom has them. */
    String resolve(String text) {
        String resolved = text.replace("${project.artifactId}", text("artifactId"));
        for (Map.Entry<String, String> property : properties().entrySet()) {
            resolved = resolved.replace("${" + property.getKey() + "}", property.getValue());
        }
        return resolved.equals(text) ? text : resolve(resolved);
    }

    private String name() {
        return element.getLocalName();
    }

    private Stream<Pom> children() {
        NodeList nodes = element.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(node -> new Pom((Element) node));
    }
}
