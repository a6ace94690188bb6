package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A commit that only joins others, as its message tells: the ones that GitHub, GitLab, Bitbucket, Azure DevOps, Gitea and Gerrit
 * write, and those of git itself.
 *
 * @param title the title of the request that it merges; empty where nobody wrote one
 * @param number the number of the request as that site writes it, such as {@code #12}; empty where there is no request
 * @param sure whether it certainly is a merge: Azure DevOps and Bitbucket write the same for a squashed request, GitHub for that of
 *     a security advisory
 */
record MergeCommit(Optional<String> title, Optional<String> number, boolean sure) {

    private static final String NUMBER = "(?<number>\\d{1,12})";

    private static final Pattern[] TITLE_IN_BODY = {
        Pattern.compile("Merge pull request #" + NUMBER + "(?: (?:from|in) \\S+.*)?"),
        Pattern.compile("Merged in \\S+ \\(pull request #" + NUMBER + "\\).*")
    };
    private static final Pattern[] TITLE_IN_SUBJECT = {
        Pattern.compile("Merged PR " + NUMBER + ": (?<title>\\S.*)"),
        Pattern.compile("Pull request #" + NUMBER + ": (?<title>\\S.*)"),
        Pattern.compile("Merge pull request '(?<title>.+)' \\(#" + NUMBER + "\\) from .*")
    };
    private static final Pattern GERRIT = Pattern.compile("Merge \"(?<title>.+)\"(?: into \\S+)?");
    private static final Pattern GIT =
            Pattern.compile("Merge (?:(?:remote-tracking )?branch(?:es)?|tags?|commits?)\\b.*"
                    + "|Merge (?:[0-9a-f]{7,64}|'[^']+') into \\S+");

    /** What GitHub writes for the request of a security advisory, which is in a private fork. */
    private static final String ADVISORY = "Merge commit from fork";

    private static final Pattern GITLAB_NUMBER = Pattern.compile("See merge request \\S*!" + NUMBER);

    /** Reads the message of a commit; empty if it is no merge. */
    static Optional<MergeCommit> of(Commit commit) {
        String subject = commit.subject();
        for (Pattern site : TITLE_IN_BODY) {
            Matcher merge = site.matcher(subject);
            if (merge.matches()) {
                return Optional.of(
                        new MergeCommit(firstOfBody(commit), Optional.of("#" + merge.group("number")), true));
            }
        }
        for (Pattern site : TITLE_IN_SUBJECT) {
            Matcher merge = site.matcher(subject);
            if (merge.matches()) {
                return Optional.of(new MergeCommit(
                        Optional.of(merge.group("title")),
                        Optional.of("#" + merge.group("number")),
                        subject.startsWith("Merge pull")));
            }
        }
        Matcher gerrit = GERRIT.matcher(subject);
        if (gerrit.matches()) {
            return Optional.of(new MergeCommit(Optional.of(gerrit.group("title")), Optional.empty(), true));
        }
        if (subject.equals(ADVISORY)) {
            String title = firstOfBody(commit).orElse(subject);
            return Optional.of(new MergeCommit(
                    Optional.of(title.startsWith("* ") ? title.substring(2) : title), Optional.empty(), false));
        }
        if (!GIT.matcher(subject).matches()) {
            return Optional.empty();
        }
        Optional<String> number = commit.body().stream()
                .map(GITLAB_NUMBER::matcher)
                .filter(Matcher::matches)
                .map(found -> "!" + found.group("number"))
                .findFirst();
        return Optional.of(new MergeCommit(number.flatMap(found -> firstOfBody(commit)), number, true));
    }

    private static Optional<String> firstOfBody(Commit commit) {
        return commit.body().stream()
                .findFirst()
                .filter(line -> !GITLAB_NUMBER.matcher(line).matches())
                .filter(line -> !line.startsWith("* commit "))
                .filter(line -> !Commit.CO_AUTHOR.matcher(line.strip()).matches());
    }

    /** The commit as a change, by the title of its request; empty for a merge that says nothing but which branches it joined. */
    Optional<Commit> told(Commit commit) {
        if (title.isEmpty()) {
            return number.map(request -> new Commit(commit.id(), commit.subject(), commit.author()));
        }
        String said = number.filter(request -> !title.get().contains(request))
                .map(request -> title.get() + " (" + request + ")")
                .orElse(title.get());
        // The body of a squashed request is that of a commit; the body of a merge is the request's, which may be a
        // form.
        String body = sure ? "" : "\n\n" + String.join("\n", commit.body());
        return Optional.of(new Commit(commit.id(), said + body, commit.author()));
    }
}
