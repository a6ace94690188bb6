package io.jenkins.plugins.releasechecklist.actions.environments;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import io.jenkins.plugins.releasechecklist.actions.rest.WrittenAnswer;
import io.jenkins.plugins.releasechecklist.actions.wording.UtcTimeFormat;
import io.jenkins.plugins.releasechecklist.actions.wording.Viewer;
import io.jenkins.plugins.releasechecklist.builds.history.EnvironmentUse;
import io.jenkins.plugins.releasechecklist.config.ProtectedLevel;
import io.jenkins.plugins.releasechecklist.engine.gate.window.CalendarWriter;
import io.jenkins.plugins.releasechecklist.engine.history.Period;
import io.jenkins.plugins.releasechecklist.engine.text.Sha256;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.jvnet.localizer.LocaleProvider;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.verb.GET;

/**
 * The page {@code manage/release-environments}: every protected environment with what is tied to it and who used it lately, and a dry run of
 * a gate. It changes nothing. Whoever may read the system configuration may read it; a dry run, which tells of users and jobs, is for
 * administrators.
 */
@Extension
@Restricted(NoExternalUse.class)
public class EnvironmentsPage extends ManagementLink implements StaplerProxy {
    @Override
    public String getIconFileName() {
        return "symbol-shield-checkmark-outline plugin-ionicons-api";
    }

    @Override
    public String getDisplayName() {
        return Messages.EnvironmentsPage_displayName();
    }

    @Override
    public String getDescription() {
        return Messages.EnvironmentsPage_description();
    }

    @Override
    public String getUrlName() {
        return "release-environments";
    }

    @Override
    @NonNull
    public Category getCategory() {
        return Category.SECURITY;
    }

    @Override
    @NonNull
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(getRequiredPermission());
        return this;
    }

    /** Whether the calling user may try what a gate would ask for. */
    public boolean isTrying() {
        return Jenkins.get().hasPermission(Jenkins.ADMINISTER);
    }

    /** Every rule that the calling user may see. */
    public List<EnvironmentRow> rows() {
        List<EnvironmentUse> uses = EnvironmentUse.since(Period.QUARTER.from(Instant.now()));
        return ProtectedLevel.configurable().stream()
                .flatMap(level -> level.rules().stream().map(rule -> EnvironmentRow.of(level, rule, uses)))
                .toList();
    }

    /**
     * The dry run that the address asks for.
     *
     * @param zone the time zone that the user set, which only Jelly can ask for; empty when none is set
     */
    public DryRunView dryRun(String zone) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return DryRunView.of(
                Stapler.getCurrentRequest2()::getParameter,
                new UtcTimeFormat(Viewer.zone(zone), LocaleProvider.getLocale()));
    }

    /** The windows and freezes of every rule that the calling user may see, as a calendar file to subscribe to. */
    @GET
    @WebMethod(name = "calendar.ics")
    public HttpResponse doCalendar() {
        CalendarWriter calendar = new CalendarWriter(Messages.EnvironmentsPage_calendar(), Instant.now());
        for (ProtectedLevel level : ProtectedLevel.configurable()) {
            level.rules()
                    .forEach(rule -> calendar.add(
                            level.source(rule),
                            rule.toSchedule(),
                            Messages.EnvironmentsPage_window(rule.getName()),
                            reason -> Messages.EnvironmentsPage_freeze(rule.getName(), reason)));
        }
        String text = calendar.text();
        WrittenAnswer answer = (request, response) -> {
            response.setContentType("text/calendar;charset=UTF-8");
            response.getWriter().write(text);
        };
        return answer.tagged(Sha256.hex(text));
    }

    /** Times as the reader reads them. */
    public UtcTimeFormat moments(String zone) {
        return new UtcTimeFormat(Viewer.zone(zone), LocaleProvider.getLocale());
    }
}
