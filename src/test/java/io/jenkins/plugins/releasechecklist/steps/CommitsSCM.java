package io.jenkins.plugins.releasechecklist.steps;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.User;
import hudson.scm.ChangeLogParser;
import hudson.scm.ChangeLogSet;
import hudson.scm.NullSCM;
import hudson.scm.RepositoryBrowser;
import hudson.scm.SCM;
import hudson.scm.SCMDescriptor;
import hudson.scm.SCMRevisionState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.kohsuke.stapler.export.Exported;

/** A version control that holds a Jenkinsfile, and the commits that a test says. Stored with the job, so it holds nothing itself. */
public class CommitsSCM extends NullSCM {
    private static final Map<String, String> SCRIPTS = new ConcurrentHashMap<>();
    private static final Map<String, List<Committed>> COMMITS = new ConcurrentHashMap<>();
    private static final Map<String, List<Committed>> OF_BUILDS = new ConcurrentHashMap<>();

    /** What the next build of the job gets. */
    public static void next(String job, String script, Committed... commits) {
        SCRIPTS.put(job, script);
        COMMITS.put(job, List.of(commits));
    }

    @Override
    public void checkout(
            Run<?, ?> build,
            Launcher launcher,
            FilePath workspace,
            TaskListener listener,
            File changelogFile,
            SCMRevisionState baseline)
            throws IOException, InterruptedException {
        workspace.child("Jenkinsfile").write(SCRIPTS.get(build.getParent().getName()), "UTF-8");
        OF_BUILDS.put(build.getExternalizableId(), COMMITS.get(build.getParent().getName()));
        Files.writeString(changelogFile.toPath(), "commits");
    }

    @Override
    public ChangeLogParser createChangeLogParser() {
        return new Parser();
    }

    @Override
    public SCMDescriptor<?> getDescriptor() {
        return new SCMDescriptor<SCM>(null) {};
    }

    private static final class Parser extends ChangeLogParser {
        @Override
        public ChangeLogSet<Committed> parse(Run build, RepositoryBrowser<?> browser, File changelogFile) {
            return new Log(build, OF_BUILDS.get(build.getExternalizableId()));
        }
    }

    private static final class Log extends ChangeLogSet<Committed> {
        private final List<Committed> commits;

        Log(Run<?, ?> build, List<Committed> commits) {
            super(build, null);
            this.commits = commits;
        }

        @Override
        public boolean isEmptySet() {
            return commits.isEmpty();
        }

        @Override
        public Iterator<Committed> iterator() {
            return commits.iterator();
        }
    }

    /**
     * A commit as the git plugin has it: the message is its first line, and the rest is only exported. To ask for an author without
     * a name fails.
     */
    public static final class Committed extends ChangeLogSet.Entry {
        private final String id;
        private final String author;
        private final String message;
        private final long at;

        public Committed(String id, String author, String message) {
            this(id, author, message, -1);
        }

        public Committed(String id, String author, String message, long at) {
            this.id = id;
            this.author = author;
            this.message = message;
            this.at = at;
        }

        @Override
        public String getCommitId() {
            return id;
        }

        @Override
        public long getTimestamp() {
            return at;
        }

        @Override
        public String getMsg() {
            return message.lines().findFirst().orElse("");
        }

        @Exported
        public String getComment() {
            return message;
        }

        @Override
        public User getAuthor() {
            if (author.isEmpty()) {
                throw new IllegalStateException("the directory does not answer");
            }
            return User.getOrCreateByIdOrFullName(author);
        }

        @Override
        public Collection<String> getAffectedPaths() {
            return List.of();
        }
    }
}
