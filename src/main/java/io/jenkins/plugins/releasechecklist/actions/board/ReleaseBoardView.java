package io.jenkins.plugins.releasechecklist.actions.board;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.ModifiableItemGroup;
import hudson.model.TopLevelItem;
import hudson.model.View;
import hudson.model.ViewDescriptor;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collection;
import java.util.stream.StreamSupport;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.POST;

/**
 * A view of what runs where: the release board of the jobs in Jenkins, in a folder or in the views of a user, with those in folders
 * below. Jobs without releases are not shown.
 */
public class ReleaseBoardView extends View {
    private String filter = "";

    @DataBoundConstructor
    public ReleaseBoardView(String name) {
        super(name);
    }

    /** What the full names of the jobs have to contain, in any case; empty for all. */
    public String getFilter() {
        return filter;
    }

    @DataBoundSetter
    public void setFilter(String filter) {
        this.filter = filter.strip();
    }

    /**
     * What the view shows to the calling user.
     *
     * @param zone the time zone that the user set, which only Jelly can ask for; empty when none is set
     */
    public BoardView board(String zone) {
        return BoardView.of(jobs(), filter, zone);
    }

    @SuppressWarnings("rawtypes") // Jenkins gives the raw type.
    private Iterable<Job> jobs() {
        return getOwner().getItemGroup().allItems(Job.class);
    }

    @Override
    public Collection<TopLevelItem> getItems() {
        return StreamSupport.stream(jobs().spliterator(), false)
                .filter(job -> BoardView.shows(job, filter))
                .filter(TopLevelItem.class::isInstance)
                .map(TopLevelItem.class::cast)
                .toList();
    }

    @Override
    public boolean contains(TopLevelItem item) {
        return getItems().contains(item);
    }

    @Override
    protected void submit(StaplerRequest2 request) throws ServletException {
        setFilter(request.getSubmittedForm().optString("filter"));
    }

    @Override
    @POST
    public Item doCreateItem(StaplerRequest2 request, StaplerResponse2 response) throws IOException, ServletException {
        getOwner().checkPermission(Item.CREATE);
        return getOwner().getItemGroup() instanceof ModifiableItemGroup<?> group
                ? group.doCreateItem(request, response)
                : null;
    }

    /** The kind of view. */
    @Extension
    @Symbol("releaseBoard")
    public static final class DescriptorImpl extends ViewDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.ReleaseBoard_displayName();
        }
    }
}
