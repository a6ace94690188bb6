package io.jenkins.plugins.releasechecklist.engine.probe.junit;

import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult.Status;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads one JUnit report. There is no standard for it; what is read is what the tools write: suites in suites, several failures of a case,
 * runs that were repeated, and suites that failed as a whole.
 */
public final class JUnitReport {
    /** The roots of the reports of other tools that are taken for JUnit reports. */
    private static final Map<String, String> OTHERS = Map.of(
            "test-run", "NUnit",
            "test-results", "NUnit",
            "assemblies", "xUnit.net",
            "assembly", "xUnit.net",
            "TestRun", "Visual Studio",
            "robot", "Robot Framework",
            "testng-results", "TestNG");

    private static final Set<String> FAILURES = Set.of("failure", "error");
    /** What an attribute of a case says, where that is all which is said. */
    private static final Set<String> FAILED = Set.of("failed", "failure", "fail", "error", "errored", "broken");

    private static final Set<String> NOT_RUN = Set.of("notrun", "disabled", "skipped", "ignored");
    /** Other runs of a case: before it passed, or after it had failed (Surefire, pytest-rerunfailures). */
    private static final Set<String> RERUNS =
            Set.of("flakyFailure", "flakyError", "rerunFailure", "rerunError", "rerun");

    /** The longest wait that a number of seconds can mean here: thirty days. */
    private static final double LONGEST_SECONDS = 30 * 24 * 3600d;

    /** No tool nests suites deeper than folders. */
    private static final int DEEPEST = 100;

    private final XMLStreamReader xml;
    private final String file;
    private final List<JUnitCase> cases = new ArrayList<>();

    private JUnitReport(XMLStreamReader xml, String file) {
        this.xml = xml;
        this.file = file;
    }

    /**
     * Reads a report.
     *
     * @param file its path, for messages and to tell cases apart
     * @throws IOException with a message for people when it is no JUnit report, or is cut or broken
     */
    public static List<JUnitCase> read(InputStream content, String file) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            JUnitReport report = new JUnitReport(factory.createXMLStreamReader(content), file);
            report.root();
            return report.cases;
        } catch (XMLStreamException e) {
            throw broken(file, e);
        }
    }

    private static IOException broken(String file, XMLStreamException problem) {
        if (problem.getNestedException() instanceof IOException unreadable
                && !(unreadable instanceof CharConversionException)
                && !(unreadable instanceof CharacterCodingException)
                && !(unreadable instanceof UnsupportedEncodingException)) {
            return unreadable;
        }
        String where = problem.getLocation() == null
                ? ""
                : " (line " + problem.getLocation().getLineNumber() + ", column "
                        + problem.getLocation().getColumnNumber() + ")";
        String why = String.valueOf(problem.getMessage()).replaceAll("(?s)^ParseError at .*?Message: ", "");
        return new IOException("expected a JUnit report in " + file + ", found XML that cannot be read" + where + ": "
                + why.lines().findFirst().orElse(""));
    }

    private void root() throws XMLStreamException, IOException {
        while (xml.next() != XMLStreamConstants.START_ELEMENT) {
            // A document type is not read.
        }
        String root = xml.getLocalName();
        if (!root.equals("testsuites") && !root.equals("testsuite")) {
            throw new IOException(
                    "expected a JUnit report in " + file + ", with the root testsuites or testsuite, found "
                            + root
                            + (OTHERS.containsKey(root)
                                    ? ": a report of " + OTHERS.get(root)
                                            + ", which has to be converted or written as JUnit XML"
                                    : ""));
        }
        suite("", 1);
        while (xml.next() != XMLStreamConstants.END_DOCUMENT) {
            // What follows the root has to be XML, too.
        }
    }

    /** Reads a suite, or the root around suites, up to its end, and tells how many of its cases failed. */
    private int suite(String outer, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new XMLStreamException("suites are nested more than " + DEEPEST + " times", xml.getLocation());
        }
        JUnitCase.Source source = new JUnitCase.Source(
                attribute("name").isBlank() ? outer : attribute("name"),
                attribute("hostname"),
                attribute("timestamp"),
                file);
        int told = number(attribute("failures")) + number(attribute("errors"));
        int failed = 0;
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.getEventType() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String element = xml.getLocalName();
            if (element.equals("testsuite")) {
                failed += suite(source.suite(), depth + 1);
            } else if (element.equals("testcase")) {
                failed += testCase(source) ? 1 : 0;
            } else if (FAILURES.contains(element)) {
                String said = said();
                whole(source, said.isBlank() ? "failed" : said);
                failed++;
            } else {
                skip();
            }
        }
        if (told > failed && failed == 0) {
            whole(source, told + " failed, and the report does not say which");
            failed = told;
        }
        return failed;
    }

    /** A suite that failed as a whole, before or after its cases. */
    private void whole(JUnitCase.Source source, String said) {
        String name = source.suite().isBlank() ? file : source.suite();
        cases.add(new JUnitCase(
                name, source, Status.FAILED, Duration.ZERO, 1, firstLine(beginning(said), "failed"), beginning(said)));
    }

    private boolean testCase(JUnitCase.Source source) throws XMLStreamException {
        String name = attribute("name");
        String className = attribute("classname");
        Duration time = duration(attribute("time"));
        List<String> words = Stream.of("status", "result")
                .map(key -> attribute(key).toLowerCase(Locale.ROOT))
                .toList();
        boolean failed = words.stream().anyMatch(FAILED::contains);
        int attempts = 1;
        String skipped = words.stream().anyMatch(NOT_RUN::contains) ? "not run" : null;
        List<String> said = new ArrayList<>();
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (xml.getEventType() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            String element = xml.getLocalName();
            if (FAILURES.contains(element)) {
                failed = true;
                said.add(said());
            } else if (element.equals("skipped")) {
                skipped = firstLine(said(), "skipped");
            } else {
                attempts += RERUNS.contains(element) ? 1 : 0;
                skip();
            }
        }
        String detail = said.stream().filter(text -> !text.isBlank()).collect(Collectors.joining("\n"));
        Status status = failed ? Status.FAILED : skipped != null ? Status.SKIPPED : Status.PASSED;
        cases.add(new JUnitCase(
                named(className, name, source),
                source,
                status,
                time,
                attempts,
                failed ? firstLine(beginning(detail), "failed") : skipped != null ? skipped : "",
                failed ? beginning(detail) : ""));
        return failed;
    }

    private String named(String className, String name, JUnitCase.Source source) {
        String all = Stream.of(className, name)
                .filter(part -> !part.isBlank())
                .map(String::strip)
                .collect(Collectors.joining("."));
        return all.isEmpty() ? source.suite().isBlank() ? file : source.suite() : all;
    }

    /** What an element says: its message, and its text unless that begins with the message. */
    private String said() throws XMLStreamException {
        String message = attribute("message").strip();
        StringBuilder text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (xml.isCharacters() && text.length() < JUnitCase.LONGEST_DETAIL) {
                text.append(xml.getText());
            }
        }
        String body = text.toString().strip();
        return message.isEmpty() || body.contains(message) ? body : body.isEmpty() ? message : message + "\n" + body;
    }

    private void skip() throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }

    private String attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private static int number(String text) {
        String plain = text.strip().replace(",", "").replaceFirst("\\.0*$", "");
        return plain.matches("\\d{1,9}") ? Integer.parseInt(plain) : 0;
    }

    /** Some tools write a thousand seconds as 1,000.0, and some a half of one as 0,5. */
    private static Duration duration(String seconds) {
        String plain = seconds.strip().replaceAll(",(?=\\d{3}(\\D|$))", "").replace(',', '.');
        if (!plain.matches("\\d{1,12}(\\.\\d*)?([eE][+-]?\\d{1,2})?")) {
            return Duration.ZERO;
        }
        return Duration.ofMillis(Math.round(Math.min(Double.parseDouble(plain), LONGEST_SECONDS) * 1000));
    }

    private static String firstLine(String text, String otherwise) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(otherwise);
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(text.length(), JUnitCase.LONGEST_DETAIL));
    }
}
