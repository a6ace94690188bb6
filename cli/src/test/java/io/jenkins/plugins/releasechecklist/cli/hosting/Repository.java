package io.jenkins.plugins.releasechecklist.cli.hosting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The files of the repository, which the build of the tool finds around its own folder. */
final class Repository {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private Repository() {}

    static boolean has(String file) {
        return Files.isRegularFile(ROOT.resolve(file));
    }

    static String text(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    static List<String> lines(String file) throws IOException {
        return Files.readAllLines(ROOT.resolve(file));
    }

    static List<Path> jellyFiles() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("src/main/resources"))) {
            return files.filter(file -> file.toString().endsWith(".jelly")).toList();
        }
    }

    static Pom pom() throws IOException {
        return new Pom(xml(ROOT.resolve("pom.xml")));
    }

    static Element xml(Path file) throws IOException {
        DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
        parsers.setNamespaceAware(true);
        try {
            return parsers.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("Cannot read " + file + " as XML", e);
        }
    }
}
