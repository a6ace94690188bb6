package io.jenkins.plugins.releasechecklist.actions;

import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.actions.view.PageView;
import io.jenkins.plugins.releasechecklist.actions.view.SummaryView;
import java.io.IOException;
import jenkins.model.Tab;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/** The page {@code release-checklist/} of a build, with the REST API below it. Nothing here changes anything by GET. */
public class ReleaseChecklistAction extends Tab {
    /** The name of the page in the address. */
    static final String URL = "release-checklist";

    private final Run<?, ?> run;

    /** The page of the build. */
    public ReleaseChecklistAction(Run<?, ?> run) {
        super(run);
        this.run = run;
    }

    @Override
    public String getIconFileName() {
        return "symbol-clipboard-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return Messages.ReleaseChecklistAction_displayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** The build. */
    public Run<?, ?> getRun() {
        return run;
    }

    /**
     * What the page shows to the calling user.
     *
     * @param zone the time zone that the user set, which only Jelly can ask for; empty when none is set
     */
    @Restricted(NoExternalUse.class)
    public PageView page(String zone) throws IOException {
        return ReleaseReading.of(run).page(zone);
    }

    /**
     * What the main page of the build shows to the calling user.
     *
     * @param zone the time zone that the user set; empty when none is set
     */
    @Restricted(NoExternalUse.class)
    public SummaryView summary(String zone) throws IOException {
        return ReleaseReading.of(run).summary(zone);
    }

    /** {@code api/json}. */
    @Restricted(NoExternalUse.class)
    public ReleaseApi getApi() {
        return new ReleaseApi(run);
    }

    /** {@code gates/ID}. */
    @Restricted(NoExternalUse.class)
    public GateEndpoint getGates(String id) {
        return new GateEndpoint(run, id);
    }

    /** {@code items/ID}. */
    @Restricted(NoExternalUse.class)
    public ItemEndpoint getItems(String id) {
        return new ItemEndpoint(run, id);
    }

    /** {@code events}. */
    @GET
    @Restricted(NoExternalUse.class)
    public HttpResponse doEvents(@QueryParameter String after) {
        return EventsAnswer.after(run, after);
    }

    /** {@code record.jsonl}. */
    @GET
    @WebMethod(name = "record.jsonl")
    @Restricted(NoExternalUse.class)
    public HttpResponse doRecord() {
        return new RecordDownload(run);
    }
}
