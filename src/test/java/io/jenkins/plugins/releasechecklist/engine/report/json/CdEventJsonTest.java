package io.jenkins.plugins.releasechecklist.engine.report.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releasechecklist.engine.gate.Choice;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.BuildRef;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.event.Story;
import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The events that a release has are what the specification of CDEvents says of them. */
class CdEventJsonTest {

    private static final String PAGE = "https://ci.example.com/job/shop/7/release-checklist/";

    /** The keys of the content by the schemas of the specification; the approvals are those of the draft of 0.6.0. */
    private static final Map<String, Set<String>> CONTENT = Map.of(
            "dev.cdevents.approval.created.0.1.0", Set.of("approvalDetailsUrl", "resourceTargetUrl", "requestor"),
            "dev.cdevents.approval.updated.0.1.0",
                    Set.of("approvalDetailsUrl", "resourceTargetUrl", "responder", "decision"),
            "dev.cdevents.approval.closed.0.1.0",
                    Set.of("approvalDetailsUrl", "resourceTargetUrl", "responder", "decision", "status"),
            "dev.cdevents.service.deployed.0.3.0", Set.of("environment", "artifactId"),
            "dev.cdevents.service.rolledback.0.3.0", Set.of("environment", "artifactId"),
            "dev.cdevents.incident.detected.0.3.0", Set.of("description", "environment", "service", "artifactId"),
            "dev.cdevents.incident.resolved.0.3.0", Set.of("description", "environment", "service", "artifactId"));

    private static List<CdEventJson> told(Story story) {
        List<CdEventJson> told = new ArrayList<>();
        story.events().forEach(event -> told.addAll(CdEventJson.of(List.of(event), story.release(), PAGE, "shop job")));
        told.forEach(CdEventJsonTest::assertConforms);
        return told;
    }

    private static void assertConforms(CdEventJson event) {
        JsonNode context = event.json().get("context");
        JsonNode subject = event.json().get("subject");
        JsonNode content = subject.get("content");
        assertThat(keys(event.json())).containsExactlyInAnyOrder("context", "subject");
        assertThat(keys(context)).containsExactlyInAnyOrder("specversion", "id", "source", "type", "timestamp");
        assertThat(keys(subject)).containsExactlyInAnyOrder("id", "source", "content");
        assertThat(keys(content))
                .containsExactlyInAnyOrderElementsOf(
                        CONTENT.get(context.get("type").textValue()));
        assertThat(context.get("timestamp").textValue())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
        assertThat(URI.create(context.get("source").textValue()).isAbsolute()).isTrue();
        for (String urn : List.of("requestor", "responder")) {
            if (content.has(urn)) {
                assertThat(URI.create(content.get(urn).textValue()).getScheme()).isEqualTo("urn");
            }
        }
        if (content.has("decision")) {
            assertThat(content.get("decision").textValue())
                    .isIn("escalated", "delegate", "deferred", "requestChanges", "approved", "rejected");
        }
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            keys.add(names.next());
        }
        return keys;
    }

    @Test
    void tellsTheWayOfAnApproval() {
        List<CdEventJson> told = told(Story.begin()
                .opensGate("production", 1, "production")
                .votes("production", 1, "anna lee", Choice.GO, "qa")
                .votes("production", 1, "bob", Choice.WITHDRAW, "devops")
                .requests("production", 1, "carol", "backup")
                .settles("production", 1, GateStatus.GO));

        assertThat(told)
                .extracting(event -> event.json().at("/context/type").textValue())
                .containsExactly(
                        "dev.cdevents.approval.created.0.1.0",
                        "dev.cdevents.approval.updated.0.1.0",
                        "dev.cdevents.approval.updated.0.1.0",
                        "dev.cdevents.approval.closed.0.1.0");
        assertThat(told).allSatisfy(event -> {
            assertThat(event.json().at("/context/specversion").textValue()).isEqualTo("0.6.0-draft");
            assertThat(event.json().at("/subject/id").textValue()).isEqualTo("production-1");
            assertThat(event.json().at("/subject/content/approvalDetailsUrl").textValue())
                    .isEqualTo(PAGE + "#gate-production");
            assertThat(event.environment()).contains("production");
        });
        assertThat(told.get(1).json().at("/subject/content/responder").textValue())
                .isEqualTo("urn:jenkins:user:anna%20lee");
        assertThat(told.get(1).json().at("/subject/content/decision").textValue())
                .isEqualTo("approved");
        assertThat(told.get(2).json().at("/subject/content/decision").textValue())
                .isEqualTo("requestChanges");
        assertThat(told).extracting(CdEventJson::occasion).doesNotHaveDuplicates();
        assertThat(told)
                .extracting(event -> event.json().at("/context/id").textValue())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "GO, approved, approved",
        "NO_GO, rejected, rejected",
        "TIMED_OUT, deferred, expired",
        "ABORTED, deferred, cancelled"
    })
    void tellsHowAGateEnds(GateStatus end, String decision, String status) {
        List<CdEventJson> told =
                told(Story.begin().opensGate("production", 1, "production").settles("production", 1, end));

        JsonNode content = told.get(1).json().at("/subject/content");
        assertThat(content.get("decision").textValue()).isEqualTo(decision);
        assertThat(content.get("status").textValue()).isEqualTo(status);
    }

    @Test
    void tellsADeploymentOnceAnIncidentAndARollback() {
        Story deployed = Story.begin().worksOn("deploy-production", "deploy").passes("deploy");
        assertThat(told(deployed)).extracting(CdEventJson::occasion).containsExactly("service.deployed-production");
        Story story = deployed.opensIncident()
                .starts("back", "rollbackRelease", "production")
                .event(
                        Actor.step("rollbackRelease"),
                        new ReleaseEvent.RollbackTargeted(
                                "back", "production", "2.3.9", new BuildRef("shop", 6, "job/shop/6/")))
                .passes("back");
        List<CdEventJson> told = told(story);

        assertThat(told.stream().map(CdEventJson::occasion).distinct())
                .containsExactly("service.deployed-production", "incident.detected", "service.rolledback-back");
        assertThat(told)
                .allSatisfy(event -> assertThat(
                                event.json().at("/context/specversion").textValue())
                        .isEqualTo("0.5.1"));
        JsonNode back = told.get(told.size() - 1).json();
        assertThat(back.at("/subject/content/environment/id").textValue()).isEqualTo("production");
        assertThat(back.at("/subject/content/artifactId").textValue())
                .startsWith("pkg:generic/")
                .endsWith("@2.3.9");
        assertThat(CdEventJson.of(story.events(), story.release(), "x", "y")
                        .get(0)
                        .json()
                        .at("/context/id"))
                .isNotEqualTo(told.get(0).json().at("/context/id"));
    }
}
