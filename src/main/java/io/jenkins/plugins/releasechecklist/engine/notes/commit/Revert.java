package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a commit takes back, as its message tells: those that git, GitHub, GitLab and Azure DevOps write, and {@code revert:} of
 * Conventional Commits.
 *
 * @param hashes the commits by their hashes, long or short
 * @param beforeMerge where a merge is reverted: the commit that the branch was at before it
 * @param number the request; empty where none is named
 * @param title the subject of the commit, which counts where nothing else says what is reverted
 */
record Revert(List<String> hashes, Optional<String> beforeMerge, Optional<String> number, Optional<String> title) {

    private static final String HASH = "[0-9a-fA-F]{6,64}";
    private static final Pattern ANY_HASH = Pattern.compile("\\b" + HASH + "\\b");
    private static final Pattern COMMITS = Pattern.compile("(?i)\\bthis reverts (?:merge )?commits? (?<hashes>" + HASH
            + "\\b(?:(?:,|\\s|and)+" + HASH + "\\b){0,50})(?:,? reversing changes made to (?<before>" + HASH + "))?");
    private static final Pattern REQUEST =
            Pattern.compile("(?im)^\\s*(?:this )?reverts (?:merge request )?\\S{0,200}?[#!](?<number>\\d{1,12})\\b");
    private static final Pattern REFS = Pattern.compile("(?im)^refs:? (?<hashes>.*)$");
    private static final Pattern OF_REQUEST = Pattern.compile("\\s\\((?:pull request )?[#!](?<of>\\d{1,12})\\)$");
    private static final Pattern SUBJECT = Pattern.compile("(?<verb>Revert|Reapply) [\"'](?<title>.+)[\"']");
    private static final Pattern CONVENTIONAL =
            Pattern.compile("(?i)revert(?:\\([^()]{1,60}\\))?!?:\\s+\"?(?<title>.+?)\"?");
    private static final Pattern PICKED = Pattern.compile("cherry picked from commit (?<hash>" + HASH + ")");

    /** Reads the message of a commit; empty if it reverts nothing. */
    static Optional<Revert> of(Commit commit) {
        String subject = title(commit);
        String body = String.join("\n", commit.body());
        Matcher quoted = SUBJECT.matcher(subject);
        Matcher conventional = CONVENTIONAL.matcher(subject);
        Matcher commits = COMMITS.matcher(body.replaceAll("\\s+", " "));
        boolean named = commits.find();
        Optional<String> title = Optional.empty();
        Stream<String> hashes = named ? hashes(commits.group("hashes")) : Stream.empty();
        if (quoted.matches()) {
            String of = quoted.group("title");
            title = Optional.of(quoted.group("verb").equals("Revert") ? withoutNumber(of) : "Revert \"" + of + "\"");
        } else if (conventional.matches()) {
            title = Optional.of(withoutNumber(conventional.group("title")));
            hashes = Stream.concat(
                    hashes, REFS.matcher(body).results().map(MatchResult::group).flatMap(Revert::hashes));
        } else if (!named) {
            return Optional.empty();
        }
        Matcher request = REQUEST.matcher(body);
        return Optional.of(new Revert(
                hashes.toList(),
                named ? Optional.ofNullable(commits.group("before")) : Optional.empty(),
                request.find() ? Optional.of(request.group("number")) : Optional.empty(),
                title));
    }

    /** Whether it names what it reverts, so that a commit of the same title does not count. */
    boolean isExact() {
        return !hashes.isEmpty();
    }

    /** Whether a commit is the one of that hash, or was picked from it. */
    static boolean isAt(Commit commit, String hash) {
        String found = hash.toLowerCase(Locale.ROOT);
        return commit.id()
                        .filter(id -> id.toLowerCase(Locale.ROOT).startsWith(found))
                        .isPresent()
                || commit.body().stream()
                        .map(PICKED::matcher)
                        .anyMatch(picked -> picked.find()
                                && picked.group("hash").toLowerCase(Locale.ROOT).startsWith(found));
    }

    /** What a commit, or the request that it merges, is called: the title without the number of a request. */
    static String title(Commit commit) {
        String subject = MergeCommit.of(commit).flatMap(MergeCommit::title).orElseGet(commit::subject);
        return withoutNumber(subject);
    }

    /** The number of the request that a commit merges or squashes; empty if it names none. */
    static String requestNumber(Commit commit) {
        Matcher squashed = OF_REQUEST.matcher(commit.subject().strip());
        return MergeCommit.of(commit)
                .flatMap(MergeCommit::number)
                .map(number -> number.substring(1))
                .orElseGet(() -> squashed.find() ? squashed.group("of") : "");
    }

    /** A title without the number of its request. */
    static String withoutNumber(String title) {
        return OF_REQUEST.matcher(title.strip()).replaceFirst("");
    }

    private static Stream<String> hashes(String text) {
        return ANY_HASH.matcher(text).results().map(MatchResult::group);
    }
}
