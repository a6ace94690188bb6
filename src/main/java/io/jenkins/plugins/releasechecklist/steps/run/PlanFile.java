package io.jenkins.plugins.releasechecklist.steps.run;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.releasechecklist.engine.record.event.PlanSource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import jenkins.scm.api.SCMFileSystem;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The plan that a step names, a file of the workspace. It decides where requests go and what they carry, so in a build of an untrusted
 * change it has to be that of the trusted revision, as Jenkins itself has it with the Jenkinsfile.
 */
public final class PlanFile {
    /** The longest plan, in bytes. */
    static final int LARGEST = 1024 * 1024;

    private final StepContext context;
    private final String path;

    /**
     * A file that is not read yet.
     *
     * @param path where it is below the workspace
     * @throws IllegalArgumentException if the path leads out of it
     */
    public PlanFile(StepContext context, String path) {
        this.context = context;
        this.path = Parameters.inWorkspace("plan", path);
    }

    /**
     * Reads the plan.
     *
     * @throws AbortException if there is no such file, if it is too large, leads out of the workspace or holds a secret, or if
     *     somebody changed it who is not trusted
     */
    public PlanSource read() throws IOException, InterruptedException {
        SecretMasker masker = SecretMasker.of(context);
        masker.refuseSecret("plan", path);
        FilePath workspace = context.get(FilePath.class);
        if (workspace == null) {
            throw new AbortException(Messages.PlanFile_noWorkspace(path));
        }
        String text = text(workspace);
        masker.refuseSecret(path, text);
        Optional<String> trusted = trusted();
        if (trusted.isPresent()
                && !trusted.get().lines().toList().equals(text.lines().toList())) {
            throw new AbortException(Messages.PlanFile_untrusted(path));
        }
        return new PlanSource(path, text);
    }

    private String text(FilePath workspace) throws IOException, InterruptedException {
        FilePath file = workspace.child(path);
        if (!file.exists() || file.isDirectory()) {
            throw new AbortException(Messages.PlanFile_noFile(path));
        }
        if (!workspace.isDescendant(path)) {
            throw new AbortException(Messages.PlanFile_leadsOut(path));
        }
        try (InputStream content = file.read()) {
            byte[] bytes = content.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new AbortException(Messages.PlanFile_tooLarge(path, LARGEST / 1024));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** What the plan has to be like; empty where whoever made the change is trusted, or where no branch is built. */
    private Optional<String> trusted() throws IOException, InterruptedException {
        Run<?, ?> build = context.get(Run.class);
        SCMSource source = SCMSource.SourceByItem.findSource(build.getParent());
        SCMHead head = SCMHead.HeadByItem.findHead(build.getParent());
        if (source == null || head == null) {
            return Optional.empty();
        }
        TaskListener listener = context.get(TaskListener.class);
        SCMRevision built = SCMRevisionAction.getRevision(source, build);
        SCMRevision tip = built == null ? source.fetch(head, listener) : built;
        if (tip == null) {
            throw new AbortException(Messages.PlanFile_noRevision(path, head.getName()));
        }
        SCMRevision trusted = source.getTrustedRevision(tip, listener);
        return tip.equals(trusted) ? Optional.empty() : Optional.of(text(source, head, trusted));
    }

    private String text(SCMSource source, SCMHead head, SCMRevision revision) throws IOException, InterruptedException {
        try (SCMFileSystem files = SCMFileSystem.of(source, head, revision)) {
            if (files == null) {
                throw new AbortException(Messages.PlanFile_unreadable(path, revision));
            }
            return files.child(path).contentAsString();
        } catch (FileNotFoundException e) {
            throw new AbortException(Messages.PlanFile_notTrusted(path, revision));
        }
    }
}
