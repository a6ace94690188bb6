package io.jenkins.plugins.releasechecklist.actions.wording;

import hudson.model.User;
import hudson.tasks.UserAvatarResolver;
import io.jenkins.plugins.releasechecklist.actions.wording.StatusView.Tone;
import io.jenkins.plugins.releasechecklist.builds.decision.GateSnapshot;
import io.jenkins.plugins.releasechecklist.config.Roles;
import io.jenkins.plugins.releasechecklist.engine.checklist.ItemStatus;
import io.jenkins.plugins.releasechecklist.engine.checklist.Quorum;
import io.jenkins.plugins.releasechecklist.engine.gate.ApprovalStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.AuthenticationMethod;
import io.jenkins.plugins.releasechecklist.engine.gate.ExcludedVoters;
import io.jenkins.plugins.releasechecklist.engine.gate.GateStanding;
import io.jenkins.plugins.releasechecklist.engine.gate.UnmetCondition;
import io.jenkins.plugins.releasechecklist.engine.gate.Vote;
import io.jenkins.plugins.releasechecklist.engine.gate.exclusive.EnvironmentTurn;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.record.event.Outcome;
import io.jenkins.plugins.releasechecklist.engine.record.event.ReleaseEvent;
import io.jenkins.plugins.releasechecklist.engine.record.state.GateState;
import io.jenkins.plugins.releasechecklist.engine.record.state.ItemState;
import io.jenkins.plugins.releasechecklist.engine.record.state.OpenWork;
import io.jenkins.plugins.releasechecklist.engine.record.state.PartState;
import io.jenkins.plugins.releasechecklist.engine.record.state.Release;
import io.jenkins.plugins.releasechecklist.engine.record.state.RunState;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jvnet.localizer.LocaleProvider;

/**
 * What stands on the pages about a release, in words and in the language of the reader.
 *
 * @param moments times as the reader reads them
 */
public record Wording(UtcTimeFormat moments) {
    /** Where something stands, with symbol and colour. */
    public StatusView status(Enum<?> status) {
        return StatusView.of(status);
    }

    public StatusView status(Optional<Outcome> outcome) {
        return StatusView.of(outcome);
    }

    /** The texts in one line. */
    public String list(Collection<String> texts) {
        return String.join(", ", texts);
    }

    /** What people call a role. */
    public static String role(String name) {
        return Roles.configured().title(name);
    }

    /** Roles in one line. */
    public static String roles(Collection<String> names) {
        return joined(names, ", ");
    }

    /** All of the roles. */
    public static String allOf(Collection<String> names) {
        return joined(names, Messages.ItemView_and());
    }

    /** One of the roles. */
    public static String anyOf(Collection<String> names) {
        return joined(names, Messages.ItemView_or());
    }

    private static String joined(Collection<String> names, String separator) {
        Roles known = Roles.configured();
        return names.stream().map(known::title).collect(Collectors.joining(separator));
    }

    /** A link to an address that somebody wrote, which says the address. */
    public LinkView link(String address) {
        return LinkView.to(address, address);
    }

    /** What a gate is about. */
    public static String gate(GateState state) {
        return state.opening()
                .environment()
                .map(Messages::Wording_gateFor)
                .orElseGet(() -> Messages.Wording_gate(state.id()));
    }

    /** What the engine says, in the language of the reader. */
    public static String said(Phrase phrase) {
        return phrase.in(LocaleProvider.getLocale());
    }

    /** What a gate still waits for. */
    public List<String> waiting(GateStanding standing) {
        return standing.waitingFor().stream().map(this::waiting).toList();
    }

    /** What somebody said at a gate. */
    public StatusView vote(Vote vote) {
        StatusView said = StatusView.of(vote.choice());
        return vote.from()
                .map(from -> said.named(Messages.Wording_goFrom(moments.brief(from))))
                .orElse(said);
    }

    /** What is missing, in a few words. */
    public String waiting(UnmetCondition waiting) {
        if (waiting instanceof UnmetCondition.ForApproval one) {
            return Messages.Wording_forApproval(
                    one.missing(), anyOf(one.approval().anyOf()));
        }
        if (waiting instanceof UnmetCondition.ForDeferredGo one) {
            return Messages.Wording_forDeferredGo(
                    one.vote().name(), moments.brief(one.vote().since()));
        }
        if (waiting instanceof UnmetCondition.ForChanges one) {
            return Messages.Wording_forChanges(
                    one.item().title(), one.vote().name(), one.vote().comment().orElse(""));
        }
        if (waiting instanceof UnmetCondition.ForItem one) {
            return Messages.Wording_forItem(one.title());
        }
        if (waiting instanceof UnmetCondition.ForWindow one) {
            return Messages.Wording_forWindow(said(one.window().phrase()), moments.brief(one.opens()));
        }
        if (waiting instanceof UnmetCondition.ForFreeze one) {
            return Messages.Wording_forFreeze(one.freeze().reason(), moments.brief(one.ends()));
        }
        if (waiting instanceof UnmetCondition.ForCondition one) {
            return one.why()
                    .map(why -> Messages.Wording_forConditionSaying(one.condition(), said(why)))
                    .orElseGet(() -> Messages.Wording_forCondition(one.condition()));
        }
        if (waiting instanceof UnmetCondition.ForAdmission one) {
            return Messages.Wording_forAdmission(one.refusal());
        }
        if (waiting instanceof UnmetCondition.ForStarter) {
            return Messages.Wording_forStarter();
        }
        if (waiting instanceof UnmetCondition.ForAuthors one) {
            return Messages.Wording_forAuthors(one.problem());
        }
        if (waiting instanceof UnmetCondition.ForEnvironment one) {
            return turn(one.turn());
        }
        if (waiting instanceof UnmetCondition.ForRules one) {
            return Messages.Wording_forRules(one.problem());
        }
        return said(waiting.phrase());
    }

    /** When Go is possible next, in the time zone of what keeps the gate closed. */
    public String opening(Schedule.Opening opening) {
        return Messages.Wording_opening(moments.weekday(opening), Durations.rounded(opening.in()));
    }

    private String turn(EnvironmentTurn turn) {
        if (!turn.known()) {
            return Messages.Wording_forEnvironmentUnknown(turn.environment());
        }
        String held = turn.holders().stream()
                .map(one -> Messages.Wording_heldBy(one.build(), moments.brief(one.since())))
                .collect(Collectors.joining());
        return Messages.Wording_forEnvironment(turn.environment())
                + held
                + (turn.ahead().isEmpty() ? "" : Messages.Wording_ahead(EnvironmentTurn.names(turn.ahead())));
    }

    /** Who may not vote, and why, one sentence each. */
    public static List<String> excluded(ExcludedVoters excluded) {
        return excluded.people().stream()
                .map(person -> Messages.Wording_excluded(person.id(), said(person.did())))
                .toList();
    }

    /** How a person proved who it is; empty when it is not known. */
    public static String authentication(AuthenticationMethod method) {
        return switch (method) {
            case SESSION -> Messages.Wording_inTheBrowser();
            case API_TOKEN -> Messages.Wording_byApiToken();
            case PASSWORD -> Messages.Wording_byPassword();
            case COMMAND_LINE -> Messages.Wording_onTheCommandLine();
            case UNKNOWN -> "";
        };
    }

    /** What a run is and where: by its name if it was given one, else by its step. */
    public static String run(RunState run) {
        String words = run.isNamed()
                ? run.name()
                : switch (run.step()) {
                    case "smokeTest", "withSmokeTest" -> Messages.Wording_smokeTest();
                    case "postDeployVerify" -> Messages.Wording_verification();
                    case "baseline" -> Messages.Wording_baseline();
                    case "rollbackRelease" -> Messages.Wording_rollback();
                    case "announceRelease" -> Messages.Wording_announcement();
                    default -> run.name();
                };
        return run.environment()
                .filter(environment -> !words.contains(environment))
                .map(environment -> Messages.Wording_in(words, environment))
                .orElse(words);
    }

    /**
     * The same with a word about what it tested.
     *
     * @param preFlight whether that was something else than the release
     */
    public static String run(RunState run, boolean preFlight) {
        return preFlight ? Messages.Wording_preFlight(run(run)) : run(run);
    }

    /** How long a run took; empty while it works. */
    public static String took(RunState run) {
        return run.ended()
                .map(end -> duration(Duration.between(run.started(), end)))
                .orElse("");
    }

    /** A duration to the second, or to the millisecond when it is shorter than one second. */
    private static String duration(Duration duration) {
        boolean brief = duration.compareTo(Duration.ofSeconds(1)) < 0;
        return Durations.format(duration.truncatedTo(brief ? ChronoUnit.MILLIS : ChronoUnit.SECONDS));
    }

    /** How many Gos of how many an approval has. */
    public String progress(ApprovalStanding standing) {
        return Messages.GateView_progress(
                standing.given().size(), standing.approval().count());
    }

    /** The names of those who voted. */
    public String names(List<Vote> votes) {
        return votes.stream().map(Vote::name).collect(Collectors.joining(", "));
    }

    /** Why a vote does not count any more; empty while it does. The last vote of a person counts. */
    public String overtaken(Vote vote, GateState gate, GateStanding standing) {
        List<Vote> votes = gate.votes();
        boolean again = votes.subList(votes.lastIndexOf(vote) + 1, votes.size()).stream()
                .anyMatch(later -> later.key().equals(vote.key()));
        return again ? Messages.VoteView_overtaken() : standing.isExpired(vote) ? Messages.VoteView_expired() : "";
    }

    /** The address of the picture that Jenkins has of a user; null where it has none. */
    public static String avatar(String id) {
        User user = User.getById(id, false);
        return user == null ? null : UserAvatarResolver.resolveOrNull(user, "48x48");
    }

    /** What stands for the picture of a person: the first letters of the first and of the last name. */
    public static String initials(String name) {
        String[] words = name.strip().split("\\s+");
        return Stream.of(words[0], words[words.length - 1])
                .distinct()
                .map(word -> word.substring(0, word.isEmpty() ? 0 : word.offsetByCodePoints(0, 1)))
                .collect(Collectors.joining())
                .toUpperCase(LocaleProvider.getLocale());
    }

    /** The roles that answer for an item. */
    public String owners(ItemState state) {
        return needsAll(state)
                ? allOf(state.item().speakers())
                : anyOf(state.item().owners());
    }

    /** What is special about an item, in one or two words each. */
    public List<StatusView> marks(ItemState state, Release release) {
        return Stream.of(
                        state.required() ? StatusView.NONE : mark(Messages.ItemView_optional(), Tone.QUIET),
                        state.waived() ? mark(Messages.ItemView_waived(), Tone.CAREFUL) : StatusView.NONE,
                        state.inherited() ? mark(inherited(release), Tone.ACTIVE) : StatusView.NONE)
                .filter(mark -> mark != StatusView.NONE)
                .toList();
    }

    private static String inherited(Release release) {
        return release.opened()
                .flatMap(ReleaseEvent.Opened::origin)
                .map(origin -> Messages.ItemView_inheritedFrom(origin.number()))
                .orElseGet(Messages::ItemView_inherited);
    }

    private static StatusView mark(String text, Tone tone) {
        return StatusView.of(text, "pricetag-outline", tone);
    }

    /** Who signed for which role, where all roles have to sign. */
    public List<String> signatures(ItemState state) {
        if (!needsAll(state) || state.signatures().isEmpty()) {
            return List.of();
        }
        return state.item().speakers().stream()
                .map(role -> state.signatures().containsKey(role)
                        ? Messages.ItemView_signed(
                                role(role), state.signatures().get(role).name())
                        : Messages.ItemView_unsigned(role(role)))
                .toList();
    }

    /** Whether each of the roles has to sign the item. */
    public static boolean needsAll(ItemState state) {
        return state.item()
                .signOff()
                .filter(signOff -> signOff.quorum() == Quorum.ALL)
                .isPresent();
    }

    /** How many parts of an item are done. */
    public static String parts(int done, int all) {
        return Messages.ItemView_parts(done, all);
    }

    /** A part of an item, with a link to more about it where there is one. */
    public LinkView more(PartState state) {
        return LinkView.to(state.part().title(), state.part().url().orElse(""));
    }

    /** What a release waits for: first the people at its gates, then missing signatures and what is still open, then its steps. */
    public List<String> waitingFor(Release release, Function<GateState, GateSnapshot> gates) {
        List<String> found = new ArrayList<>();
        for (GateState gate : release.waitingGates()) {
            GateStanding standing = gates.apply(gate).standing();
            waiting(standing).forEach(waiting -> found.add(Messages.WaitingList_gate(gate.place(), waiting)));
            standing.opening()
                    .ifPresent(opening -> found.add(Messages.WaitingList_opening(gate.place(), opening(opening))));
        }
        release.askingRuns().forEach(run -> found.add(Messages.WaitingList_verdict(run(run))));
        Stream.concat(
                        release.items().stream()
                                .filter(item -> release.ended().isEmpty()
                                        && item.status() == ItemStatus.WAITING
                                        && !item.signatures().isEmpty()),
                        new OpenWork(release).followUps().stream())
                .forEach(item -> found.add(Messages.WaitingList_item(item.item().title(), missing(item))));
        if (release.waitingGates().isEmpty()) {
            release.runs().stream()
                    .filter(run -> run.isRunning() && run.openQuestion().isEmpty())
                    .forEach(run -> found.add(Messages.WaitingList_run(run(run))));
        }
        return found;
    }

    /** The roles that still have to say something about an item: each of them, or any. */
    public static String missing(ItemState item) {
        return needsAll(item)
                ? allOf(item.item().speakers().stream()
                        .filter(role -> !item.signatures().containsKey(role))
                        .toList())
                : anyOf(item.item().speakers());
    }
}
