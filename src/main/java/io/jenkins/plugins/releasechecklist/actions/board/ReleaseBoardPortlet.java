package io.jenkins.plugins.releasechecklist.actions.board;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Descriptor;
import hudson.model.Job;
import hudson.plugins.view.dashboard.DashboardPortlet;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** The release board of the jobs of a dashboard, which the Dashboard View plugin shows. */
public class ReleaseBoardPortlet extends DashboardPortlet {
    @DataBoundConstructor
    public ReleaseBoardPortlet(String name) {
        super(name);
    }

    /**
     * What the portlet shows to the calling user.
     *
     * @param zone the time zone that the user set, which only Jelly can ask for; empty when none is set
     */
    @SuppressWarnings("rawtypes") // The dashboard gives the raw type.
    public BoardView board(String zone) {
        List<Job> jobs = getDashboard().getJobs();
        return BoardView.of(jobs, "", zone);
    }

    /** The kind of portlet. */
    @Extension(optional = true)
    @Symbol("releaseBoardPortlet")
    public static final class DescriptorImpl extends Descriptor<DashboardPortlet> {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.ReleaseBoard_displayName();
        }
    }
}
