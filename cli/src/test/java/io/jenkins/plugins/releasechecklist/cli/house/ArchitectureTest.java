package io.jenkins.plugins.releasechecklist.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.house.Drawing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The drawing of the packages, as PlantUML and as Mermaid, beside the code. {@code -Darchitecture.write} draws the arrows anew; boxes are
 * drawn by hand. {@code LayersTest} of the plugin compares the same drawing with the compiled classes.
 */
class ArchitectureTest {
    private static final Path DOCS = Path.of("").toAbsolutePath().resolveSibling("docs");
    private static final Path PLANT_UML = DOCS.resolve("architecture.puml");
    private static final Path PAGE = DOCS.resolve("architecture.md");
    private static final String WHAT_TO_DO =
            "Packages use others than docs/architecture.puml says. Where that is meant, draw it:"
                    + " bin/mvn -f cli/pom.xml test -Dtest=ArchitectureTest -Darchitecture.write";

    private final SourceTree tree = SourceTree.read();

    @BeforeEach
    void write() throws IOException {
        if (System.getProperty("architecture.write") != null) {
            Drawing real = plantUml().asInTheCode(tree.uses()).withoutDetours();
            Files.writeString(PLANT_UML, Drawing.replaceArrows(Files.readString(PLANT_UML), real.plantUmlArrows()));
            Files.writeString(PAGE, Drawing.replaceArrows(Files.readString(PAGE), real.mermaidArrows()));
        }
    }

    @Test
    void hasABoxForEveryPackage() throws IOException {
        Drawing drawing = plantUml();
        assertThat(tree.typesByPackage().keySet())
                .isNotEmpty()
                .allSatisfy(room -> assertThat(drawing.boxesOf(room))
                        .as("Boxes of the package %s in docs/architecture.puml", room)
                        .hasSize(1));
        assertThat(drawing.boxes())
                .allSatisfy((box, patterns) -> assertThat(patterns)
                        .as("Packages of the box %s", box)
                        .isNotEmpty()
                        .allMatch(pattern -> tree.typesByPackage().keySet().stream()
                                .anyMatch(room -> drawing.boxesOf(room).contains(box))));
    }

    @Test
    void hasTheArrowsOfTheCodeWithoutThoseThatFollowFromOthers() throws IOException {
        assertThat(plantUml().arrows())
                .as(WHAT_TO_DO)
                .isEqualTo(plantUml().asInTheCode(tree.uses()).withoutDetours().arrows());
    }

    @Test
    void hasNoCircle() throws IOException {
        Drawing drawing = plantUml();
        assertThat(drawing.boxes().keySet())
                .isNotEmpty()
                .noneMatch(box -> drawing.reach(box).contains(box));
    }

    @Test
    void showsTheSameOnThePage() throws IOException {
        Drawing shown = Drawing.ofMermaid(Files.readString(PAGE));
        assertThat(shown.boxes().keySet()).isEqualTo(plantUml().boxes().keySet());
        assertThat(shown.arrows()).as(WHAT_TO_DO).isEqualTo(plantUml().arrows());
    }

    private static Drawing plantUml() throws IOException {
        return Drawing.ofPlantUml(Files.readString(PLANT_UML));
    }
}
