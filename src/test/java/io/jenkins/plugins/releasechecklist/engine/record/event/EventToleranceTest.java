package io.jenkins.plugins.releasechecklist.engine.record.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releasechecklist.engine.record.Components;
import io.jenkins.plugins.releasechecklist.engine.record.log.EventCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Components are only ever added, as optional values or lists: so older and newer versions read each other's logs. */
class EventToleranceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Named<ReleaseEvent>> kinds() {
        return EveryEvent.named(EveryEvent.kinds().stream()
                .filter(kind -> !(kind instanceof ReleaseEvent.Unrecognised))
                .toList());
    }

    private static ObjectNode write(ReleaseEvent kind) throws IOException {
        return (ObjectNode) JSON.readTree(EventCodec.encode(EveryEvent.line(kind)));
    }

    private static Event read(ObjectNode line) throws IOException {
        return EventCodec.decode(line.toString().getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsMissingBecauseAnOlderVersionDidNotKnowItIsEmpty(ReleaseEvent kind) throws IOException {
        ObjectNode line = write(kind);
        new Components().thin(kind, line.path("data"));
        assertThat(read(line).data()).isEqualTo(kind);
    }

    @Test
    void environmentsHaveOneNameHoweverAnOlderVersionWroteThem() throws IOException {
        Set<String> found = new TreeSet<>();
        for (ReleaseEvent kind : kinds().map(named -> named.getPayload()).toList()) {
            ObjectNode line = write(kind);
            if (line.path("data").path("environment").isTextual()) {
                String name = line.path("data").path("environment").textValue();
                ((ObjectNode) line.path("data")).put("environment", " " + name.toUpperCase(Locale.ROOT) + "\u00A0");
                assertThat(read(line).data()).isEqualTo(kind);
                found.add(EventCodec.type(kind));
            }
        }
        assertThat(found)
                .containsExactly(
                        "agentGranted",
                        "changesCompared",
                        "credentialsHandedOut",
                        "credentialsRefused",
                        "deployedWithoutGo",
                        "deploymentRequested",
                        "environmentAwaited",
                        "environmentLeft",
                        "gateOpened",
                        "incidentOpened",
                        "releaseNoted",
                        "rollbackTargeted",
                        "runStarted");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatANewerVersionAddedIsIgnoredWhereverItStands(ReleaseEvent kind) throws IOException {
        ObjectNode line = write(kind);
        for (ObjectNode object : objects(line)) {
            object.putObject("fromTheFuture").putArray("values").add(1).addNull();
        }
        assertThat(read(line)).isEqualTo(EveryEvent.line(kind));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nothingElseMayBeMissing(ReleaseEvent kind) throws IOException {
        ObjectNode whole = write(kind);
        for (JsonNode component : whole.path("data")) {
            assertThat(component.isNull()).as("null in %s", whole).isFalse();
        }
        List<String> needed = new Components().needed(kind);
        for (String name : needed) {
            ObjectNode line = whole.deepCopy();
            ((ObjectNode) line.path("data")).remove(name);
            assertThatThrownBy(() -> read(line)).as("%s without %s", kind, name).isInstanceOf(IOException.class);
            ((ObjectNode) line.path("data")).putNull(name);
            assertThatThrownBy(() -> read(line))
                    .as("%s with %s=null", kind, name)
                    .isInstanceOf(IOException.class);
        }
    }

    /** Every object in the JSON, except where keys are data. */
    private static List<ObjectNode> objects(JsonNode json) {
        List<ObjectNode> found = new ArrayList<>();
        if (json instanceof ObjectNode object) {
            found.add(object);
        }
        json.fields().forEachRemaining(field -> {
            if (!field.getKey().equals("environments")) {
                found.addAll(objects(field.getValue()));
            }
        });
        if (json.isArray()) {
            json.forEach(element -> found.addAll(objects(element)));
        }
        return found;
    }
}
