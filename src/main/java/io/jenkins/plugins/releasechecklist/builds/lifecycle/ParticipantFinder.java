package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import hudson.model.Cause;
import hudson.model.Run;
import hudson.scm.ChangeLogSet;
import io.jenkins.plugins.releasechecklist.builds.history.ReleaseHistory;
import io.jenkins.plugins.releasechecklist.config.Roles;
import io.jenkins.plugins.releasechecklist.engine.gate.Participant;
import io.jenkins.plugins.releasechecklist.engine.gate.Participants;
import io.jenkins.plugins.releasechecklist.engine.gate.UserKey;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Finds out who had a hand in a build. To know who an author is, Jenkins may ask the directory of its users, and the whole history
 * since the last release is loaded: nothing for the thread of a program, a page, or inside of a lock.
 */
public record ParticipantFinder(Run<?, ?> run, Roles roles) {
    private static final Logger LOGGER = Logger.getLogger(ParticipantFinder.class.getName());

    /** Who started the build and those that it repeats, and who wrote the changes since the last release that had its Go. */
    public Participants find() {
        return participants(lineage().flatMap(ReleaseHistory::sinceLastGo));
    }

    /** The same, where only the changes of this very build count. */
    public Participants ofThisBuild() {
        return participants(Stream.of(run));
    }

    /**
     * How many commits the change log of this very build has by now: a cheap look, which tells whether something was checked out since.
     * Empty when it cannot be read, which then is the {@linkplain Participants#problem problem} of the authors.
     */
    public Optional<Integer> commits() {
        try {
            return Optional.of(ReleaseHistory.commits(run).size());
        } catch (RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "Cannot count the changes of " + run);
            return Optional.empty();
        }
    }

    private Participants participants(Stream<Run<?, ?>> changed) {
        Optional<Integer> commits = commits();
        Map<UserKey, Participant> authors = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        changed.distinct().forEach(build -> {
            try {
                ReleaseHistory.commits(build).stream()
                        .map(change -> author(build, change))
                        .forEach(author -> authors.putIfAbsent(author.key(), author));
            } catch (RuntimeException e) {
                // It is code of other plugins, of version controls and of security realms.
                LOGGER.log(Level.WARNING, e, () -> "Cannot tell the authors of the changes of " + build);
                problems.add("#" + build.getNumber() + ": " + e);
            }
        });
        return new Participants(
                starters(),
                isStarterUnknown(),
                List.copyOf(authors.values()),
                problems.stream().findFirst(),
                commits);
    }

    /** This build, the one that it repeats, the one that this repeats, and so on. */
    private Stream<Run<?, ?>> lineage() {
        Set<Run<?, ?>> builds = new LinkedHashSet<>();
        Optional<Run<?, ?>> next = Optional.of(run);
        while (next.filter(builds::add).isPresent()) {
            next = OriginFinder.originOf(next.get()).map(OriginFinder.Origin::build);
        }
        return builds.stream();
    }

    private List<Participant> starters() {
        Map<UserKey, Participant> starters = new LinkedHashMap<>();
        lineage()
                .forEach(build -> BuildRecords.starters(build)
                        .forEach(person -> starters.putIfAbsent(
                                roles.key(person.id()),
                                new Participant(person.id(), roles.key(person.id()), startOf(build)))));
        return List.copyOf(starters.values());
    }

    private Phrase startOf(Run<?, ?> build) {
        return build.equals(run) ? Phrase.of("gate.started") : Phrase.of("gate.startedOrigin", build.getNumber());
    }

    /**
     * Whoever calls a job with its token is named by nobody, even when logged in; a timer or a push next to a person who started
     * the build as well does not matter.
     */
    private boolean isStarterUnknown() {
        return BuildRecords.starters(run).isEmpty()
                || BuildRecords.causes(run).anyMatch(Cause.RemoteCause.class::isInstance);
    }

    private Participant author(Run<?, ?> build, ChangeLogSet.Entry change) {
        String id = change.getAuthor().getId();
        Phrase did = Optional.ofNullable(change.getCommitId())
                .map(commit -> Phrase.of(
                        "gate.authorOf", build.getNumber(), commit.substring(0, Math.min(10, commit.length()))))
                .orElseGet(() -> Phrase.of("gate.author", build.getNumber()));
        return new Participant(id, roles.key(id), did);
    }
}
