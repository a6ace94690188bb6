package io.jenkins.plugins.releasechecklist.engine.record.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releasechecklist.engine.gate.AuthenticationMethod;
import io.jenkins.plugins.releasechecklist.engine.gate.Identity;
import io.jenkins.plugins.releasechecklist.engine.gate.UserKey;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Freeze;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import io.jenkins.plugins.releasechecklist.engine.record.Components;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.EveryEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREV = "\"prev\":\"" + HashChain.GENESIS + "\"";
    private static final String ACTOR =
            "\"actor\":{\"kind\":\"SYSTEM\",\"id\":\"system\",\"name\":\"Release Checklist\"}";

    static Stream<Named<ReleaseEvent>> kinds() {
        return EveryEvent.named(EveryEvent.kinds());
    }

    private static Event decode(String line) throws IOException {
        return EventCodec.decode(line.getBytes(StandardCharsets.UTF_8));
    }

    private static String line(String type, String data) {
        return "{\"seq\":1,\"at\":\"2026-05-04T10:00:00Z\",\"type\":\"" + type + "\"," + ACTOR + ",\"data\":" + data
                + "," + PREV + "}";
    }

    @Test
    void theseTestsKnowEveryKindOfEvent() {
        Set<Class<?>> known = EveryEvent.kinds().stream().map(Object::getClass).collect(Collectors.toSet());
        assertThat(known).containsExactlyInAnyOrder(ReleaseEvent.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindComesBackAsItWas(ReleaseEvent kind) throws IOException {
        Event event = EveryEvent.line(kind);
        byte[] line = EventCodec.encode(event);
        assertThat(EventCodec.decode(line)).isEqualTo(event);
        assertThat(EventCodec.encode(EventCodec.decode(line))).isEqualTo(line);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aLineIsOneObjectWithTheSixPartsInOrderAndNoLineBreak(ReleaseEvent kind) throws IOException {
        byte[] line = EventCodec.encode(EveryEvent.line(kind));
        assertThat(line).doesNotContain((byte) '\n').doesNotContain((byte) '\r');
        JsonNode tree = JSON.readTree(line);
        assertThat(tree.fieldNames()).toIterable().containsExactly("seq", "at", "type", "actor", "data", "prev");
        assertThat(tree.path("at").textValue()).isEqualTo("2026-05-04T10:00:00.123Z");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void neverWritesTheNameOfAClass(ReleaseEvent kind) {
        String line = new String(EventCodec.encode(EveryEvent.line(kind)), StandardCharsets.UTF_8);
        assertThat(line)
                .doesNotContain("releasechecklist")
                .doesNotContain("java.")
                .doesNotContain("@class");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void writesTheComponentsOfRecordsAndNothingThatTheyCompute(ReleaseEvent kind) throws IOException {
        if (kind instanceof ReleaseEvent.Unrecognised) {
            return;
        }
        JsonNode data = JSON.readTree(EventCodec.encode(EveryEvent.line(kind))).path("data");
        new Components().check(kind, data);
    }

    @ParameterizedTest
    @CsvSource({
        "opened",
        "itemsInherited",
        "detailsAdded",
        "runStarted",
        "checkSettled",
        "sampled",
        "verificationJudged",
        "runFinished",
        "itemMarked",
        "itemSigned",
        "gateOpened",
        "voteCast",
        "gateSettled",
        "notesDrafted",
        "notesRendered",
        "deliveryPlanned",
        "deliveryAttempted",
        "deliveryAnswered",
        "deliverySettled",
        "incidentOpened",
        "rollbackTargeted",
        "buildEnded"
    })
    void theNamesOfTheEventsStayForEver(String type) {
        assertThat(EveryEvent.kinds()).extracting(EventCodec::type).contains(type);
    }

    @Test
    void anEventFromTheFutureSurvives() throws IOException {
        String line = line("moonPhaseChanged", "{\"phase\":{\"name\":\"full\"},\"days\":[1,2]}");
        Event event = decode(line);
        assertThat(event.data()).isInstanceOf(ReleaseEvent.Unrecognised.class);
        assertThat(EventCodec.type(event.data())).isEqualTo("moonPhaseChanged");
        assertThat(new String(EventCodec.encode(event), StandardCharsets.UTF_8)).isEqualTo(line);
    }

    @Test
    void aComponentFromTheFutureIsLeftOut() throws IOException {
        assertThat(decode(line("buildEnded", "{\"result\":\"SUCCESS\",\"duration\":5,\"more\":{\"a\":[1]}}"))
                        .data())
                .isEqualTo(new ReleaseEvent.BuildEnded("SUCCESS"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "7",
                "[]",
                "{}",
                "{\"seq\":1}",
                "\u0000\u0000\u0000",
                "{\"seq\":1,\"at\":\"2026-05-04T10:00:00Z\",\"type\":\"buildEnded\"",
            })
    void aLineThatIsNoEventIsRefused(String line) {
        assertThatThrownBy(() -> decode(line)).isInstanceOf(IOException.class);
    }

    @Test
    void whatFollowsAnEventOnItsLineIsRefused() {
        String whole = line("buildEnded", "{\"result\":\"SUCCESS\"}");
        assertThatThrownBy(() -> decode(whole + "{}"))
                .isInstanceOf(IOException.class)
                .hasMessage("it is not JSON");
        assertThatThrownBy(() -> decode(whole + "x"))
                .isInstanceOf(IOException.class)
                .hasMessage("it is not JSON");
        assertThatThrownBy(() -> decode(whole.replace("{\"seq\":1,", "{\"seq\":1,\"seq\":2,")))
                .isInstanceOf(IOException.class)
                .hasMessage("it is not JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"seq", "at", "type", "actor", "data", "prev"})
    void everyPartOfALineHasToBeThere(String part) throws IOException {
        ObjectNode tree =
                (ObjectNode) JSON.readTree(EventCodec.encode(EveryEvent.line(new ReleaseEvent.BuildEnded("SUCCESS"))));
        for (JsonNode wrong : List.of(JSON.nullNode(), JSON.readTree("[1]"), JSON.readTree("1.5"))) {
            ObjectNode changed = tree.deepCopy().set(part, wrong);
            assertThatThrownBy(() -> decode(changed.toString()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("expected an event with seq, at, type, actor, data and prev");
        }
        tree.remove(part);
        assertThatThrownBy(() -> decode(tree.toString())).isInstanceOf(IOException.class);
    }

    @Test
    void saysWhereAnEventIsWrongInWordsForPeople() {
        assertThatThrownBy(() -> decode(line("gateSettled", "{\"gate\":\"g\",\"round\":1,\"status\":\"MAYBE\"}")))
                .isInstanceOf(IOException.class)
                .hasMessage("what it says does not fit the event gateSettled (at status)");
        assertThatThrownBy(
                        () -> decode(
                                line(
                                        "voteCast",
                                        "{\"gate\":\"g\",\"round\":1,\"vote\":{\"voter\":\"ann\",\"name\":\"Ann\","
                                                + "\"roles\":[],\"choice\":\"NO_GO\",\"at\":\"2026-05-04T10:00:00Z\",\"unattributed\":false}}")))
                .isInstanceOf(IOException.class)
                .hasMessage("what it says does not fit the event voteCast (at vote):"
                        + " A No-go needs a comment that says why, found none");
        assertThatThrownBy(() ->
                        decode(line("buildEnded", "{\"result\":\"SUCCESS\"}").replace("2026-05-04T", "yesterday ")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("what it says does not fit the event buildEnded: Text 'yesterday");
        assertThatThrownBy(() ->
                        decode(line("buildEnded", "{\"result\":\"SUCCESS\"}").replace("\"seq\":1", "\"seq\":0")))
                .isInstanceOf(IOException.class)
                .hasMessage("what it says does not fit the event buildEnded: Expected an event number of 1 or more,"
                        + " found 0");
    }

    /** The line stays as it is for ever: it was written before windows had several hours, and freezes came again. */
    @Test
    void readsAndWritesASimpleScheduleAsBefore() throws IOException {
        String schedule = "{\"windows\":[{\"days\":[\"MONDAY\",\"TUESDAY\"],\"from\":\"09:00:00\",\"to\":\"16:00:00\","
                + "\"zone\":\"Europe/Berlin\"}],\"freezes\":[{\"from\":\"2026-12-20T00:00:00\",\"until\":"
                + "\"2027-01-04T06:30:00\",\"zone\":\"Etc/GMT+1\",\"reason\":\"end of the year\",\"exemptions\":[]}]}";
        String gate = line(
                "gateOpened",
                "{\"gate\":\"g\",\"round\":1,\"run\":\"r\",\"policy\":{\"approvals\":[],\"veto\":true,\"forbidSelfApproval\":false,"
                        + "\"requires\":[],\"schedule\":" + schedule + ",\"onTimeout\":\"NO_GO\"}}");
        Event event = decode(gate);
        Schedule read = ((ReleaseEvent.GateOpened) event.data()).policy().schedule();
        assertThat(read.windows()).extracting(Window::text).containsExactly("MON, TUE 09:00-16:00 Europe/Berlin");
        assertThat(read.freezes())
                .extracting(Freeze::text)
                .containsExactly("2026-12-20T00:00 to 2027-01-04T06:30 Etc/GMT+1: end of the year");
        assertThat(JSON.readTree(EventCodec.encode(event)).at("/data/policy/schedule/windows"))
                .isEqualTo(JSON.readTree(schedule).path("windows"));
        assertThat(decode(new String(EventCodec.encode(event), StandardCharsets.UTF_8)))
                .isEqualTo(event);
    }

    @Test
    void aVeryLongNoteCanBeReadAgain() throws IOException {
        Event event = EveryEvent.line(new ReleaseEvent.IncidentOpened(Optional.empty(), "x".repeat(21_000_000)));
        assertThat(EventCodec.decode(EventCodec.encode(event)).equals(event)).isTrue();
    }

    @Test
    void theMillisecondIsTheFinestTimeOfAnEvent() throws IOException {
        Event event = new Event(
                1,
                EveryEvent.NOW.plusNanos(999_999),
                Actor.SYSTEM,
                new ReleaseEvent.BuildEnded("SUCCESS"),
                HashChain.GENESIS);
        assertThat(EventCodec.decode(EventCodec.encode(event)).at()).isEqualTo(EveryEvent.NOW);
    }

    @Test
    void allActorsComeBack() throws IOException {
        for (Actor actor : List.of(
                Actor.SYSTEM,
                Actor.user("ann", "Ann"),
                Actor.user("Ann", "Ann", new Identity(new UserKey("ann"), AuthenticationMethod.SESSION)),
                Actor.step("smokeTest"))) {
            Event event =
                    new Event(1, EveryEvent.NOW, actor, new ReleaseEvent.BuildEnded("SUCCESS"), HashChain.GENESIS);
            assertThat(EventCodec.decode(EventCodec.encode(event)).actor()).isEqualTo(actor);
        }
    }
}
