package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the message of a commit says by Conventional Commits 1.0.0: {@code feat(checkout)!: new payment form}. A message in
 * another form is one of the kind {@link ChangeKind#OTHER}.
 *
 * <p>The body of a squashed request lists the messages of its commits: {@code * feat!: new payment API}. What breaks in one of
 * them breaks in the whole; where the subject has no type, the most important of them gives it.
 *
 * @param kind the group that it belongs to
 * @param title what changed, in one line: with the scope before it, without the type where the group says it
 */
record ConventionalCommit(ChangeKind kind, String title) {

    private static final Pattern HEADER = Pattern.compile(
            "(?<type>\\p{L}[\\p{L}\\p{N}_-]{0,29})(?:\\((?<scope>[^()]{1,60})\\))?(?<breaking>!)?:\\s+(?<text>\\S.*)");
    private static final Pattern SQUASHED = Pattern.compile(
            "[*-] (?<subject>(?:(?i:feat|fix|perf|refactor|docs|style|test|build|ci|chore|revert)(?:\\([^()]{1,60}\\))?!?: |"
                    + "[\\p{L}\\p{N}_-]{1,30}(?:\\([^()]{1,60}\\))?!: |Revert \"|Reapply \").*)");

    /** Reads a commit that is neither a merge nor reverted. */
    static ConventionalCommit of(Commit commit) {
        List<Commit> squashed = squashed(commit);
        ConventionalCommit subject = plain(squashed.get(0));
        List<Commit> bullets = new ArrayList<>(squashed.subList(1, squashed.size()));
        // A request lists its commits oldest first.
        Collections.reverse(bullets);
        BitSet reverted = RevertedCommits.of(bullets, new BitSet());
        List<ConventionalCommit> said = new ArrayList<>();
        for (int i = bullets.size() - 1; i >= 0; i--) {
            if (!reverted.get(i)) {
                said.add(plain(bullets.get(i)));
            }
        }
        ChangeKind most = said.stream()
                .map(ConventionalCommit::kind)
                .min(Comparator.naturalOrder())
                .orElse(ChangeKind.OTHER);
        boolean counts =
                most == ChangeKind.BREAKING || !HEADER.matcher(commit.subject()).matches();
        if (most == ChangeKind.OTHER || !counts) {
            return subject;
        }
        List<String> titles = new ArrayList<>(List.of(subject.title()));
        said.stream()
                .filter(bullet -> bullet.kind() == most)
                .map(ConventionalCommit::title)
                .filter(title -> !subject.title().contains(title))
                .forEach(titles::add);
        ChangeKind kind = most.compareTo(subject.kind()) < 0 ? most : subject.kind();
        String joined = titles.size() == 1 ? titles.get(0) : with(titles.get(0), titles.subList(1, titles.size()));
        return new ConventionalCommit(kind, joined);
    }

    /** The commit without what it lists, then each commit that it lists. */
    private static List<Commit> squashed(Commit commit) {
        List<String> messages = new ArrayList<>();
        StringBuilder message = new StringBuilder(commit.subject()).append("\n\n");
        for (String line : commit.body()) {
            Matcher bullet = SQUASHED.matcher(line);
            if (bullet.matches()) {
                messages.add(message.toString());
                message = new StringBuilder(bullet.group("subject")).append("\n\n");
            } else {
                message.append(line).append('\n');
            }
        }
        messages.add(message.toString());
        return messages.stream()
                .map(text -> new Commit(Optional.empty(), text, Optional.empty()))
                .toList();
    }

    private static ConventionalCommit plain(Commit commit) {
        String subject = commit.subject();
        BreakingNotes notes = BreakingNotes.of(commit.body());
        Optional<String> broken = BreakingNotes.begun(subject);
        if (broken.isPresent()) {
            return new ConventionalCommit(ChangeKind.BREAKING, with(broken.get(), notes.texts()));
        }
        Matcher header = HEADER.matcher(subject);
        if (!header.matches()) {
            ChangeKind kind = notes.present() ? ChangeKind.BREAKING : ChangeKind.OTHER;
            return new ConventionalCommit(kind, with(subject, notes.texts()));
        }
        boolean breaking = header.group("breaking") != null || notes.present();
        ChangeKind kind = breaking ? ChangeKind.BREAKING : ChangeKind.ofType(header.group("type"));
        String scope = header.group("scope");
        boolean revert = header.group("type").equalsIgnoreCase("revert");
        String title = (revert ? "revert: " : "") + (scope == null ? "" : scope + ": ") + header.group("text");
        return new ConventionalCommit(kind, with(kind == ChangeKind.OTHER ? subject : title, notes.texts()));
    }

    private static String with(String title, List<String> texts) {
        return texts.isEmpty() ? title : title + " \u2013 " + BreakingNotes.joined(texts);
    }
}
