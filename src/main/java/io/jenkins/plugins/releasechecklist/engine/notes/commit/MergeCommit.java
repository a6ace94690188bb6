package io.jenkins.plugins.releasechecklist.engine.notes.commit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A commit that only joins others, as its message tells: the ones that GitHub, GitLab and Bitbucket write, and those of git
 * itself.
 *
 * @param request the title of the request that it merges, with its number as that site writes it; empty where nobody
 *     wrote one
 */
record MergeCommit(Optional<String> request) {

    private static final Pattern GITHUB = Pattern.compile("Merge pull request #(\\d{1,12}) from \\S+.*");
    private static final Pattern BITBUCKET = Pattern.compile("Merged in \\S+ \\(pull request #(\\d{1,12})\\).*");
    private static final Pattern GIT = Pattern.compile(
            "Merge (?:branch|branches|remote-tracking branch|remote-tracking branches|tag|commit|commits)\\b.*");
    private static final Pattern GITLAB_NUMBER = Pattern.compile("See merge request \\S*!(\\d{1,12})");

    /** Reads the message of a commit; empty if it is no merge. */
    static Optional<MergeCommit> of(Commit commit) {
        for (Pattern site : new Pattern[] {GITHUB, BITBUCKET}) {
            Matcher merge = site.matcher(commit.subject());
            if (merge.matches()) {
                return Optional.of(new MergeCommit(title(commit).map(title -> numbered(title, "#" + merge.group(1)))));
            }
        }
        if (!GIT.matcher(commit.subject()).matches()) {
            return Optional.empty();
        }
        Optional<String> number = commit.body().stream()
                .map(GITLAB_NUMBER::matcher)
                .filter(Matcher::matches)
                .map(found -> "!" + found.group(1))
                .findFirst();
        return Optional.of(new MergeCommit(
                number.flatMap(request -> title(commit).map(title -> numbered(title, request)))));
    }

    private static Optional<String> title(Commit commit) {
        return commit.body().stream()
                .findFirst()
                .filter(line -> !GITLAB_NUMBER.matcher(line).matches());
    }

    private static String numbered(String title, String number) {
        return title.contains(number) ? title : title + " (" + number + ")";
    }
}
