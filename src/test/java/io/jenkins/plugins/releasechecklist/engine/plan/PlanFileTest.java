package io.jenkins.plugins.releasechecklist.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.releasechecklist.engine.plan.reader.Mistakes;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a plan file at all, before anybody looks at its keys. */
class PlanFileTest {

    @Test
    void rejectsAnEmptyFile() {
        for (String empty : List.of("", "\n", "# nothing yet\n", "---\n", "~")) {
            assertThat(Mistakes.inPlan(empty))
                    .singleElement()
                    .asString()
                    .matches("plan.yaml:[12]:1: expected a release plan \\(a mapping .*\\), found nothing");
        }
    }

    @Test
    void rejectsAFileThatIsNoMapping() {
        assertThat(Mistakes.inPlan("just some text")).singleElement().asString().endsWith("found \"just some text\"");
        assertThat(Mistakes.inPlan("- application")).singleElement().asString().endsWith("found a list");
        assertThat(Mistakes.inPlan("{\"application\": \"JSON is YAML\"}")).isEmpty();
    }

    @Test
    void pointsAtATabulator() {
        assertThat(Mistakes.inPlan("notes:\n\tsummary: Fast\n"))
                .containsExactly("plan.yaml:2:1: not valid YAML: found character '\\t(TAB)' that begins no value;"
                        + " expected blanks: tabs do not indent in YAML");
    }

    @Test
    void pointsAtTextThatIsNoYaml() {
        assertThat(Mistakes.inPlan("application: Shop\nnotes: a: b\n"))
                .containsExactly("plan.yaml:2:9: not valid YAML: mapping values are not allowed here;"
                        + " expected the value in quotation marks");
        assertThat(Mistakes.inPlan("application: \"Shop\nnotes: {}\n"))
                .singleElement()
                .asString()
                .startsWith("plan.yaml:3:1: not valid YAML: while scanning a quoted scalar");
        assertThat(Mistakes.inPlan("environments: [a, b"))
                .singleElement()
                .asString()
                .startsWith("plan.yaml:1:20: not valid YAML: while parsing a flow sequence");
    }

    @Test
    void pointsAtACharacterThatCannotBePrinted() {
        assertThat(Mistakes.inPlan("application: Shop\nrollback: ab\u0007c\n"))
                .containsExactly("plan.yaml:2:13: not valid YAML: the character U+0007; expected printable text");
    }

    @Test
    void forgivesAByteOrderMarkAndWindowsLines() {
        assertThat(Mistakes.inPlan("\uFEFFapplication: Shop\r\nrollback: []\r\n"))
                .containsExactly("plan.yaml:2:11: rollback: expected text, found a list");
    }

    @Test
    void readsAnEmojiWhereverItStands() {
        for (int before = 1000; before < 1050; before++) {
            String plan = "#" + "x".repeat(before) + "\uD83D\uDE80\nrollback: \uD83D\uDE80\n";
            assertThat(Plans.read(plan, "plan.yaml").rollback()).contains("\uD83D\uDE80");
        }
    }

    @Test
    void rejectsASecondDocument() {
        assertThat(Mistakes.inPlan("application: Shop\n---\napplication: Other\n"))
                .singleElement()
                .asString()
                .startsWith("plan.yaml:2:1: not valid YAML: expected a single document in the stream");
    }

    @Test
    void rejectsAKeyThatIsThereTwice() {
        assertThat(Mistakes.inPlan("application: Shop\nrollback: x\napplication: Other\n"))
                .containsExactly(
                        "plan.yaml:3:1: application: expected every key once, found it again (first on" + " line 1)");
    }

    @Test
    void rejectsKeysThatAreNoWords() {
        assertThat(Mistakes.inPlan("{[a]: b}"))
                .containsExactly("plan.yaml:1:1: not valid YAML: a list or a mapping as a key; expected a word");
    }

    @Test
    void rejectsTags() {
        assertThat(Mistakes.inPlan("application: Shop\nrollback: !secret x\nnotes: !!set {}\n"))
                .containsExactly(
                        "plan.yaml:2:11: rollback: not valid YAML: the tag \"!secret\"; expected a value without a tag",
                        "plan.yaml:3:8: notes: not valid YAML: the tag \"tag:yaml.org,2002:set\"; expected a value"
                                + " without a tag");
        assertThat(Mistakes.inPlan("application: !!javax.script.ScriptEngineManager [x]\n"))
                .containsExactly("plan.yaml:1:14: not valid YAML: Global tag is not allowed:"
                        + " tag:yaml.org,2002:javax.script.ScriptEngineManager");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!%20 x", "!<%00> x", "\"\\UFFFFFFFF\""})
    void refusesWhatTheLibraryStumblesOver(String value) {
        assertThat(Mistakes.inPlan("application: " + value))
                .containsExactly("plan.yaml:1:1: not valid YAML: a tag or an escape that stands for nothing; expected"
                        + " text without it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environments: {production: {verify: {successRate: >= 99%}}}",
                "environments:\n  production:\n    verify:\n      successRate: >= 99%\n",
                "application: @shop",
                "application: `shop`",
                "application: %shop",
                "application: *shop",
                "application: *",
                "environments: {staging: {checks: [{commandCheck: echo a: b}]}}",
                "notes:\n  summary: Fix: this\n"
            })
    void saysWhatQuotationMarksWouldMend(String plan) {
        assertThat(Mistakes.inPlan(plan))
                .singleElement()
                .asString()
                .contains("not valid YAML: ")
                .endsWith("; expected the value in quotation marks");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'environments\n  staging:\n' | 2:10 | a colon after \"environments\" in line 1",
                "'environments:\n  staging\n\n    checks:\n' | 4:11 | a colon after \"staging\" in line 2",
                "'environments:\n  staging:\n    checks:\n      - httpCheck:{name: a, url: b}\n' | 4:32 | a blank after \"httpCheck:\"",
                "'environments:\n  staging: {}\n   production: {}\n' | 3:4 | this line to be indented as those that it belongs to",
                "'application: \"Shop\nrollback: x\n' | 3:1 | the closing quotation mark",
                "'handoff:\n  - a\n - b\n' | 3:2 | this line to be indented as those that it belongs to",
                "'application: ''It''s a shop''\nrollback: x' | 1:18 | nothing after the closing quotation mark; one within a text is doubled"
            })
    void saysWhatIsMissing(String plan, String place, String expected) {
        assertThat(Mistakes.inPlan(plan))
                .singleElement()
                .asString()
                .startsWith("plan.yaml:" + place + ": not valid YAML: ")
                .contains("; expected " + expected);
    }

    @Test
    void readsAnchorsAndAliases() {
        Plan plan = Plans.read("""
                environments:
                  staging:
                    checks: &checks
                      - tcpCheck: "db.example.com:5432"
                    verify: &verify {duration: 1m, successRate: ">= 99%"}
                  production:
                    checks: *checks
                    verify:
                      <<: *verify
                      duration: 10m
                """, "plan.yaml");
        EnvironmentPlan staging = plan.environments().get("staging");
        EnvironmentPlan production = plan.environments().get("production");
        assertThat(production.checks()).isEqualTo(staging.checks());
        VerifyPlan verify = production.verify().orElseThrow();
        assertThat(verify.duration())
                .hasValueSatisfying(duration -> assertThat(duration).hasMinutes(10));
        assertThat(verify.criteria())
                .isNotEmpty()
                .isEqualTo(staging.verify().orElseThrow().criteria());
    }

    @Test
    void pointsAtTheAnchorForAMistakeInAnAlias() {
        assertThat(Mistakes.inPlan("environments:\n  a:\n    verify: &v {interval: soon}\n  b:\n    verify: *v\n"))
                .extracting(message -> message.replaceFirst(": expected.*", ""))
                .containsExactly(
                        "plan.yaml:3:27: environments.a.verify.interval",
                        "plan.yaml:3:27:" + " environments.b.verify.interval");
    }

    @Test
    void rejectsAMergeOfSomethingElse() {
        assertThat(Mistakes.inPlan("notes: {<<: [{summary: a}, text]}"))
                .containsExactly("plan.yaml:1:28: notes: not valid YAML: \"text\" to merge; expected a mapping");
    }

    @Test
    void rejectsAliasesOfThemselves() {
        assertThat(Mistakes.inPlan("notes: &n\n  changes: [*n]\n"))
                .containsExactly("plan.yaml:1:8: notes.changes[0]: not valid YAML: an alias of a value inside that"
                        + " very value;"
                        + " expected an alias of another one");
        assertThat(Mistakes.inPlan("notes: &n\n  <<: *n\n"))
                .singleElement()
                .asString()
                .contains("inside that very" + " value");
    }

    @Test
    void rejectsMoreAliasesThanAPlanNeeds() {
        String many = "application: &a [x]\nnotes: [" + "*a, ".repeat(51) + "]\n";
        assertThat(Mistakes.inPlan(many))
                .singleElement()
                .asString()
                .startsWith("plan.yaml:1:1: not valid YAML: Number of aliases");
    }

    @Test
    void rejectsABombOfAliasesThatStandForEachOther() {
        String bomb = IntStream.range(1, 8)
                .mapToObj(level -> "k" + level + ": &k" + level + " [" + ("*k" + (level - 1) + ", ").repeat(7) + "]\n")
                .collect(Collectors.joining("", "k0: &k0 [x, x, x, x, x, x, x, x, x]\n", ""));
        assertThat(Mistakes.inPlan(bomb))
                .singleElement()
                .asString()
                .contains("more than 100000 values, aliases counted each time");
    }

    @Test
    void rejectsAFileThatIsTooLong() {
        assertThat(Mistakes.inPlan("#".repeat((1 << 20) + 1)))
                .containsExactly("plan.yaml:1:1: expected at most 1048576 characters, found 1048577 characters");
        assertThat(Mistakes.inPlan("{} #" + "#".repeat((1 << 20) - 4))).isEmpty();
    }

    @Test
    void rejectsAFileThatIsTooDeep() {
        assertThat(Mistakes.inPlan("notes: " + "[".repeat(60) + "]".repeat(60)))
                .singleElement()
                .asString()
                .contains("Nesting Depth exceeded max 50");
    }

    @Test
    void looksBelowAKeyThatIsMisspelt() {
        assertThat(Mistakes.inPlan("enviroments:\n  staging:\n    chekcs:\n      - http: {adress: 3}\n"))
                .extracting(mistake -> mistake.replaceFirst("(key; did you mean [^?]*|nothing|Allowed: ).*", "$1"))
                .containsExactly(
                        "plan.yaml:1:1: enviroments: unknown key; did you mean \"environments\"",
                        "plan.yaml:3:5: enviroments.staging.chekcs: unknown key; did you mean \"checks\"",
                        "plan.yaml:4:9: enviroments.staging.chekcs[0].http: unknown key; did you mean \"httpCheck\"",
                        "plan.yaml:4:15: enviroments.staging.chekcs[0].http.url: expected a URL, found nothing",
                        "plan.yaml:4:16: enviroments.staging.chekcs[0].http.adress: unknown key. Allowed: ");
    }

    @Test
    void showsAHundredMistakesAndCountsTheRest() {
        String wrong = IntStream.range(0, 150).mapToObj(i -> "x" + i + ": 1\n").collect(Collectors.joining());
        assertThat(Mistakes.inPlan(wrong)).hasSize(101).last().isEqualTo("... and 50 more");
    }

    @Test
    void cutsAndEscapesForeignText() {
        assertThat(Mistakes.inPlan("template: \"" + "x".repeat(200) + "\""))
                .containsExactly("plan.yaml:1:11: template: expected a template (octoacme), found \"" + "x".repeat(80)
                        + "...\"");
        assertThat(Mistakes.inPlan("template: \"a\\nb\\u202E\""))
                .containsExactly(
                        "plan.yaml:1:11: template: expected a template (octoacme), found" + " \"a\\u000ab\\u202e\"");
    }
}
