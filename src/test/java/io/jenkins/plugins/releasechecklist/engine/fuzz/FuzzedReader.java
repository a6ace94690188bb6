package io.jenkins.plugins.releasechecklist.engine.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.releasechecklist.engine.criterion.Criterion;
import io.jenkins.plugins.releasechecklist.engine.plan.PlanException;
import io.jenkins.plugins.releasechecklist.engine.plan.Plans;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeFixture;
import io.jenkins.plugins.releasechecklist.engine.probe.RawServer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.AnswerHeaders;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.probe.http.Expectation;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheckBuilder;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpJudge;
import io.jenkins.plugins.releasechecklist.engine.probe.junit.JUnitCase;
import io.jenkins.plugins.releasechecklist.engine.probe.junit.JUnitReport;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A reader of what others wrote. Whatever that is, it is read or refused in words: anything else is a finding. */
public enum FuzzedReader {
    CRITERION {
        @Override
        void read(byte[] input) {
            try {
                Criterion.parse(text(input));
            } catch (IllegalArgumentException refused) {
                explains(refused, "'");
            }
        }
    },

    PLAN {
        @Override
        void read(byte[] input) {
            plan(text(input));
        }
    },

    JUNIT {
        @Override
        void read(byte[] input) {
            try {
                for (JUnitCase found : JUnitReport.read(new ByteArrayInputStream(input), "report.xml")) {
                    require(!found.name().isBlank(), "a case without a name");
                    require(found.detail().length() <= LONGEST_DETAIL, "more than is kept of a failure");
                }
            } catch (IOException refused) {
                explains(refused, "expected a JUnit report in report.xml");
            }
        }
    },

    /** The JSONPath in the first line, what is expected there in the second, and the answer in the others. */
    JSON {
        @Override
        void read(byte[] input) {
            List<String> parts = List.of(text(input).split("\n", 3));
            if (parts.size() < 3) {
                return;
            }
            HttpCheck check;
            try {
                check = HttpCheck.builder("https://example.com/")
                        .expectation(new Expectation.JsonEquals(parts.get(0), parts.get(1)))
                        .build();
            } catch (IllegalArgumentException refused) {
                explains(refused, "jsonPath: expected");
                return;
            }
            HttpAnswer answer = new HttpAnswer(200, "", new AnswerHeaders(List.of()), parts.get(2), false, Phrase.NONE);
            new HttpJudge(check, List.of(), Duration.ZERO)
                    .judge(answer)
                    .errorIfAny()
                    .ifPresent(error -> require(error.startsWith("expected "), error));
        }
    },

    /** Every byte that a server sends after the request. */
    HTTP {
        @Override
        void read(byte[] input) throws Exception {
            try (RawServer server = new RawServer(wire -> wire.send(input));
                    ProbeFixture network = new ProbeFixture()) {
                HttpCheckBuilder check = HttpCheck.builder("http://" + server.address() + "/");
                Phrase why = network.attempt(check.bodyContains("UP").build()).why();
                require(
                        !why.key().equals("probe.fault")
                                && !PAST_A_LINE.matcher(why.text()).find(),
                        why.text());
            }
        }
    };

    /** What an error may not have, which is a line. */
    private static final Pattern PAST_A_LINE = Pattern.compile("\\p{Cntrl}|.{2000}");

    /** What is kept of a failure. */
    private static final int LONGEST_DETAIL = 64 * 1024;

    /** The longest that a reader may think about a text, generous for a busy machine. */
    static final Duration LONGEST = Duration.ofSeconds(20);

    /** What Jazzer calls, with the reader that the property {@code fuzz.reader} names. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        valueOf(System.getProperty("fuzz.reader").toUpperCase(Locale.ROOT)).read(input);
    }

    /** Reads a plan; an error unless it is one, or each problem has a position and a line. */
    public static void plan(String text) {
        try {
            Plans.read(text, "plan.yaml");
        } catch (PlanException refused) {
            refused.problems()
                    .forEach(problem -> require(
                            problem.position().isPresent() && !problem.message().contains("\n"),
                            "not a line with a position: " + problem));
        }
    }

    /** Throws nothing but what is a finding. */
    abstract void read(byte[] input) throws Exception;

    private static String text(byte[] input) {
        return new String(input, UTF_8);
    }

    private static void explains(Exception refused, String beginning) {
        require(String.valueOf(refused.getMessage()).startsWith(beginning), "not explained: " + refused);
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new AssertionError(otherwise);
        }
    }
}
