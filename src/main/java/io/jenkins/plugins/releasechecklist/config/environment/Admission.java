package io.jenkins.plugins.releasechecklist.config.environment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import io.jenkins.plugins.releasechecklist.config.form.CommaList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import jenkins.scm.api.mixin.TagSCMHead;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Where a build has to come from, so that it may release to an environment: from certain jobs, branches or tags, by patterns with
 * {@code *} for any letters and {@code ?} for one. What builds a change request may not, unless somebody says so. Names of branches
 * are those of a multibranch project: what another job checks out is its own claim, and does not count.
 */
public class Admission implements Describable<Admission> {
    private List<String> jobs = CommaList.of(null);
    private List<String> branches = CommaList.of(null);
    private List<String> tags = CommaList.of(null);
    private boolean changeRequests;

    /** Admits everything but change requests. */
    @DataBoundConstructor
    public Admission() {
        // Everything else is set by Stapler.
    }

    /** Full names of jobs, of multibranch projects or of all that is in a folder ({@code shop/*}); none: every job. */
    public List<String> getJobs() {
        return List.copyOf(jobs);
    }

    /** Sets the jobs; an element may hold several, with commas between them. */
    @DataBoundSetter
    public void setJobs(List<String> jobs) {
        this.jobs = CommaList.names(jobs);
    }

    /** The jobs as the form shows them. */
    public String getJobsText() {
        return CommaList.text(jobs);
    }

    /** Names of branches; none, and no tags: whatever the job builds. */
    public List<String> getBranches() {
        return List.copyOf(branches);
    }

    /** Sets the branches; an element may hold several, with commas between them. */
    @DataBoundSetter
    public void setBranches(List<String> branches) {
        this.branches = CommaList.names(branches);
    }

    /** The branches as the form shows them. */
    public String getBranchesText() {
        return CommaList.text(branches);
    }

    /** Names of tags; none, and no branches: whatever the job builds. */
    public List<String> getTags() {
        return List.copyOf(tags);
    }

    /** Sets the tags; an element may hold several, with commas between them. */
    @DataBoundSetter
    public void setTags(List<String> tags) {
        this.tags = CommaList.names(tags);
    }

    /** The tags as the form shows them. */
    public String getTagsText() {
        return CommaList.text(tags);
    }

    /** Whether builds of change requests may come, whatever their branch is called. Default: they may not. */
    public boolean isChangeRequests() {
        return changeRequests;
    }

    @DataBoundSetter
    public void setChangeRequests(boolean changeRequests) {
        this.changeRequests = changeRequests;
    }

    /** Why no build of the job may come, in words that follow what may not; empty when they may. */
    public Optional<String> refusal(Item job) {
        SCMHead head = SCMHead.HeadByItem.findHead(job);
        String name =
                head != null && job.getParent() instanceof Item project ? project.getFullName() : job.getFullName();
        if (!jobs.isEmpty() && !matches(jobs, name)) {
            return Optional.of(Messages.Admission_job(name, getJobsText()));
        }
        if (head instanceof ChangeRequestSCMHead) {
            return changeRequests ? Optional.empty() : Optional.of(Messages.Admission_changeRequest(head.getName()));
        }
        if (branches.isEmpty() && tags.isEmpty()) {
            return Optional.empty();
        }
        if (head == null) {
            return Optional.of(Messages.Admission_noBranch(job.getFullName(), wanted()));
        }
        boolean tag = head instanceof TagSCMHead;
        return matches(tag ? tags : branches, head.getName())
                ? Optional.empty()
                : Optional.of(
                        tag
                                ? Messages.Admission_tag(head.getName(), wanted())
                                : Messages.Admission_branch(head.getName(), wanted()));
    }

    private static boolean matches(List<String> patterns, String name) {
        return patterns.stream()
                .anyMatch(pattern ->
                        EnvironmentPattern.regex(pattern).matcher(name).matches());
    }

    private String wanted() {
        return Stream.of(
                        Optional.of(getBranchesText())
                                .filter(text -> !text.isEmpty())
                                .map(Messages::Admission_branches),
                        Optional.of(getTagsText())
                                .filter(text -> !text.isEmpty())
                                .map(Messages::Admission_tags))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
    }

    /** Brings lists that were saved by hand into the form that the setters give them. */
    private Object readResolve() {
        setJobs(jobs);
        setBranches(branches);
        setTags(tags);
        return this;
    }

    /** The form of where builds have to come from. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<Admission> {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.Admission_displayName();
        }
    }
}
