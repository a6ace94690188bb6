package io.jenkins.plugins.releasechecklist.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.jenkins.plugins.releasechecklist.engine.checklist.PlanPart;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.plan.check.ForeignKinds;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.ChecklistReader;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Mistakes;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Templates;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.Texts;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Redirects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Holds the published schema against the reader. */
class PlanSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where the schema lists the keys of each mapping that the reader knows. */
    private static final Map<String, List<String>> KEYS = Map.ofEntries(
            Map.entry("", PlanMapping.PLAN.keys()),
            Map.entry("/$defs/environment", PlanMapping.ENVIRONMENT.keys()),
            Map.entry("/$defs/check", PlanMapping.CHECK.keys()),
            Map.entry("/$defs/httpCheck", PlanMapping.HTTP_CHECK.keys()),
            Map.entry("/$defs/tcpCheck/anyOf/1", PlanMapping.TCP_CHECK.keys()),
            Map.entry("/$defs/tlsCheck/anyOf/1", PlanMapping.TLS_CHECK.keys()),
            Map.entry("/$defs/dnsCheck/anyOf/1", PlanMapping.DNS_CHECK.keys()),
            Map.entry("/$defs/commandCheck/anyOf/1", PlanMapping.COMMAND_CHECK.keys()),
            Map.entry("/$defs/gate", PlanMapping.GATE.keys()),
            Map.entry("/$defs/approval", PlanMapping.APPROVAL.keys()),
            Map.entry("/$defs/openingHours", PlanMapping.WINDOW.keys()),
            Map.entry("/$defs/verify", PlanMapping.VERIFICATION.keys()),
            Map.entry("/$defs/version", PlanMapping.VERSION.keys()),
            Map.entry("/$defs/metric", PlanMapping.METRIC.keys()),
            Map.entry("/$defs/notes", PlanMapping.NOTES.keys()),
            Map.entry("/$defs/announcement", PlanMapping.ANNOUNCEMENT.keys()),
            Map.entry("/$defs/checklist", PlanMapping.CHECKLIST.keys()),
            Map.entry("/$defs/section", PlanMapping.SECTION.keys()),
            Map.entry("/$defs/item", PlanMapping.ITEM.keys()),
            Map.entry("/$defs/completion", PlanMapping.COMPLETION.keys()),
            Map.entry("/$defs/signOff", PlanMapping.SIGN_OFF.keys()),
            Map.entry("/$defs/part/anyOf/1", PlanMapping.PART.keys()),
            Map.entry("/$defs/responsibility", PlanMapping.RESPONSIBILITY.keys()),
            Map.entry("/$defs/resource", PlanMapping.RESOURCE.keys()));

    private static final String ITEM = "{id: a, title: A, owners: [qa]}";

    static final List<String> WRONG = List.of(
            "[]",
            "aplication: Shop",
            "application: [Shop]",
            "template: Octo Acme",
            "{template: octoacme, checklist: {title: T, releasedBy: a, sections: [{id: s, title: S, items: [" + ITEM
                    + "]}]}}",
            "notes: {changes: one}",
            "announce: [{channel: support}, {channel: support}]",
            "announce: [support]",
            "announce: [{audience: support}, {audience: support}]",
            "announce: [{audience: support, channel: support}]",
            "announce: [{}]",
            "audiences: [support]",
            "audiences: {support: support-mail}",
            "audiences: {support: []}",
            "audiences: {support: [a, a]}",
            "audiences: {On Call: [a]}",
            "environments: [staging]",
            "{template: octoacme, checklist: {environments: {production: []}}}",
            "{template: octoacme, checklist: {environments: {production: [eu, eu]}}}",
            "environments: {staging: {check: []}}",
            "environments: {staging: {checks: [{tcpCheck: 'a:1', tlsCheck: 'a:1'}]}}",
            "environments: {staging: {checks: [{ping: a}]}}",
            "environments: {staging: {checks: [{pingCheck: [a]}]}}",
            "environments: {staging: {checks: [{tcpCheck: 'a:1', pingCheck: a}]}}",
            "environments: {staging: {checks: [{tcpCheck: {address: 'a:1', send: '\\q'}}]}}",
            "environments: {staging: {checks: [{tcpCheck: {address: 'a:1', expect: [a]}}]}}",
            "environments: {staging: {checks: [{dnsCheck: 'https://a'}]}}",
            "environments: {staging: {checks: [{dnsCheck: 10.0.0.1}]}}",
            "environments: {staging: {checks: [{dnsCheck: {resolvesTo: 10.0.0.1}}]}}",
            "environments: {staging: {checks: [{dnsCheck: {host: a, resolvesTo: []}}]}}",
            "environments: {staging: {checks: [{dnsCheck: {host: a, resolvesTo: [www.example.com]}}]}}",
            "environments: {staging: {checks: [{commandCheck: {name: a}}]}}",
            "environments: {staging: {checks: [{commandCheck: {command: a, exitCode: -1}}]}}",
            "environments: {staging: {checks: [{commandCheck: {command: a, exitCode: 256}}]}}",
            "environments: {staging: {checks: [{httpCheck: {name: health}}]}}",
            "environments: {staging: {checks: [{httpCheck: {url: 'ftp://a'}}]}}",
            "environments: {staging: {checks: [{httpCheck: {url: 'https://a', expect: UP}}]}}",
            "environments: {staging: {checks: [{httpCheck: {url: 'https://a', status: 99}}]}}",
            "environments: {staging: {checks: [{httpCheck: {url: 'https://a', method: FETCH}}]}}",
            "environments: {staging: {checks: [{httpCheck: {url: 'https://a', maxLatency: 500}}]}}",
            "environments: {staging: {checks: [{httpCheck: {url: 'https://a', json: 5}}]}}",
            "environments: {staging: {checks: [{httpCheck: {url: 'https://a', form: [a]}}]}}",
            "environments: {staging: {checks: [{httpCheck: {url: 'https://a', expectHeaders: {X Y: a}}}]}}",
            "environments: {staging: {checks: [{httpCheck: {url: 'https://a', bodyMatches: ''}}]}}",
            "environments: {staging: {checks: [{tlsCheck: {minValidity: 14d}}]}}",
            "environments: {staging: {gate: {approvals: [{role: qa, anyOf: [qa]}]}}}",
            "environments: {staging: {gate: {approvals: [{role: QA}]}}}",
            "environments: {staging: {gate: {approvals: [{count: 1}]}}}",
            "environments: {staging: {gate: {approvals: {qa: 0}}}}",
            "environments: {staging: {gate: {onTimeout: wait}}}",
            "environments: {staging: {gate: {veto: maybe}}}",
            "environments: {staging: {window: {from: '09:00', to: '16:00'}}}",
            "environments: {staging: {window: {days: [Monday], from: '09:00', to: '16:00', zone: UTC}}}",
            "environments: {staging: {window: {from: '9', to: '16:00', zone: UTC}}}",
            "environments: {staging: {window: {from: '09:00', to: '24:01', zone: UTC}}}",
            "environments: {staging: {window: MON-FRI UTC}}",
            "environments: {staging: {window: []}}",
            "environments: {staging: {window: [MON]}}",
            "environments: {staging: {verify: {duration: soon}}}",
            "environments: {staging: {verify: {successRate: '99%'}}}",
            "environments: {staging: {verify: {successRate: '>= 0.99'}}}",
            "environments: {staging: {verify: {p95: '<= 99%'}}}",
            "environments: {staging: {verify: {p50: '<= baseline + 3'}}}",
            "environments: {staging: {verify: {p99: '>= 1s'}}}",
            "environments: {staging: {verify: {consecutiveFailures: 0}}}",
            "environments: {staging: {verify: {version: {url: 'https://a'}}}}",
            "environments: {staging: {verify: {version: {jsonPath: $.v}}}}",
            "environments: {staging: {verify: {version: {url: 'https://a', urls: ['https://b'], jsonPath: $.v}}}}",
            "environments: {staging: {verify: {version: {url: 'https://a', jsonPath: $.v, instances: some}}}}",
            "environments: {staging: {verify: {metrics: [{name: a, url: 'https://a', pass: '<= 1'}]}}}",
            "environments: {staging: {verify: {metrics: [{name: a, url: 'https://a', jsonPath: $.v, query: up, pass:"
                    + " '<= 1'}]}}}",
            "environments: {staging: {verify: {metrics: [{name: a, url: 'https://a', jsonPath: $.v, pass: '<= 1',"
                    + " failureLimit: -1}]}}}",
            "environments: {staging: {verify: {metrics: [{name: a, prometheus: 'https://a', query: up, pass: good}]}}}",
            "handoff: Runbook",
            "handoff: [Runbook, Runbook]",
            "handoff: [{url: 'https://a'}]",
            "handoff: [{title: Runbook, url: 'javascript:alert(1)'}]",
            "handoff: [{title: Runbook, link: 'https://a'}]",
            "handoff: [['Runbook']]",
            "checklist: {title: T, releasedBy: a, sections: [{id: s, title: S, items: [{id: a, title: A, owners: [qa],"
                    + " parts: [{title: P, url: 'ftp://a'}]}]}]}",
            "checklist: {title: T, releasedBy: a, sections: []}",
            "checklist: {title: T, releasedBy: a, sections: [{id: s, title: S, items: [{id: a, title: A, owners:"
                    + " []}]}]}",
            "checklist: {title: T, releasedBy: a, sections: [{id: s, title: S, items: [{id: a, title: A, owners: [qa],"
                    + " completedBy: [{step: deploy}]}]}]}",
            "checklist: {title: T, releasedBy: a, sections: [{id: s, title: S, items: [{id: a, title: A, owners: [qa],"
                    + " signOff: {anyOf: [qa], allOf: [qa]}}]}]}");

    @Test
    void isKnownByTheAddressThatEditorsAreGiven() throws IOException {
        assertThat(documentation("plan.md"))
                .contains("yaml-language-server: $schema=" + schema().get("$id").textValue() + "\n");
    }

    private static JsonNode schema() throws IOException {
        return JSON.readTree(documentation("release-plan.schema.json"));
    }

    private static String documentation(String file) throws IOException {
        // The tests run in the plugin's folder, and in that of the standalone tool below it.
        Path folder = Files.isDirectory(Path.of("docs")) ? Path.of("docs") : Path.of("..", "docs");
        return Files.readString(folder.resolve(file));
    }

    private static Set<ValidationMessage> complaints(String plan) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema());
        Object value = new Yaml(new SafeConstructor(new LoaderOptions())).load(plan);
        return schema.validate(JSON.valueToTree(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"octoacme-shop.yaml", "every-key.yaml"})
    void acceptsWhatTheReaderAccepts(String file) throws IOException {
        String plan = Texts.file(file);
        assertThat(complaints(plan)).isEmpty();
        assertThat(Mistakes.inPlan(plan)).isEmpty();
    }

    @Test
    void isCalledByTheAddressThatEditorsAreGiven() throws IOException {
        assertThat(documentation("plan.md"))
                .contains("# yaml-language-server: $schema="
                        + schema().path("$id").asText() + "\n");
    }

    @Test
    void acceptsKindsOfOtherPlugins() throws IOException {
        for (String check : List.of("queueCheck: {name: orders, atMost: 10}", "queueCheck: orders", "queueCheck:")) {
            String plan = "environments: {staging: {checks: [{" + check + "}]}}";
            assertThat(complaints(plan)).isEmpty();
            assertThat(Mistakes.of(() -> Plans.read(plan, "plan.yaml", ForeignKinds.of(List.of("queueCheck")))))
                    .isEmpty();
        }
    }

    @Test
    void acceptsTheBuiltInTemplateAsAChecklist() throws IOException {
        String template = Texts.file("/io/jenkins/plugins/releasechecklist/engine/checklist/octoacme.yaml");
        assertThat(complaints("checklist:\n" + template.indent(2))).isEmpty();
    }

    @Test
    void acceptsWhatTheGuideAddsToATemplate() throws IOException {
        String guide = documentation("jenkinsfile.md");
        String plan = guide.substring(guide.indexOf("```yaml\ntemplate: octoacme\nchecklist:") + "```yaml\n".length())
                .split("```", 2)[0];
        assertThat(complaints(plan)).isEmpty();
        assertThat(Plans.read(plan, "plan.yaml").checklist().items())
                .hasSize(Templates.octoacme().items().size() + 2);
    }

    @ParameterizedTest
    @FieldSource("WRONG")
    void rejectsWhatTheReaderRejects(String plan) throws IOException {
        assertThat(complaints(plan)).isNotEmpty();
        assertThat(Mistakes.inPlan(plan)).isNotEmpty();
    }

    @Test
    void rejectsThePlanWithTwentyMistakes() throws IOException {
        assertThat(complaints(Texts.file("twenty-mistakes.yaml"))).hasSizeGreaterThan(10);
    }

    @Test
    void knowsTheKeysOfTheReaderAndNoOthers() throws IOException {
        JsonNode schema = schema();
        KEYS.forEach((place, keys) -> {
            JsonNode mapping = schema.at(place);
            assertThat(mapping.path("properties").fieldNames())
                    .as(place)
                    .toIterable()
                    .containsExactlyElementsOf(keys);
            assertThat(mapping.path("additionalProperties").booleanValue())
                    .as(place)
                    .isFalse();
            assertThat(mapping.has("additionalProperties")).as(place).isTrue();
        });
        assertThat(placesWithProperties(schema, "")).containsExactlyInAnyOrderElementsOf(KEYS.keySet());
    }

    @Test
    void theCompletePlanUsesEveryKeyButTheTemplate() throws IOException {
        JsonNode plan = JSON.valueToTree(
                new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(Texts.file("every-key.yaml")));
        List<String> used = new ArrayList<>();
        collectKeys(plan, used);
        assertThat(used)
                .containsAll(KEYS.values().stream()
                        .flatMap(List::stream)
                        .filter(key -> !key.equals("template"))
                        .toList());
    }

    @Test
    void everyMappingOfTheReaderHasItsPlaceInTheSchema() {
        assertThat(KEYS.values())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(PlanMapping.values()).map(PlanMapping::keys).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_CHECK, **`httpCheck`**",
        "TCP_CHECK, **`tcpCheck`**",
        "DNS_CHECK, **`dnsCheck`**",
        "COMMAND_CHECK, **`commandCheck`**",
        "METRIC, #### Metrics"
    })
    void theGuideForJenkinsfilesHasATableOfTheKeysOfTheReader(PlanMapping mapping, String before) throws IOException {
        assertThat(tableAfter(before)).containsExactlyInAnyOrderElementsOf(mapping.keys());
    }

    @ParameterizedTest
    @CsvSource({"GATE, ### `releaseGate`", "VERIFICATION, ### `postDeployVerify`"})
    void aStepHasAParameterForEveryKeyOfThePlan(PlanMapping mapping, String before) throws IOException {
        assertThat(tableAfter(before)).containsAll(mapping.keys());
    }

    @ParameterizedTest
    @CsvSource({
        "PLAN, ## The release plan",
        "ENVIRONMENT, ## The release plan",
        "APPROVAL, ## The release plan",
        "WINDOW, ## The release plan",
        "ANNOUNCEMENT, ## The release plan",
        "NOTES, ### `announceRelease`",
        "TLS_CHECK, **`tlsCheck`**",
        "VERSION, #### The version"
    })
    void theGuideForJenkinsfilesNamesTheKeysOfTheReader(PlanMapping mapping, String heading) throws IOException {
        String guide = documentation("jenkinsfile.md");
        assertThat(guide).contains("\n" + heading);
        String section = guide.substring(guide.indexOf("\n" + heading) + 2).split("\n#{2,4} ", 2)[0];
        assertThat(mapping.keys()).allSatisfy(key -> assertThat(section).containsPattern("\\b" + key + "\\b"));
    }

    /** The words in the first column of the first table after the text. */
    private static List<String> tableAfter(String before) throws IOException {
        String guide = documentation("jenkinsfile.md");
        assertThat(guide).contains("\n" + before);
        return guide.substring(guide.indexOf("\n" + before) + 1)
                .lines()
                .dropWhile(line -> !line.startsWith("|"))
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> line.split("\\|")[1])
                .flatMap(cell -> Pattern.compile("`(\\w+)`").matcher(cell).results())
                .map(word -> word.group(1))
                .toList();
    }

    @Test
    void knowsTheWordsOfTheReader() throws IOException {
        assertThat(schema().at("/properties/template/examples"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(Templates.BUILT_IN.names());
        assertThat(words("/$defs/completion/properties/step")).containsExactlyElementsOf(ChecklistReader.STEPS);
        assertThat(words("/$defs/completion/properties/plan"))
                .containsExactlyElementsOf(
                        Stream.of(PlanPart.values()).map(PlanPart::id).toList());
        assertThat(words("/$defs/item/properties/requiredFor/items"))
                .containsExactlyElementsOf(
                        Stream.of(ReleaseType.values()).map(ReleaseType::id).toList());
        assertThat(words("/$defs/httpCheck/properties/method"))
                .containsAll(Stream.of(HttpMethod.values()).map(Enum::name).toList());
        assertThat(words("/$defs/httpCheck/properties/redirects"))
                .containsExactlyElementsOf(Stream.of(Redirects.values())
                        .map(redirects -> redirects.name().toLowerCase(Locale.ROOT))
                        .toList());
    }

    private static List<String> words(String place) throws IOException {
        List<String> words = new ArrayList<>();
        schema().at(place).path("enum").forEach(word -> words.add(word.asText()));
        return words;
    }

    private static List<String> placesWithProperties(JsonNode node, String place) {
        List<String> places = new ArrayList<>();
        if (node.path("type").asText().equals("object") && node.has("properties")) {
            places.add(place);
        }
        node.fields().forEachRemaining(field -> {
            if (!field.getKey().equals("properties")) {
                places.addAll(placesWithProperties(field.getValue(), place + "/" + field.getKey()));
            }
        });
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                places.addAll(placesWithProperties(node.get(i), place + "/" + i));
            }
        }
        return places;
    }

    private static void collectKeys(JsonNode node, List<String> keys) {
        node.fieldNames().forEachRemaining(keys::add);
        node.forEach(child -> collectKeys(child, keys));
    }
}
