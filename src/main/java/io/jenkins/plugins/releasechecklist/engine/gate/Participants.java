package io.jenkins.plugins.releasechecklist.engine.gate;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who had a hand in a build when its gate opened, as far as anybody knows. The authors are who the commits name, which anybody
 * can forge; so they are asked about only where an administrator says so, and only in addition.
 *
 * @param starters who started, replayed or restarted the build, and those that it comes from
 * @param starterUnknown whether something started it that does not say who is behind it: a timer, a push, a call with a token
 * @param authors who wrote the changes since the last release
 * @param problem why not all authors could be found out; empty when they could
 * @param commits how many commits the change log of the build itself had by then; empty in older records
 */
public record Participants(
        List<Participant> starters,
        boolean starterUnknown,
        List<Participant> authors,
        Optional<String> problem,
        Optional<Integer> commits) {
    /** Nobody is known, and nobody is missed. */
    public static final Participants NOBODY =
            new Participants(List.of(), false, List.of(), Optional.empty(), Optional.empty());

    public Participants {
        starters = List.copyOf(starters);
        authors = List.copyOf(authors);
    }

    /** These, and the authors of what was checked out after the gate had opened. */
    public Participants withAuthorsOf(Participants later) {
        return new Participants(
                starters,
                starterUnknown,
                Stream.concat(
                                authors.stream(),
                                later.authors.stream()
                                        .filter(one -> author(one.key()).isEmpty()))
                        .toList(),
                problem.or(later::problem),
                later.commits);
    }

    /** What the person did for the build, in words that follow the name; empty for everybody else. */
    public Optional<Phrase> involvement(UserKey person) {
        return starter(person).or(() -> author(person)).map(Participant::did);
    }

    Optional<Participant> starter(UserKey person) {
        return find(starters, person);
    }

    Optional<Participant> author(UserKey person) {
        return find(authors, person);
    }

    private static Optional<Participant> find(List<Participant> people, UserKey person) {
        return people.stream().filter(one -> one.key().equals(person)).findFirst();
    }
}
