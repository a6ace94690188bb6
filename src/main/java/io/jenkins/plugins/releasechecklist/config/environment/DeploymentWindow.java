package io.jenkins.plugins.releasechecklist.config.environment;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.AutoCompletionCandidates;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.config.form.CommaList;
import io.jenkins.plugins.releasechecklist.engine.gate.window.OpeningHours;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Window;
import io.jenkins.plugins.releasechecklist.engine.plan.reader.InlineValues;
import io.jenkins.plugins.releasechecklist.engine.text.TimeZoneName;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * A weekly time in which gates for an environment can say Go, with the same hours on all of its days. It was the only form of a window
 * once; {@link ProtectedEnvironment#getWindow()} says more.
 */
public class DeploymentWindow implements Describable<DeploymentWindow> {
    private static final String ZONE = "window.zone";

    private final String from;
    private final String to;
    private final String zone;
    private List<String> days = CommaList.of(null);

    /**
     * Makes a window that opens every day.
     *
     * @param from when it opens, {@code 09:00}
     * @param to when it closes; before {@code from}: on the next day
     * @param zone the time zone, such as {@code Europe/Berlin}
     * @throws IllegalArgumentException if one of them is something else
     */
    @DataBoundConstructor
    public DeploymentWindow(String from, String to, String zone) {
        this(from, to, zone, TimeZoneName::require);
    }

    private DeploymentWindow(String from, String to, String zone, Function<String, ZoneId> zones) {
        this.from = Util.fixNull(from).strip();
        this.to = Util.fixNull(to).strip();
        this.zone = Util.fixNull(zone).strip();
        hours(days, this.from, this.to);
        TimeZones.zone(zone, ZONE, zones);
    }

    public String getFrom() {
        return from;
    }

    public String getTo() {
        return to;
    }

    public String getZone() {
        return zone;
    }

    /** The days on which it opens, such as {@code MON}; none: every day. */
    public List<String> getDays() {
        return List.copyOf(days);
    }

    /** Sets the days; an element may hold several, with commas between them. Refuses other words. */
    @DataBoundSetter
    public void setDays(List<String> days) {
        List<String> words = CommaList.of(days);
        hours(words, from, to);
        this.days = words;
    }

    /** The days as the form shows them. */
    public String getDaysText() {
        return CommaList.text(days);
    }

    /** The window in the terms of a gate. */
    public final Window toWindow() {
        OpeningHours hours = hours(days, from, to);
        return new Window(hours.days(), hours.from(), hours.to(), TimeZones.zone(zone, ZONE, TimeZoneName::saved));
    }

    /** The days and times, in a zone that does not matter. */
    private static OpeningHours hours(List<String> days, String from, String to) {
        Map<String, Object> window = new HashMap<>(Map.of("from", from, "to", to, "zone", "UTC"));
        if (!days.isEmpty()) {
            window.put("days", days);
        }
        return InlineValues.window(window, "window").hours();
    }

    private Object readResolve() {
        DeploymentWindow checked = new DeploymentWindow(from, to, zone, TimeZoneName::saved);
        checked.setDays(days);
        return checked;
    }

    /** The form of a window. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<DeploymentWindow> {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.DeploymentWindow_displayName();
        }

        @POST
        public FormValidation doCheckDays(@AncestorInPath Item folder, @QueryParameter String value) {
            return AdminForm.validate(
                    folder, () -> hours(CommaList.of(List.of(Util.fixNull(value))), "00:00", "12:00"));
        }

        @POST
        public FormValidation doCheckFrom(@AncestorInPath Item folder, @QueryParameter String value) {
            String from = Util.fixNull(value).strip();
            return AdminForm.validate(folder, () -> hours(List.of(), from, from.equals("00:00") ? "12:00" : "00:00"));
        }

        /** Checks the closing time, which has to be another one. */
        @POST
        public FormValidation doCheckTo(
                @AncestorInPath Item folder, @QueryParameter String value, @QueryParameter String from) {
            String to = Util.fixNull(value).strip();
            String other = to.equals(Util.fixNull(from).strip()) ? to : to.equals("00:00") ? "12:00" : "00:00";
            return AdminForm.validate(folder, () -> hours(List.of(), other, to));
        }

        @POST
        public FormValidation doCheckZone(@AncestorInPath Item folder, @QueryParameter String value) {
            return AdminForm.validate(folder, () -> TimeZones.zone(value, ZONE, TimeZoneName::require));
        }

        @POST
        public AutoCompletionCandidates doAutoCompleteZone(@QueryParameter String value) {
            return TimeZones.candidates(value);
        }
    }
}
