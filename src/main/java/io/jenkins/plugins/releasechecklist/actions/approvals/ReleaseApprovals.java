package io.jenkins.plugins.releasechecklist.actions.approvals;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.RootAction;
import hudson.security.ACL;
import io.jenkins.plugins.releasechecklist.actions.rest.Download;
import io.jenkins.plugins.releasechecklist.actions.rest.JsonAnswer;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.builds.decision.Approver;
import io.jenkins.plugins.releasechecklist.builds.waiting.PersonalWork;
import io.jenkins.plugins.releasechecklist.builds.waiting.RunningRelease;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingBuild;
import io.jenkins.plugins.releasechecklist.builds.waiting.WaitingIndex;
import io.jenkins.plugins.releasechecklist.evidence.EvidenceKeys;
import io.jenkins.plugins.releasechecklist.evidence.EvidenceKeys.PublishedKey;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jenkins.management.Badge;
import jenkins.model.Jenkins;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;
import org.kohsuke.stapler.verb.POST;

/**
 * The page {@code release-approvals/}: what waits for the calling user in all jobs, and what releases are in progress. Who is logged in finds it in the menu of
 * the header, and in the header itself while a gate waits for a decision of theirs. What it costs depends on what waits, and
 * not on the number of jobs: only the index is read, and the gates in it.
 */
@Extension
@Restricted(NoExternalUse.class)
public class ReleaseApprovals implements RootAction {
    /** The name of the page in the address. */
    static final String URL = "release-approvals";

    /** A page of a release below this Jenkins, so that nobody is led elsewhere. */
    private static final Pattern RELEASE_PAGE =
            Pattern.compile("(?:job/(?!\\.{1,2}/)[\\x21-\\x7E&&[^/?#\\\\]]+/)+[0-9]+/release-checklist/"
                    + "(?:attachments/[\\x21-\\x7E&&[^/?#\\\\]]+)?(?:#[A-Za-z0-9._-]+)?");

    private static final Logger LOGGER = Logger.getLogger(ReleaseApprovals.class.getName());

    @Override
    @CheckForNull
    public String getIconFileName() {
        return isSignedIn() || Approver.current().unattributed()
                ? "symbol-clipboard-outline plugin-ionicons-api"
                : null;
    }

    /** With the number of decisions: a screen reader says this name in the header, and not what the badge says. */
    @Override
    public String getDisplayName() {
        int decisions = isPrimaryAction() ? decisions().size() : 0;
        return decisions == 0 ? Messages.ReleaseApprovals_displayName() : Messages.ReleaseApprovals_counted(decisions);
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** Whether a gate waits for the calling user; sign-offs can wait for days, and would be in the way there. */
    @Override
    public boolean isPrimaryAction() {
        return getIconFileName() != null && !decisions().isEmpty();
    }

    @Override
    @CheckForNull
    public Badge getBadge() {
        int decisions = getIconFileName() == null ? 0 : decisions().size();
        return decisions == 0
                ? null
                : new Badge(
                        Integer.toString(decisions),
                        Messages.ReleaseApprovals_decisions(decisions),
                        Badge.Severity.WARNING);
    }

    /** Whether somebody logged in looks; nothing can wait for others, unless this Jenkins knows nobody at all. */
    public boolean isSignedIn() {
        return !ACL.isAnonymous2(Jenkins.getAuthentication2());
    }

    /**
     * What the page shows to the calling user.
     *
     * @param zone the time zone that the user set, which only Jelly can ask for; empty when none is set
     */
    public ApprovalsView page(String zone) {
        return ApprovalsView.of(
                work(), running(), WaitingIndex.get().isRebuilding(), Viewer.zone(zone), LocaleProvider.getLocale());
    }

    /** {@code api/json}. */
    public ApprovalsApi getApi() {
        return new ApprovalsApi();
    }

    /**
     * {@code GET open}: leads from a message to the page of a release, or to a dialog on it, by way of the login of whatever realm
     * there is; who is logged in goes straight there. It says nothing about whether there is such a page.
     *
     * @param to the path of the page below this Jenkins, with its fragment
     */
    @GET
    public HttpResponse doOpen(StaplerRequest2 request, @QueryParameter String to) {
        String path = Util.fixNull(to);
        if (!RELEASE_PAGE.matcher(path).matches()) {
            return HttpResponses.errorWithoutStack(
                    HttpServletResponse.SC_BAD_REQUEST, Messages.ReleaseApprovals_noReleasePage());
        }
        String page = request.getContextPath() + "/" + path;
        boolean asked = isSignedIn() || !Jenkins.get().isUseSecurity();
        return HttpResponses.redirectTo(
                asked
                        ? page
                        : request.getContextPath() + "/"
                                + Jenkins.get().getSecurityRealm().getLoginUrl() + "?from=" + Util.rawEncode(page));
    }

    /** {@code GET evidence-keys}: public, for whoever may read this Jenkins. */
    @GET
    @WebMethod(name = "evidence-keys")
    public HttpResponse doEvidenceKeys() {
        return keys(false);
    }

    /** {@code GET ledger.jsonl}: the ledger of all releases. It names jobs that not everybody may see. */
    @GET
    @WebMethod(name = "ledger.jsonl")
    public HttpResponse doLedger() {
        Jenkins.get().checkPermission(Jenkins.SYSTEM_READ);
        return Download.ofLedger();
    }

    /** {@code POST rotate-evidence-key}: a browser goes back to the form, or learns why not; a program gets the keys. */
    @POST
    @WebMethod(name = "rotate-evidence-key")
    public HttpResponse doRotateEvidenceKey(StaplerRequest2 request) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        JsonAnswer answer = keys(true);
        if (!Util.fixNull(request.getHeader("Accept")).contains("text/html")) {
            return answer;
        }
        return answer.body() instanceof JsonAnswer.ErrorJson error
                ? HttpResponses.errorWithoutStack(answer.status(), error.error())
                : HttpResponses.redirectViaContextPath("manage/configure");
    }

    private static JsonAnswer keys(boolean replaced) {
        try {
            EvidenceKeys keys = EvidenceKeys.get();
            if (replaced) {
                keys.rotate();
            }
            return JsonAnswer.of(new EvidenceKeysJson(keys.published()));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot read or keep the keys of evidence", e);
            return JsonAnswer.error(
                    HttpServletResponse.SC_INTERNAL_SERVER_ERROR,
                    Messages.ReleaseApprovals_keysUnreadable(e.getMessage()));
        }
    }

    /**
     * The answer to {@code GET evidence-keys}.
     *
     * @param keys every public key that ever signed evidence here, in the order in which they came
     */
    public record EvidenceKeysJson(List<PublishedKey> keys) {
        public EvidenceKeysJson {
            keys = List.copyOf(keys);
        }
    }

    private static PersonalWork work() {
        return PersonalWork.of(Approver.current(), WaitingIndex.get().all());
    }

    private static List<RunningRelease> running() {
        return RunningRelease.visible(WaitingIndex.get().all());
    }

    /** The gates and verifications that wait for the calling user. The header asks several times for one page, so a request keeps the answer. */
    private static List<?> decisions() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String key = PersonalWork.Decision.class.getName();
        if (request != null && request.getAttribute(key) instanceof List<?> known) {
            return known;
        }
        Approver me = Approver.current();
        List<WaitingBuild> waiting = WaitingIndex.get().all();
        List<?> decisions = Stream.concat(
                        PersonalWork.decisions(me, waiting).stream(), PersonalWork.questions(me, waiting).stream())
                .toList();
        if (request != null) {
            request.setAttribute(key, decisions);
        }
        return decisions;
    }

    /** {@code release-approvals/api}: what waits for the calling user, as data. */
    @Restricted(NoExternalUse.class)
    public static final class ApprovalsApi {
        /** {@code GET api/json}. */
        @GET
        public HttpResponse doJson() {
            ApprovalsJson json =
                    ApprovalsJson.of(work(), running(), WaitingIndex.get().isRebuilding());
            return JsonAnswer.of(json);
        }
    }
}
