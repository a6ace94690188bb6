package io.jenkins.plugins.releasechecklist.config.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.releasechecklist.config.form.CommaList;
import io.jenkins.plugins.releasechecklist.config.form.DurationText;
import io.jenkins.plugins.releasechecklist.config.form.FormCopy;
import io.jenkins.plugins.releasechecklist.engine.checklist.ReleaseType;
import io.jenkins.plugins.releasechecklist.engine.gate.GatePolicy;
import io.jenkins.plugins.releasechecklist.engine.gate.Reminders;
import io.jenkins.plugins.releasechecklist.engine.gate.VoterRules;
import io.jenkins.plugins.releasechecklist.engine.gate.window.CalendarText;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Schedule;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import io.jenkins.plugins.releasechecklist.engine.text.EnvironmentName;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * What an administrator demands of every gate for an environment. Plans and Jenkinsfiles can add to it and take nothing away.
 *
 * <p>What is saved but cannot be read does not weaken the rule: it is then {@linkplain #getProblem() a problem}, with which no
 * gate is opened until somebody corrects the entry.
 */
public class ProtectedEnvironment implements Describable<ProtectedEnvironment> {
    static final String EVERY = "*";

    private final String name;
    private final transient EnvironmentPattern pattern;
    private List<RequiredApproval> approvals = new ArrayList<>();
    // As text, because XStream reads every word but "true" as false, and a rule must not get lost by a "yes".
    private String veto = "false";
    private String forbidSelfApproval = "false";
    private String forbidAuthors = "false";
    private String forbidUnknownStarter = "false";
    private String forbidOverrideByExcluded = "false";
    private String exclusive = "false";
    private List<RequiredCondition> conditions = new ArrayList<>();
    private List<String> requires = CommaList.of(null);
    private String window = "";
    private List<DeploymentWindow> windows = new ArrayList<>();
    private List<FreezePeriod> freezes = new ArrayList<>();
    private String calendar = "";
    private transient Schedule calendarDates = Schedule.ALWAYS;
    private String timeout = "";
    private String approvalLifetime = "";
    private String reminders = "";
    private Escalation escalation;
    private List<String> starters = CommaList.of(null);
    private Admission admission = new Admission();
    private String overrideChannel = "";
    private String template = "";
    private String templateEnvironment = "";
    private String problem;

    /**
     * Makes a rule that demands nothing yet.
     *
     * @param name the name of the environment, or a pattern with {@code *} for any letters and {@code ?} for one
     * @throws IllegalArgumentException if it is blank, or holds something that is easily taken for something else
     */
    @DataBoundConstructor
    public ProtectedEnvironment(String name) {
        this(EnvironmentPattern.require(name), "");
    }

    private ProtectedEnvironment(String name, String problem) {
        this.name = name;
        this.pattern = new EnvironmentPattern(name);
        this.problem = problem;
    }

    /** What stands for a rule of which nothing could be read: nothing passes in any environment. */
    static ProtectedEnvironment unreadable(String problem) {
        return new ProtectedEnvironment(EVERY, problem);
    }

    /** A rule that was saved before names were looked at: what nobody can see in its name is not meant. */
    private static ProtectedEnvironment named(String saved) {
        String name = EnvironmentName.canonical(Util.fixNull(saved));
        if (name.isEmpty()) {
            return unreadable(EnvironmentPattern.NO_NAME);
        }
        ProtectedEnvironment rule = new ProtectedEnvironment(name, "");
        rule.restore(() -> EnvironmentPattern.require(name));
        return rule;
    }

    public String getName() {
        return name;
    }

    public List<RequiredApproval> getApprovals() {
        return List.copyOf(approvals);
    }

    /**
     * Sets the approvals that every gate for the environment asks for; refuses a role that is there twice for the same
     * release types.
     */
    @DataBoundSetter
    public void setApprovals(List<RequiredApproval> approvals) {
        this.approvals = FormCopy.copy(approvals, RequiredApproval::name, "an approval by the role");
    }

    /** Whether a single No-go always ends the gate at once. Default: plan and Jenkinsfile decide. */
    public boolean isVeto() {
        return Boolean.parseBoolean(veto);
    }

    @DataBoundSetter
    public void setVeto(boolean veto) {
        this.veto = Boolean.toString(veto);
    }

    /** Whether those who started, replayed or restarted a build may not vote on its gate. Default: they may. */
    public boolean isForbidSelfApproval() {
        return Boolean.parseBoolean(forbidSelfApproval);
    }

    @DataBoundSetter
    public void setForbidSelfApproval(boolean forbidSelfApproval) {
        this.forbidSelfApproval = Boolean.toString(forbidSelfApproval);
    }

    /** Whether the authors of a build's changes may not vote on its gate. Default: they may. */
    public boolean isForbidAuthors() {
        return Boolean.parseBoolean(forbidAuthors);
    }

    @DataBoundSetter
    public void setForbidAuthors(boolean forbidAuthors) {
        this.forbidAuthors = Boolean.toString(forbidAuthors);
    }

    /** Whether a gate for a build that nobody is known to have started is not opened. Default: it is. */
    public boolean isForbidUnknownStarter() {
        return Boolean.parseBoolean(forbidUnknownStarter);
    }

    @DataBoundSetter
    public void setForbidUnknownStarter(boolean forbidUnknownStarter) {
        this.forbidUnknownStarter = Boolean.toString(forbidUnknownStarter);
    }

    /** Whether those who may not vote because of what they did for the build may not force a Go either. Default: they may. */
    public boolean isForbidOverrideByExcluded() {
        return Boolean.parseBoolean(forbidOverrideByExcluded);
    }

    @DataBoundSetter
    public void setForbidOverrideByExcluded(boolean forbidOverrideByExcluded) {
        this.forbidOverrideByExcluded = Boolean.toString(forbidOverrideByExcluded);
    }

    /** Whether the environment takes one release at a time: a Go waits until the release before it has left. Default: several. */
    public boolean isExclusive() {
        return Boolean.parseBoolean(exclusive);
    }

    @DataBoundSetter
    public void setExclusive(boolean exclusive) {
        this.exclusive = Boolean.toString(exclusive);
    }

    /** The other systems that have to agree. */
    public List<RequiredCondition> getConditions() {
        return List.copyOf(conditions);
    }

    /** Sets the other systems that have to agree; refuses one that cannot be asked, and an id that is there twice. */
    @DataBoundSetter
    public void setConditions(List<RequiredCondition> conditions) {
        this.conditions = FormCopy.copy(conditions, RequiredCondition::requireSound, "the condition");
    }

    /** Ids of items or sections that have to be done. */
    public List<String> getRequires() {
        return List.copyOf(requires);
    }

    /**
     * Sets the items and sections; an element may hold several ids, with commas between them. Refuses what is not made
     * of lower-case letters, digits and hyphens.
     */
    @DataBoundSetter
    public void setRequires(List<String> requires) {
        this.requires = CommaList.ids(requires, "required item");
    }

    /** The required items as the form shows them. */
    public String getRequiresText() {
        return CommaList.text(requires);
    }

    /** When gates can say Go, such as {@code MON-THU 09:00-16:00, FRI 09:00-12:00 Europe/Berlin}; several lines: in any of them. */
    public String getWindow() {
        return window;
    }

    /** Sets when gates can say Go; refuses what is no window. Empty: at any time. */
    @DataBoundSetter
    public void setWindow(String window) {
        parseWindow(window);
        this.window = Util.fixNull(window).strip();
    }

    static Optional<Window> parseWindow(@CheckForNull String text) {
        String stripped = Util.fixNull(text).strip();
        try {
            return stripped.isEmpty() ? Optional.empty() : Optional.of(Window.parse(stripped));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("window: " + e.getMessage(), e);
        }
    }

    public List<DeploymentWindow> getWindows() {
        return List.copyOf(windows);
    }

    /** Sets more windows in an older form, all of which have to be open, too; refuses one that is there twice. */
    @DataBoundSetter
    public void setWindows(List<DeploymentWindow> windows) {
        this.windows = FormCopy.copy(windows, window -> window.toWindow().text(), "the window");
    }

    public List<FreezePeriod> getFreezes() {
        return List.copyOf(freezes);
    }

    /** Sets the times in which nothing is deployed; refuses one that is there twice. */
    @DataBoundSetter
    public void setFreezes(List<FreezePeriod> freezes) {
        this.freezes = FormCopy.copy(freezes, freeze -> freeze.toFreeze().text(), "the freeze");
    }

    /** Windows and freezes as the text of a calendar file (iCalendar, RFC 5545); empty: none. */
    public String getCalendar() {
        return calendar;
    }

    /** Sets more windows and freezes; refuses what is no such file, or says what cannot be kept. */
    @DataBoundSetter
    public void setCalendar(String calendar) {
        calendarDates = parseCalendar(calendar);
        this.calendar = Util.fixNull(calendar).stripTrailing();
    }

    static Schedule parseCalendar(@CheckForNull String text) {
        try {
            return new CalendarText(Util.fixNull(text)).schedule();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("calendar: " + e.getMessage(), e);
        }
    }

    /** The longest time that a gate may wait for a decision, such as {@code 24h}; empty: plan and Jenkinsfile decide. */
    public String getTimeout() {
        return timeout;
    }

    /** Sets the longest time that a gate may wait; refuses what is no duration longer than zero. */
    @DataBoundSetter
    public void setTimeout(String timeout) {
        DurationText.parse(timeout, "timeout");
        this.timeout = Util.fixNull(timeout).strip();
    }

    /** How long a Go counts, such as {@code 8h}; empty: until the gate is settled. */
    public String getApprovalLifetime() {
        return approvalLifetime;
    }

    /** Sets how long a Go counts; refuses what is no duration longer than zero. */
    @DataBoundSetter
    public void setApprovalLifetime(String approvalLifetime) {
        DurationText.parse(approvalLifetime, "lifetime of approvals");
        this.approvalLifetime = Util.fixNull(approvalLifetime).strip();
    }

    /** After what times those who have not voted are reminded, such as {@code 1h, 4h}; empty: never. */
    public String getReminders() {
        return reminders;
    }

    /** Sets when people are reminded; refuses a part between commas that is no duration longer than zero. */
    @DataBoundSetter
    public void setReminders(String reminders) {
        DurationText.list(reminders, "reminders");
        this.reminders = Util.fixNull(reminders).strip();
    }

    /** Which other role hears of a gate that nobody decides; null: none. */
    @CheckForNull
    public Escalation getEscalation() {
        return escalation;
    }

    @DataBoundSetter
    public void setEscalation(@CheckForNull Escalation escalation) {
        this.escalation = escalation;
    }

    /** The roles whose people may start a release to the environment; none: everybody who may start the build. */
    public List<String> getStarters() {
        return List.copyOf(starters);
    }

    /**
     * Sets the roles; an element may hold several names, with commas between them. Refuses what is not made of
     * lower-case letters, digits and hyphens.
     */
    @DataBoundSetter
    public void setStarters(List<String> starters) {
        this.starters = CommaList.ids(starters, "role of starters");
    }

    /** The roles of the starters as the form shows them. */
    public String getStartersText() {
        return CommaList.text(starters);
    }

    /** Where a build has to come from to release to the environment. */
    public Admission getAdmission() {
        return admission;
    }

    @DataBoundSetter
    public void setAdmission(@CheckForNull Admission admission) {
        this.admission = Util.fixNull(admission, new Admission());
    }

    /** The name of the channel that hears of every override; empty: none. */
    public String getOverrideChannel() {
        return overrideChannel;
    }

    @DataBoundSetter
    public void setOverrideChannel(String overrideChannel) {
        this.overrideChannel = Util.fixNull(overrideChannel).strip();
    }

    /** The name of the template that every release to the environment has to follow; empty: plan and Jenkinsfile decide. */
    public String getTemplate() {
        return template;
    }

    /** Sets the template; refuses what is not made of lower-case letters, digits and hyphens. */
    @DataBoundSetter
    public void setTemplate(String template) {
        String stripped = Util.fixNull(template).strip();
        this.template = stripped.isEmpty() ? "" : Ids.require(stripped, Messages.ProtectedEnvironment_template());
    }

    /** What the template calls the environment, such as {@code production}; empty: by its own name. */
    public String getTemplateEnvironment() {
        return templateEnvironment;
    }

    @DataBoundSetter
    public void setTemplateEnvironment(String templateEnvironment) {
        this.templateEnvironment = Util.fixNull(templateEnvironment).strip();
    }

    /** What could not be read of the rule; empty when it is sound, or was corrected. Until then no gate can be opened. */
    public String getProblem() {
        return problem;
    }

    @DataBoundSetter
    public void setProblem(String problem) {
        this.problem = Util.fixNull(problem).strip();
    }

    /**
     * Whether the rule is about an environment, however its name is written: a Jenkinsfile that says {@code Production} deploys to
     * the same place, and must not get around the rule for {@code production}. Neither must what has the address of that
     * environment: a gate with the id {@code prod-eu} looks like one for {@code Prod EU}.
     *
     * @param environment the name of an environment, or the id of a gate
     */
    public boolean covers(String environment) {
        return pattern.matches(environment);
    }

    /**
     * What the rule demands of a gate of a release of the type. A veto is there only if it is demanded; without a rule it is for
     * plan and Jenkinsfile to say.
     */
    public GatePolicy toPolicy(ReleaseType type) {
        return new GatePolicy(
                approvals.stream()
                        .filter(approval -> approval.covers(type))
                        .map(RequiredApproval::toApproval)
                        .toList(),
                new VoterRules(
                        isVeto(),
                        isForbidSelfApproval(),
                        isForbidAuthors(),
                        isForbidUnknownStarter(),
                        isForbidOverrideByExcluded()),
                requires,
                toSchedule(),
                DurationText.parse(timeout, "timeout"),
                GatePolicy.NONE.onTimeout(),
                DurationText.parse(approvalLifetime, "lifetime of approvals"),
                new Reminders(
                        DurationText.list(reminders, "reminders"),
                        Optional.ofNullable(escalation).map(Escalation::toEscalation)),
                conditions.stream().map(RequiredCondition::getId).toList(),
                isExclusive(),
                GatePolicy.NONE.demands());
    }

    /** When gates can say Go: in the hours of the window and of the calendar, and in no freeze. */
    public Schedule toSchedule() {
        List<Window> hours = Stream.concat(parseWindow(window).stream(), calendarDates.windows().stream())
                .toList();
        return new Schedule(
                Stream.concat(
                                hours.isEmpty() ? Stream.empty() : Stream.of(Window.anyOf(hours)),
                                windows.stream().map(DeploymentWindow::toWindow))
                        .toList(),
                Stream.concat(freezes.stream().map(FreezePeriod::toFreeze), calendarDates.freezes().stream())
                        .toList());
    }

    /** Notes something else that could not be read. */
    void addProblem(String another) {
        if (!problem.contains(another)) {
            problem = problem.isEmpty() ? another : problem + "; " + another;
        }
    }

    /** Rebuilds what was saved; what is not valid becomes a problem. XStream runs no initializers, so anything may be null. */
    private Object readResolve() {
        ProtectedEnvironment rule = named(name);
        rule.restore(() -> rule.setApprovals(approvals));
        rule.restore(() -> rule.veto = flag(veto, "veto"));
        rule.restore(() -> rule.forbidSelfApproval = flag(forbidSelfApproval, "forbidSelfApproval"));
        rule.restore(() -> rule.forbidAuthors = flag(forbidAuthors, "forbidAuthors"));
        rule.restore(() -> rule.forbidUnknownStarter = flag(forbidUnknownStarter, "forbidUnknownStarter"));
        rule.restore(() -> rule.forbidOverrideByExcluded = flag(forbidOverrideByExcluded, "forbidOverrideByExcluded"));
        rule.restore(() -> rule.exclusive = flag(exclusive, "exclusive"));
        rule.restore(() -> rule.setConditions(conditions));
        rule.restore(() -> rule.setRequires(requires));
        rule.restore(() -> rule.setWindow(window));
        rule.restore(() -> rule.setWindows(windows));
        rule.restore(() -> rule.setFreezes(freezes));
        rule.restore(() -> rule.setCalendar(calendar));
        rule.restore(() -> rule.setTimeout(timeout));
        rule.restore(() -> rule.setApprovalLifetime(approvalLifetime));
        rule.restore(() -> rule.setReminders(reminders));
        rule.restore(() -> rule.setEscalation(escalation));
        rule.restore(() -> rule.setStarters(starters));
        rule.restore(() -> rule.setAdmission(admission));
        rule.restore(() -> rule.setOverrideChannel(overrideChannel));
        rule.restore(() -> rule.setTemplate(template));
        rule.restore(() -> rule.setTemplateEnvironment(templateEnvironment));
        Optional.ofNullable(problem).filter(text -> !text.isBlank()).ifPresent(rule::addProblem);
        return rule;
    }

    private static String flag(String text, String what) {
        String stripped = Util.fixNull(text, "false").strip();
        if (!stripped.equals("true") && !stripped.equals("false")) {
            throw new IllegalArgumentException(what + ": expected true or false, found '" + stripped + "'");
        }
        return stripped;
    }

    private void restore(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            // Also what XStream puts into lists without looking: nulls and objects of other classes.
            addProblem(Util.fixNull(e.getMessage(), e.toString()));
        }
    }
}
