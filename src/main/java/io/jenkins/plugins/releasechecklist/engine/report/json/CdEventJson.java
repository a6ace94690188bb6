package io.jenkins.plugins.releasechecklist.engine.report.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.record.event.Actor;
import io.jenkins.plugins.releasechecklist.engine.record.event.Artifact;
import io.jenkins.plugins.releasechecklist.engine.record.event.Event;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.ObservedDeployment;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What happens to a release, as an event of <a href="https://cdevents.dev/">CDEvents</a>: version 0.5.1 for services and incidents, and
 * the draft of 0.6.0 for approvals, which are new there.
 *
 * @param occasion tells it apart from the others of the release; the same thing that happens has the same occasion
 * @param at when it happened
 * @param environment where
 * @param json the whole event
 */
public record CdEventJson(String occasion, Instant at, Optional<String> environment, ObjectNode json) {

    private static final String RELEASED = "0.5.1";
    private static final String DRAFT = "0.6.0-draft";
    private static final String ROLLBACK = "rollbackRelease";

    /**
     * Tells the events that were appended last.
     *
     * @param release as it is after them
     * @param page the absolute address of the page of the release
     * @param name what the release is called where nobody said it
     */
    public static List<CdEventJson> of(List<Event> events, Release release, String page, String name) {
        Author author = new Author(release, page, release.application().orElse(name));
        List<CdEventJson> told = new ArrayList<>();
        for (Event event : events) {
            author.of(event).ifPresent(told::add);
            ObservedDeployment.by(List.of(event), release).stream()
                    .filter(ObservedDeployment::certain)
                    .map(seen -> author.deployed(event, seen))
                    .forEach(told::add);
        }
        return told;
    }

    /** Writes the events of one release. */
    private record Author(Release release, String page, String application) {

        Optional<CdEventJson> of(Event event) {
            if (event.data() instanceof ReleaseEvent.GateOpened it) {
                ObjectNode content = approval(it.gate()).put("requestor", urn(event.actor()));
                return Optional.of(approval("created", it.gate(), it.round(), it.gate(), event, content));
            }
            if (event.data() instanceof ReleaseEvent.VoteCast it) {
                return decision(it.vote()).map(decision -> {
                    ObjectNode content = approval(it.gate())
                            .put("responder", urn(event.actor()))
                            .put("decision", decision);
                    return approval("updated", it.gate(), it.round(), Long.toString(event.seq()), event, content);
                });
            }
            if (event.data() instanceof ReleaseEvent.GateSettled it) {
                ObjectNode content = approval(it.gate())
                        .put("responder", urn(event.actor()))
                        .put("decision", decision(it.status()))
                        .put("status", status(it.status()));
                return Optional.of(approval("closed", it.gate(), it.round(), it.gate(), event, content));
            }
            if (event.data() instanceof ReleaseEvent.RunFinished it && it.outcome() == Outcome.PASSED) {
                return release.run(it.run())
                        .filter(run -> run.step().equals(ROLLBACK))
                        .flatMap(run -> run.target())
                        .map(target -> service("rolledback", target.environment(), target.version(), it.run(), event));
            }
            if (event.data() instanceof ReleaseEvent.IncidentOpened it) {
                return Optional.of(incident("detected", it.environment(), it.reason(), event));
            }
            if (event.data() instanceof ReleaseEvent.IncidentEnded) {
                return release.incident()
                        .map(incident -> incident("resolved", incident.environment(), incident.reason(), event));
            }
            return Optional.empty();
        }

        CdEventJson deployed(Event event, ObservedDeployment seen) {
            return service("deployed", seen.environment(), release.incoming().orElse("?"), seen.environment(), event);
        }

        private ObjectNode approval(String gate) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("approvalDetailsUrl", page + "#gate-" + gate)
                    .put("resourceTargetUrl", page);
        }

        private CdEventJson approval(
                String predicate, String gate, int round, String occasion, Event event, ObjectNode content) {
            Optional<String> environment = release.gates().stream()
                    .filter(one -> one.id().equals(gate))
                    .findFirst()
                    .flatMap(one -> one.opening().environment());
            return event(
                    DRAFT,
                    "approval." + predicate + ".0.1.0",
                    gate + "-" + round,
                    "approval." + predicate + "-" + round + "-" + occasion,
                    environment,
                    event,
                    content);
        }

        private CdEventJson service(
                String predicate, String environment, String version, String occasion, Event event) {
            ObjectNode content = JsonNodeFactory.instance.objectNode();
            content.putObject("environment").put("id", environment);
            content.put("artifactId", artifact(version));
            return event(
                    RELEASED,
                    "service." + predicate + ".0.3.0",
                    application,
                    "service." + predicate + "-" + occasion,
                    Optional.of(environment),
                    event,
                    content);
        }

        private CdEventJson incident(String predicate, Optional<String> environment, String reason, Event event) {
            ObjectNode content = JsonNodeFactory.instance.objectNode().put("description", reason);
            content.putObject("environment").put("id", environment.orElse("unknown"));
            content.putObject("service").put("id", application);
            content.put("artifactId", artifact(release.version().orElse("?")));
            return event(
                    RELEASED,
                    "incident." + predicate + ".0.3.0",
                    "incident",
                    "incident." + predicate,
                    environment,
                    event,
                    content);
        }

        private CdEventJson event(
                String version,
                String type,
                String subject,
                String occasion,
                Optional<String> environment,
                Event event,
                ObjectNode content) {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            String id = UUID.nameUUIDFromBytes((page + " " + occasion).getBytes(StandardCharsets.UTF_8))
                    .toString();
            json.putObject("context")
                    .put("specversion", version)
                    .put("id", id)
                    .put("source", page)
                    .put("type", "dev.cdevents." + type)
                    .put("timestamp", event.at().toString());
            json.putObject("subject").put("id", subject).put("source", page).set("content", content);
            return new CdEventJson(occasion, event.at(), environment, json);
        }

        /** A package URL: of the first artifact with its digest, or else of the version as such. */
        private String artifact(String version) {
            Optional<Artifact> first = release.version().equals(Optional.of(version))
                    ? release.details().artifacts().stream().findFirst()
                    : Optional.empty();
            String name = first.map(Artifact::name).orElse(application);
            return "pkg:generic/" + encoded(name) + "@" + encoded(version)
                    + first.map(it -> "?checksum=" + it.digest()).orElse("");
        }

        private static String urn(Actor actor) {
            return "urn:jenkins:" + actor.kind().name().toLowerCase(Locale.ROOT) + ":" + encoded(actor.id());
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }

        /** Empty for a vote that is withdrawn, for which there is no word. */
        private static Optional<String> decision(Vote vote) {
            return switch (vote.choice()) {
                case GO -> Optional.of(vote.from().isPresent() ? "deferred" : "approved");
                case NO_GO -> Optional.of("rejected");
                case REQUEST_CHANGES -> Optional.of("requestChanges");
                case WITHDRAW -> Optional.empty();
            };
        }

        /** There has to be a decision, also where nobody decided. */
        private static String decision(GateStatus status) {
            return switch (status) {
                case GO -> "approved";
                case NO_GO -> "rejected";
                case WAITING, TIMED_OUT, ABORTED -> "deferred";
            };
        }

        private static String status(GateStatus status) {
            return switch (status) {
                case GO -> "approved";
                case NO_GO -> "rejected";
                case TIMED_OUT -> "expired";
                case WAITING, ABORTED -> "cancelled";
            };
        }
    }
}
