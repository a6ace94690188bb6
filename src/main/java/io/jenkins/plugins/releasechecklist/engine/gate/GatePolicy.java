package io.jenkins.plugins.releasechecklist.engine.gate;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a gate demands before it says Go.
 *
 * @param approvals all of them have to be reached
 * @param voters what is demanded of those who decide; in a record its parts are parts of the policy
 * @param requires ids of items or sections that have to be done, without repetition
 * @param schedule when Go is possible
 * @param timeout how long the gate waits for a decision, counted from its opening; empty: for ever
 * @param onTimeout what happens then
 * @param approvalLifetime how long a Go counts; empty: until the gate is settled
 * @param reminders when those are reminded who have not voted
 * @param conditions ids of the conditions of other systems that have to hold, without repetition
 * @param exclusive whether there is no Go while another release is in the environment
 * @param demands where each of these rules comes from, for people
 */
public record GatePolicy(
        List<Approval> approvals,
        @JsonUnwrapped VoterRules voters,
        List<String> requires,
        Schedule schedule,
        Optional<Duration> timeout,
        OnTimeout onTimeout,
        Optional<Duration> approvalLifetime,
        Reminders reminders,
        List<String> conditions,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean exclusive,
        List<AttributedRule> demands) {
    /** A policy that demands nothing; a No-go is a veto, running out of time a No-go. */
    public static final GatePolicy NONE = new GatePolicy(
            List.of(),
            VoterRules.VETO,
            List.of(),
            Schedule.ALWAYS,
            Optional.empty(),
            OnTimeout.NO_GO,
            Optional.empty(),
            Reminders.NONE,
            List.of(),
            List.of());

    public GatePolicy {
        approvals = List.copyOf(approvals);
        requires = List.copyOf(requires).stream().distinct().toList();
        conditions = List.copyOf(conditions).stream().distinct().toList();
        demands = List.copyOf(demands);
        requirePositive(timeout, "a timeout");
        requirePositive(approvalLifetime, "a lifetime of approvals");
    }

    /** What plan and Jenkinsfile can ask for: how many releases an environment takes at a time is not for them to say. */
    public GatePolicy(
            List<Approval> approvals,
            VoterRules voters,
            List<String> requires,
            Schedule schedule,
            Optional<Duration> timeout,
            OnTimeout onTimeout,
            Optional<Duration> approvalLifetime,
            Reminders reminders,
            List<String> conditions,
            List<AttributedRule> demands) {
        this(
                approvals,
                voters,
                requires,
                schedule,
                timeout,
                onTimeout,
                approvalLifetime,
                reminders,
                conditions,
                false,
                demands);
    }

    /**
     * Reads a policy from a record. What version 1 of the record did not know is as if nobody demanded it; it had one window
     * and no schedule.
     */
    @JsonCreator
    static GatePolicy read(
            @JsonProperty("approvals") List<Approval> approvals,
            @JsonProperty("veto") boolean veto,
            @JsonProperty("forbidSelfApproval") boolean forbidSelfApproval,
            @JsonProperty("forbidAuthors") Optional<Boolean> forbidAuthors,
            @JsonProperty("forbidUnknownStarter") Optional<Boolean> forbidUnknownStarter,
            @JsonProperty("forbidOverrideByExcluded") Optional<Boolean> forbidOverrideByExcluded,
            @JsonProperty("requires") List<String> requires,
            @JsonProperty("window") Optional<Window> window,
            @JsonProperty("schedule") Optional<Schedule> schedule,
            @JsonProperty("timeout") Optional<Duration> timeout,
            @JsonProperty("onTimeout") OnTimeout onTimeout,
            @JsonProperty("approvalLifetime") Optional<Duration> approvalLifetime,
            @JsonProperty("reminders") Optional<Reminders> reminders,
            @JsonProperty("conditions") List<String> conditions,
            @JsonProperty("exclusive") Optional<Boolean> exclusive,
            @JsonProperty("demands") List<AttributedRule> demands) {
        return new GatePolicy(
                approvals,
                new VoterRules(
                        veto,
                        forbidSelfApproval,
                        forbidAuthors.orElse(false),
                        forbidUnknownStarter.orElse(false),
                        forbidOverrideByExcluded.orElse(false)),
                requires,
                schedule.orElseGet(() -> Schedule.of(window)),
                timeout,
                onTimeout,
                approvalLifetime,
                reminders.orElse(Reminders.NONE),
                conditions,
                exclusive.orElse(false),
                demands);
    }

    /** The same policy with these approvals. */
    public GatePolicy withApprovals(List<Approval> others) {
        return with(others, voters, schedule, exclusive, demands);
    }

    /** The same policy in which Go is possible at these times. */
    public GatePolicy withSchedule(Schedule other) {
        return with(approvals, voters, other, exclusive, demands);
    }

    GatePolicy withDemands(List<AttributedRule> others) {
        return with(approvals, voters, schedule, exclusive, others);
    }

    /** The same policy, and whether the environment takes one release at a time. */
    public GatePolicy withExclusive(boolean other) {
        return with(approvals, voters, schedule, other, demands);
    }

    /** The same policy that demands this of those who decide. */
    public GatePolicy withVoters(VoterRules others) {
        return with(approvals, others, schedule, exclusive, demands);
    }

    private GatePolicy with(
            List<Approval> others, VoterRules rules, Schedule when, boolean alone, List<AttributedRule> reasons) {
        return new GatePolicy(
                others,
                rules,
                requires,
                when,
                timeout,
                onTimeout,
                approvalLifetime,
                reminders,
                conditions,
                alone,
                reasons);
    }

    /**
     * Checks a duration of a policy, if there is one.
     *
     * @param what how the message names it
     * @throws IllegalArgumentException if it is not longer than zero
     */
    public static void requirePositive(Optional<Duration> duration, String what) {
        duration.filter(time -> time.isZero() || time.isNegative()).ifPresent(time -> {
            throw new IllegalArgumentException("Expected " + what + " longer than zero, found " + time);
        });
    }
}
