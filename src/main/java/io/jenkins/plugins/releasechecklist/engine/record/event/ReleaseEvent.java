package io.jenkins.plugins.releasechecklist.engine.record.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.releasechecklist.engine.announce.Message;
import io.jenkins.plugins.releasechecklist.engine.checklist.Item;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedPolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.AttributedRule;
import io.jenkins.plugins.releasechecklist.engine.gate.ConditionAnswer;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStatus;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentTurn.Occupant;
import io.jenkins.plugins.releasechecklist.engine.notes.NotesDraft;
import io.jenkins.plugins.releasechecklist.engine.probe.CheckResult;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricSample;
import io.jenkins.plugins.releasechecklist.engine.probe.metric.MetricTolerance;
import io.jenkins.plugins.releasechecklist.engine.probe.run.Sample;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.verify.Measured;
import io.jenkins.plugins.releasechecklist.engine.verify.Objective;
import io.jenkins.plugins.releasechecklist.engine.verify.VerificationRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened to a release. The name of the record in camel case is the {@code type} of its line in the log;
 * components are only ever added, as {@code Optional} or as a list that is left out when empty, so that every old log stays
 * readable, and is written the same. The name of an environment is always its {@linkplain EnvironmentName canonical} one, however an
 * old log has it.
 *
 * @since the first release
 */
public sealed interface ReleaseEvent {
    /** An event after the start of a run that says something about that run. */
    interface OfRun {
        String run();
    }

    /** An event about a delivery that was planned. */
    interface OfDelivery {
        String delivery();
    }

    /**
     * The record began.
     *
     * @param details what was known then
     * @param build whose record it is
     * @param starters who started, replayed or restarted the build
     * @param origin the build that this one restarts or replays
     * @param format in which the record is written; empty in records of earlier versions
     */
    record Opened(
            ReleaseDetails details,
            BuildRef build,
            List<Person> starters,
            Optional<BuildRef> origin,
            Optional<RecordFormat> format)
            implements ReleaseEvent {
        public Opened {
            starters = List.copyOf(starters);
        }

        /** As earlier versions wrote it. */
        public Opened(ReleaseDetails details, BuildRef build, List<Person> starters, Optional<BuildRef> origin) {
            this(details, build, starters, origin, Optional.empty());
        }
    }

    /**
     * A person started this build to bring a release to an environment that another build of the job released: to promote it there,
     * or to roll back. Its actor is that person.
     *
     * @param environment where to
     * @param origin the build that is promoted; of a rollback, the one whose release is taken back
     * @param version the version of that build; empty when nobody said it
     * @param target what a rollback brings back; empty for a promotion
     * @param requested when the person asked for it
     * @param reason why; empty for a promotion
     */
    record DeploymentRequested(
            String environment,
            BuildRef origin,
            Optional<String> version,
            Optional<RollbackTarget> target,
            Instant requested,
            Optional<String> reason)
            implements ReleaseEvent {
        public DeploymentRequested {
            environment = EnvironmentName.canonical(environment);
        }

        /** What the build was started for, in words. */
        public String text() {
            String release =
                    version.map(it -> it + " (#" + origin.number() + ")").orElse("#" + origin.number());
            String promotion = "promotion of " + release + " to " + environment;
            return target.map(to -> "rollback of " + environment + " from " + release + " to " + to.version() + " (#"
                            + to.build().number() + ")")
                    .orElse(promotion);
        }

        /** A good release to go back to. */
        public record RollbackTarget(String version, BuildRef build) {}
    }

    /**
     * Items that the origin of this build had completed already, and that this build does not do again.
     *
     * @param items as they stood in the record of the origin
     * @param basis what they are about; empty in records of earlier versions, where they count whatever is released
     */
    record ItemsInherited(List<Inherited> items, Optional<Inherited.Basis> basis) implements ReleaseEvent {
        public ItemsInherited {
            items = List.copyOf(items);
        }
    }

    /**
     * Details became known that were not.
     *
     * @param details only the new ones
     */
    record DetailsAdded(ReleaseDetails details) implements ReleaseEvent {}

    /**
     * A step began its work.
     *
     * @param run the id of this run, unique in the record
     * @param step the name of the step
     * @param name what later attempts have in common
     * @param environment where
     * @param item the item that the step was told to complete
     */
    record RunStarted(String run, String step, String name, Optional<String> environment, Optional<String> item)
            implements ReleaseEvent {
        public RunStarted {
            environment = environment.map(EnvironmentName::canonical);
        }
    }

    /** A check of a run has its final result. */
    record CheckSettled(String run, CheckResult result) implements ReleaseEvent, OfRun {}

    /** A verification took samples. */
    record Sampled(String run, List<Sample> samples) implements ReleaseEvent, OfRun {
        public Sampled {
            samples = List.copyOf(samples);
        }
    }

    /**
     * A verification, or the measurement of a baseline, began.
     *
     * @param duration how long it observes
     * @param interval the time from one round of samples to the next
     * @param objectives what it demands; nothing while a baseline is measured
     * @param baseline where the baseline comes from, in words; nothing if none is needed, or there is none
     * @param before the values of the baseline that all values are compared with, by the name of what was measured
     * @param consecutiveFailures how many failures of a check in a row end it; nothing where they are not counted
     * @param tolerances what of the values of metrics may miss; none of metrics of which none may
     */
    record VerificationBegan(
            String run,
            Duration duration,
            Duration interval,
            List<Objective> objectives,
            @JsonProperty("baselineFrom") Optional<Phrase> baseline,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, List<Double>> before,
            Optional<Integer> consecutiveFailures,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<MetricTolerance> tolerances)
            implements ReleaseEvent, OfRun {
        public VerificationBegan {
            objectives = List.copyOf(objectives);
            before = Map.copyOf(before);
            tolerances = List.copyOf(tolerances);
        }

        /** A verification that compares no values with others, and tolerates none that miss. */
        public VerificationBegan(
                String run,
                Duration duration,
                Duration interval,
                List<Objective> objectives,
                Optional<String> baselineFrom) {
            this(
                    run,
                    duration,
                    interval,
                    objectives,
                    baselineFrom.map(Phrase::plain),
                    Map.of(),
                    Optional.empty(),
                    List.of());
        }

        /** A verification by these rules, with the baseline put into its objectives. */
        public static VerificationBegan of(
                String run,
                VerificationRules rules,
                List<Objective> objectives,
                Optional<Phrase> baseline,
                Map<String, List<Double>> before) {
            return new VerificationBegan(
                    run,
                    rules.duration(),
                    rules.interval(),
                    objectives,
                    baseline,
                    before,
                    Optional.of(rules.consecutiveFailures()).filter(failures -> failures > 0),
                    rules.tolerances());
        }

        /** Where the baseline comes from, in English. */
        public Optional<String> baselineFrom() {
            return baseline.map(Phrase::text);
        }
    }

    /** A verification measured its metrics. */
    record MetricsSampled(String run, List<MetricSample> samples) implements ReleaseEvent, OfRun {
        public MetricsSampled {
            samples = List.copyOf(samples);
        }
    }

    /** What was measured before a deployment, for verifications to compare with. */
    record BaselineMeasured(String run, Measured measured) implements ReleaseEvent, OfRun {}

    /** A verification came to its verdict. */
    record VerificationJudged(String run, Judgement judgement) implements ReleaseEvent, OfRun {}

    /**
     * A verification could not come to a verdict, and asks people for one.
     *
     * @param judgement what it came to by itself
     * @param roles the roles that answer where nobody demands approvals for the environment; empty: any role
     * @param participants who had a hand in the build
     * @param until when it stops asking
     */
    record VerdictAsked(String run, Judgement judgement, List<String> roles, Participants participants, Instant until)
            implements ReleaseEvent, OfRun {
        public VerdictAsked {
            roles = List.copyOf(roles);
        }
    }

    /**
     * A person answered a verification that asks.
     *
     * @param roles the roles that the person held
     * @param comment why; always there with a verdict
     * @param more how long it looks again; there with {@link VerdictAnswer#LOOK_AGAIN} alone
     */
    record VerdictAnswered(
            String run, VerdictAnswer answer, List<String> roles, Optional<String> comment, Optional<Duration> more)
            implements ReleaseEvent, OfRun {
        public VerdictAnswered {
            roles = List.copyOf(roles);
            if (more.isPresent() != (answer == VerdictAnswer.LOOK_AGAIN)) {
                throw new IllegalArgumentException("Expected how long to look again, and that alone; found " + answer
                        + " and " + more.map(Duration::toString).orElse("nothing"));
            }
        }
    }

    /**
     * A step ended its work.
     *
     * @param reason why it did not pass, in words
     */
    record RunFinished(
            String run,
            Outcome outcome,
            @JsonProperty("reason") Optional<Phrase> why) implements ReleaseEvent, OfRun {
        /** Why, in English. */
        public Optional<String> reason() {
            return why.map(Phrase::text);
        }
    }

    /**
     * A step marked an item.
     *
     * @param evidence addresses
     */
    record ItemMarked(String item, ItemStatus status, Optional<String> note, List<String> evidence)
            implements ReleaseEvent {
        public ItemMarked {
            evidence = List.copyOf(evidence);
        }
    }

    /**
     * A person signed an item.
     *
     * @param roles the roles for which the signature counts
     * @param evidence addresses
     */
    record ItemSigned(String item, ItemAction action, List<String> roles, Optional<String> note, List<String> evidence)
            implements ReleaseEvent {
        public ItemSigned {
            roles = List.copyOf(roles);
            evidence = List.copyOf(evidence);
        }
    }

    /** A person said of a part of an item whether it is done. */
    record PartTicked(String item, String part, boolean done) implements ReleaseEvent {}

    /** What is to be done after the incident. It replaces what was listed before. */
    record ActionItemsRecorded(List<ActionItem> items) implements ReleaseEvent {
        public ActionItemsRecorded {
            items = List.copyOf(items);
        }
    }

    /**
     * A gate opened a round.
     *
     * @param gate its id
     * @param round 1 for the first time that the gate is entered
     * @param run the id of the run that waits
     * @param message the question to the approvers
     * @param policy what the gate demands as it opens: the wishes under the rules of that moment
     * @param wishes what plan and Jenkinsfile ask for; nothing in older records
     * @param required the items that have to be done, each as whoever demands it defines it; empty in older records
     * @param participants who had a hand in the build; empty in old records
     */
    record GateOpened(
            String gate,
            int round,
            String run,
            Optional<String> environment,
            Optional<String> message,
            GatePolicy policy,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<AttributedPolicy> wishes,
            Optional<List<Item>> required,
            Optional<Participants> participants)
            implements ReleaseEvent {
        public GateOpened {
            environment = environment.map(EnvironmentName::canonical);
            if (round < 1) {
                throw new IllegalArgumentException("Expected a round of 1 or more, found " + round);
            }
            wishes = List.copyOf(wishes);
            required = required.map(List::copyOf);
        }

        /** An opening that tells only what comes of wishes and rules, as older records have it. */
        public GateOpened(
                String gate,
                int round,
                String run,
                Optional<String> environment,
                Optional<String> message,
                GatePolicy policy) {
            this(gate, round, run, environment, message, policy, List.of(), Optional.empty(), Optional.empty());
        }

        /** The same opening, with those who had a hand in the build. */
        public GateOpened with(Participants others) {
            return new GateOpened(
                    gate, round, run, environment, message, policy, wishes, required, Optional.of(others));
        }

        /** The same opening as the one of this round. */
        public GateOpened inRound(int number) {
            return new GateOpened(gate, number, run, environment, message, policy, wishes, required, participants);
        }

        /** Whether one decision of a build can answer both: they are in front of the same and ask for the same. */
        public boolean asksTheSameAs(GateOpened other) {
            return environment.equals(other.environment)
                    && (wishes.isEmpty() ? policy.equals(other.policy) : wishes.equals(other.wishes));
        }

        /**
         * What the gate demands under these rules. It never asks for nobody: where all who asked for approvals took them back,
         * those of the opening stay.
         *
         * @param rules what administrators demand now
         */
        public GatePolicy under(List<AttributedPolicy> rules) {
            GatePolicy merged = wishes.isEmpty()
                    ? AttributedPolicy.strictest(rules, policy)
                    : AttributedPolicy.strictest(rules, wishes);
            return merged.approvals().isEmpty() ? merged.withApprovals(policy.approvals()) : merged;
        }
    }

    /**
     * The rules of a gate that waits are other ones than when it was looked at before.
     *
     * @param policy what the gate demands from now on
     * @param required the items that have to be done from now on
     * @param added the rules that were not there before
     * @param lifted the rules that are there no more
     */
    record GateRulesChanged(
            String gate,
            int round,
            GatePolicy policy,
            List<Item> required,
            List<AttributedRule> added,
            List<AttributedRule> lifted)
            implements ReleaseEvent {
        public GateRulesChanged {
            required = List.copyOf(required);
            added = List.copyOf(added);
            lifted = List.copyOf(lifted);
        }
    }

    /**
     * It is known what the release changes where a gate leads; also when something else runs there now.
     *
     * @param environment where
     */
    record ChangesCompared(String gate, int round, String environment, ReleaseChanges changes) implements ReleaseEvent {
        public ChangesCompared {
            environment = EnvironmentName.canonical(environment);
        }
    }

    /**
     * One more branch of the build waits at a round that was opened already; its decision is for both.
     *
     * @param run the id of the run that waits
     */
    record GateJoined(String gate, int round, String run) implements ReleaseEvent {}

    /** A run waits no longer, while others still do. */
    record GateLeft(
            String gate,
            int round,
            String run,
            @JsonProperty("reason") Phrase why) implements ReleaseEvent {}

    /** Somebody voted. */
    record VoteCast(String gate, int round, Vote vote) implements ReleaseEvent {}

    /**
     * A gate lacks nothing any more but that other releases leave the environment, which takes one at a time. From now on it stands
     * in the queue.
     *
     * @param environment what people call it: the environment, or else the gate
     * @param holders who is there
     * @param ahead who waits and comes first
     */
    record EnvironmentAwaited(String gate, int round, String environment, List<Occupant> holders, List<Occupant> ahead)
            implements ReleaseEvent {
        public EnvironmentAwaited {
            environment = EnvironmentName.canonical(environment);
            holders = List.copyOf(holders);
            ahead = List.copyOf(ahead);
        }
    }

    /**
     * A person said that the release has left an environment that takes one at a time.
     *
     * @param environment what people call it: the environment, or else the gate
     */
    record EnvironmentLeft(String environment, String reason) implements ReleaseEvent {
        public EnvironmentLeft {
            environment = EnvironmentName.canonical(environment);
        }
    }

    /** Another system was asked whether the release may go on, and said something new. */
    record ConditionAnswered(String gate, int round, ConditionAnswer answer) implements ReleaseEvent {}

    /**
     * A round of a gate ended.
     *
     * @param overridden whether somebody forced it
     * @param involvement why whoever forced it could not have voted, in words that follow the name: {@code started this build};
     *     empty for others, and in old records
     */
    record GateSettled(
            String gate,
            int round,
            GateStatus status,
            @JsonProperty("reason") Phrase why,
            boolean overridden,
            Optional<Phrase> involvement)
            implements ReleaseEvent {
        /** The end of a round by somebody who could have voted, or by nobody, in words that nobody translates. */
        public GateSettled(String gate, int round, GateStatus status, String reason, boolean overridden) {
            this(gate, round, status, Phrase.plain(reason), overridden, Optional.empty());
        }

        public GateSettled {
            if (status == GateStatus.WAITING) {
                throw new IllegalArgumentException("Expected how a round of a gate ended, found " + status);
            }
        }

        /** Why, in English. */
        public String reason() {
            return why.text();
        }
    }

    /**
     * A build was given credentials of an environment.
     *
     * @param gate the gate whose Go was for this
     * @param round the round of it
     * @param credentials their ids
     * @param forcedBy the name of whoever forced the Go; empty when nobody did
     */
    record CredentialsHandedOut(
            String environment, String gate, int round, List<String> credentials, Optional<String> forcedBy)
            implements ReleaseEvent {
        public CredentialsHandedOut {
            environment = EnvironmentName.canonical(environment);
            credentials = List.copyOf(credentials);
        }
    }

    /**
     * A build asked for credentials of an environment and was not given them.
     *
     * @param credentials their ids
     * @param why why not
     */
    record CredentialsRefused(
            String environment,
            List<String> credentials,
            @JsonProperty("reason") Phrase why) implements ReleaseEvent {
        public CredentialsRefused {
            environment = EnvironmentName.canonical(environment);
            credentials = List.copyOf(credentials);
        }
    }

    /**
     * An agent of an environment took a build.
     *
     * @param agent its name
     * @param gate the gate whose Go was for this
     * @param round the round of it
     * @param forcedBy the name of whoever forced the Go; empty when nobody did
     */
    record AgentGranted(String environment, String agent, String gate, int round, Optional<String> forcedBy)
            implements ReleaseEvent {
        public AgentGranted {
            environment = EnvironmentName.canonical(environment);
        }
    }

    /**
     * A build asked for an agent and found agents of environments alone, which do not take it as things are.
     *
     * @param label what it asked for
     * @param why why not
     */
    record AgentRefused(
            String label, @JsonProperty("reason") Phrase why) implements ReleaseEvent {}

    /**
     * The release came to a protected environment while the latest round of a gate there was no Go. Told once for an environment.
     *
     * @param item the id of the item that stands for the deployment and passed; empty when a verification showed it
     * @param run the id of the run that showed it; empty when a person did
     * @param why why it was none with a Go
     */
    record DeployedWithoutGo(
            String environment,
            Optional<String> item,
            Optional<String> run,
            @JsonProperty("reason") Phrase why) implements ReleaseEvent {
        public DeployedWithoutGo {
            environment = EnvironmentName.canonical(environment);
        }
    }

    /** Release notes were given to a step. */
    record NotesDrafted(NotesDraft draft) implements ReleaseEvent {}

    /** A person edited the release notes: this is the whole draft now, and what steps say later only fills its gaps. */
    record NotesEdited(NotesDraft draft) implements ReleaseEvent {}

    /**
     * The release notes were rendered.
     *
     * @param announcedBy the id of the run that announces them; empty when it only tries how they look
     */
    record NotesRendered(String markdown, String html, Optional<String> announcedBy) implements ReleaseEvent {
        /** Notes that nobody announces. */
        public NotesRendered(String markdown, String html) {
            this(markdown, html, Optional.empty());
        }
    }

    /**
     * Files were attached to the announcement; they lie in {@code release-checklist/attachments} in the directory of the build.
     *
     * @param run the id of the run that attached them
     */
    record FilesAttached(String run, List<AttachedFile> files) implements ReleaseEvent {
        public FilesAttached {
            files = List.copyOf(files);
        }
    }

    /**
     * An announcement is to be sent.
     *
     * @param delivery its stable id
     * @param channel the name of the channel
     * @param run the run of the step that sends it, or the occasion of what no step sends
     * @param message what is sent, the same in every attempt
     * @param audiences for whom the channel hears of it; empty where the channel itself was named
     */
    record DeliveryPlanned(
            String delivery,
            String run,
            String channel,
            Message message,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> audiences)
            implements ReleaseEvent {
        public DeliveryPlanned {
            audiences = List.copyOf(audiences);
        }
    }

    /**
     * It is about to be sent.
     *
     * @param attempt 1 for the first time
     * @param inDoubt whether an attempt before may have arrived without anybody knowing
     */
    record DeliveryAttempted(String delivery, int attempt, boolean inDoubt) implements ReleaseEvent, OfDelivery {}

    /**
     * The receiver answered an attempt, or did not.
     *
     * @param answer what came of it
     * @param text in words
     * @param retryAfter how long the receiver asks to wait
     */
    record DeliveryAnswered(
            String delivery, int attempt, DeliveryAnswer answer, String text, Optional<Duration> retryAfter)
            implements ReleaseEvent, OfDelivery {}

    /**
     * It is known how a delivery went.
     *
     * @param reason why it failed, or what the receiver said
     */
    record DeliverySettled(String delivery, DeliveryStatus status, Optional<String> reason)
            implements ReleaseEvent, OfDelivery {}

    /** Somebody asked to send again what had failed. */
    record DeliveryRequested(String delivery) implements ReleaseEvent, OfDelivery {}

    /** An incident was opened: its part of the checklist appears. */
    record IncidentOpened(
            Optional<String> environment,
            @JsonProperty("reason") Phrase why) implements ReleaseEvent {
        /** An incident in words that nobody translates. */
        public IncidentOpened(Optional<String> environment, String reason) {
            this(environment, Phrase.plain(reason));
        }

        public IncidentOpened {
            environment = environment.map(EnvironmentName::canonical);
        }

        /** What happened, in English. */
        public String reason() {
            return why.text();
        }
    }

    /** The last item of the incident's part of the checklist is done; written together with what completed it. */
    record IncidentEnded() implements ReleaseEvent {}

    /**
     * A rollback knows where it goes.
     *
     * @param version the last known-good release
     * @param build the build that released it
     */
    record RollbackTargeted(String run, String environment, String version, BuildRef build)
            implements ReleaseEvent, OfRun {
        public RollbackTargeted {
            environment = EnvironmentName.canonical(environment);
        }
    }

    /**
     * The build ended: what is still open is closed with it.
     *
     * @param result the result of the build, such as {@code SUCCESS}
     */
    record BuildEnded(String result) implements ReleaseEvent {}

    /**
     * The ledger of a controller began: in a ledger, never in the record of a release. It knows nothing of what happened before.
     *
     * @param format in which it is written
     */
    record LedgerOpened(RecordFormat format) implements ReleaseEvent {}

    /**
     * The ledger noted where the record of a release stood, at a Go or at the end of the build.
     *
     * @param record the hash of the first event of that record, which tells it from all others
     * @param build whose record it is, as the record calls it
     * @param application what was released; empty when nobody said it
     * @param version empty when nobody said it
     * @param gate the gate that said Go; empty at the end of the build
     * @param environment where that gate leads
     * @param event the number of the event that was noted
     * @param hash the hash of its line
     * @param happened when it happened, as the record says
     * @param late whether it was noted later than at once: after a crash, or because the disk was full
     */
    record ReleaseNoted(
            String record,
            BuildRef build,
            Optional<String> application,
            Optional<String> version,
            Optional<String> gate,
            Optional<String> environment,
            long event,
            String hash,
            Instant happened,
            boolean late)
            implements ReleaseEvent {
        public ReleaseNoted {
            environment = environment.map(EnvironmentName::canonical);
        }
    }

    /**
     * A time-stamp authority (RFC 3161) confirmed that a line of the ledger was there: in a ledger, never in the record of a release.
     *
     * @param authority the address of the authority
     * @param entry the number of that line
     * @param hash its hash, which the stamp is about
     * @param time until when it was there at the latest, as the authority says
     * @param token what the authority signed: a TimeStampToken in DER, in standard base64
     */
    record LedgerStamped(String authority, long entry, String hash, Instant time, String token)
            implements ReleaseEvent {}

    /** An event that a newer version of the plugin wrote; kept, shown in the timeline, and without effect. */
    record Unrecognised(String type, JsonNode data) implements ReleaseEvent {}
}
