package io.jenkins.plugins.releasechecklist.actions;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.releasechecklist.actions.page.PageView;
import io.jenkins.plugins.releasechecklist.actions.page.SummaryView;
import io.jenkins.plugins.releasechecklist.actions.rest.DecisionEndpoint;
import io.jenkins.plugins.releasechecklist.actions.rest.Download;
import io.jenkins.plugins.releasechecklist.actions.rest.EventsAnswer;
import io.jenkins.plugins.releasechecklist.actions.rest.ReleaseReading;
import io.jenkins.plugins.releasechecklist.actions.rest.VerificationEndpoint;
import io.jenkins.plugins.releasechecklist.actions.timeline.TimelineView.PageQuery;
import io.jenkins.plugins.releasechecklist.actions.wording.PagePath;
import io.jenkins.plugins.releasechecklist.builds.record.RecordPointer;
import io.jenkins.plugins.releasechecklist.engine.report.ReportFormat;
import java.io.IOException;
import java.net.URL;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/** The page {@code release-checklist/} of a build, with the REST API below it. Nothing here changes anything by GET. */
@Restricted(NoExternalUse.class)
public class ReleaseChecklistAction implements Action {
    /** The name of the page in the address. */
    public static final String URL = PagePath.RELEASE;

    private static final Logger LOGGER = Logger.getLogger(ReleaseChecklistAction.class.getName());

    private final Run<?, ?> run;

    /** The page of the build. */
    public ReleaseChecklistAction(Run<?, ?> run) {
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
     * What the page shows to the calling user. Of the address, {@code at} chooses the event after which the release is shown, and
     * {@code show} and {@code before} choose a page of the timeline. The script of the page tells by {@code since} and {@code known}
     * what it shows already.
     *
     * @param zone the time zone that the user set, which only Jelly can ask for; empty when none is set
     */
    public PageView page(String zone) throws IOException {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return ReleaseReading.of(run)
                .page(
                        zone,
                        PageQuery.of(
                                request.getParameter("show"),
                                request.getParameter("before"),
                                request.getParameter("since")),
                        request.getParameter("at"),
                        Util.fixNull(request.getParameter("known")));
    }

    /**
     * What the main page of the build shows to the calling user. It has much else to show, so a record that cannot be read is
     * no reason to show nothing.
     *
     * @param zone the time zone that the user set; empty when none is set
     */
    public SummaryView summary(String zone) {
        try {
            return ReleaseReading.of(run).summary(zone);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot read the release record of " + run);
            return SummaryView.unreadable(run.getParent().getFullDisplayName(), e.getMessage());
        }
    }

    /** {@code api/json}. */
    public ReleaseApi getApi() {
        return new ReleaseApi(run);
    }

    /** {@code gates/ID}. */
    public DecisionEndpoint.GateEndpoint getGates(String id) {
        return new DecisionEndpoint.GateEndpoint(run, id);
    }

    /** {@code items/ID}. */
    public DecisionEndpoint.ItemEndpoint getItems(String id) {
        return new DecisionEndpoint.ItemEndpoint(run, id);
    }

    /** {@code verifications/RUN}. */
    public VerificationEndpoint getVerifications(String id) {
        return new VerificationEndpoint(run, id);
    }

    /** {@code deliveries/ID}. */
    public DecisionEndpoint.DeliveryEndpoint getDeliveries(String id) {
        return new DecisionEndpoint.DeliveryEndpoint(run, id);
    }

    /** {@code promotion}. */
    public DecisionEndpoint.PromotionEndpoint getPromotion() {
        return new DecisionEndpoint.PromotionEndpoint(run);
    }

    /** {@code notes}. */
    public DecisionEndpoint.NotesEndpoint getNotes() {
        return new DecisionEndpoint.NotesEndpoint(run);
    }

    /** {@code notes.md}. */
    @GET
    @WebMethod(name = "notes.md")
    public HttpResponse doNotesMarkdown() {
        return Download.ofNotes(run, false);
    }

    /** {@code notes.html}. */
    @GET
    @WebMethod(name = "notes.html")
    public HttpResponse doNotesHtml() {
        return Download.ofNotes(run, true);
    }

    /** {@code attachments/NAME}. */
    public Download.AttachedDownloads getAttachments() {
        return new Download.AttachedDownloads(run);
    }

    /** {@code events}. */
    @GET
    public HttpResponse doEvents(@QueryParameter String after) {
        return EventsAnswer.after(run, after);
    }

    /** {@code record.jsonl}. */
    @GET
    @WebMethod(name = "record.jsonl")
    public HttpResponse doRecord() {
        return Download.ofRecord(run);
    }

    /** {@code report.html}, {@code report.md}, {@code report.json} and {@code report.csv}. */
    @GET
    @WebMethod(name = {"report.html", "report.md", "report.json", "report.csv"})
    public HttpResponse doReport(StaplerRequest2 request) {
        return Arrays.stream(ReportFormat.values())
                .filter(format -> request.getRequestURI().endsWith(format.fileName()))
                .findFirst()
                .<HttpResponse>map(format -> Download.ofReport(run, format))
                .orElseThrow(HttpResponses::notFound);
    }

    /** {@code evidence.json}. */
    @GET
    @WebMethod(name = "evidence.json")
    public HttpResponse doEvidence() {
        return Download.ofEvidence(run);
    }

    /** Gives every build that has a release record its page. Only the pointer is looked at: no record is read for it. */
    @Extension
    @SuppressWarnings("rawtypes")
    public static final class ReleaseChecklistFactory extends TransientActionFactory<Run> {
        @Override
        public Class<Run> type() {
            return Run.class;
        }

        /** Said exactly, because asking a build for its pointer would otherwise ask this factory again. */
        @Override
        public Class<ReleaseChecklistAction> actionType() {
            return ReleaseChecklistAction.class;
        }

        @Override
        @NonNull
        public Collection<ReleaseChecklistAction> createFor(@NonNull Run target) {
            Run<?, ?> run = target;
            return run.getAction(RecordPointer.class) == null ? List.of() : List.of(new ReleaseChecklistAction(run));
        }
    }

    /** {@code api}: the release as data, and a page that lists what else there is. */
    @Restricted(NoExternalUse.class)
    public static final class ReleaseApi {
        private final Run<?, ?> run;

        public ReleaseApi(Run<?, ?> run) {
            this.run = run;
        }

        /** The build. */
        public Run<?, ?> getRun() {
            return run;
        }

        /** {@code GET api/json}. */
        @GET
        public HttpResponse doJson(@QueryParameter String at) throws IOException {
            return ReleaseReading.of(run).json(Util.fixNull(at).strip());
        }
    }
}
