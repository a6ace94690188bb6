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
import io.jenkins.plugins.releasechecklist.config.form.FormCopy;
import io.jenkins.plugins.releasechecklist.engine.gate.window.Freeze;
import io.jenkins.plugins.releasechecklist.engine.gate.window.FreezeBound;
import io.jenkins.plugins.releasechecklist.engine.text.TimeZoneName;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A time in which no gate for an environment says Go, such as the days around the end of the year. */
public class FreezePeriod implements Describable<FreezePeriod> {
    private static final String ZONE = "zone of a freeze";

    private final String from;
    private final String until;
    private final String zone;
    private final String reason;
    private List<FreezeExemption> exemptions = new ArrayList<>();

    /**
     * Makes a freeze for all releases.
     *
     * @param from when it begins, in local time: once, {@code 2026-12-20T00:00}, every year, {@code 12-20}, every week, {@code FRI 14:00}, or
     *     every month, {@code last 3 days}
     * @param until when it is over, later and as often
     * @param zone the time zone, such as {@code Europe/Berlin}
     * @param reason why, in words
     * @throws IllegalArgumentException if one of them is missing or something else
     */
    @DataBoundConstructor
    public FreezePeriod(String from, String until, String zone, String reason) {
        this(from, until, zone, reason, TimeZoneName::require);
    }

    private FreezePeriod(String from, String until, String zone, String reason, Function<String, ZoneId> zones) {
        this.from = Util.fixNull(from).strip();
        this.until = Util.fixNull(until).strip();
        this.zone = Util.fixNull(zone).strip();
        this.reason = requireReason(reason);
        TimeZones.zone(zone, ZONE, zones);
        toFreeze();
    }

    public String getFrom() {
        return from;
    }

    public String getUntil() {
        return until;
    }

    public String getZone() {
        return zone;
    }

    public String getReason() {
        return reason;
    }

    public List<FreezeExemption> getExemptions() {
        return List.copyOf(exemptions);
    }

    /** Sets which releases may pass; refuses a release type that is there twice. */
    @DataBoundSetter
    public void setExemptions(List<FreezeExemption> exemptions) {
        this.exemptions =
                FormCopy.copy(exemptions, FreezeExemption::getReleaseType, "the exemption of the release type");
    }

    /** The freeze in the terms of a gate. */
    public final Freeze toFreeze() {
        return new Freeze(
                bound(from, "from"),
                bound(until, "until"),
                TimeZones.zone(zone, ZONE, TimeZoneName::saved),
                reason,
                exemptions.stream().map(FreezeExemption::toExemption).toList());
    }

    private static FreezeBound bound(String text, String what) {
        try {
            return FreezeBound.parse(Util.fixNull(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + " of a freeze: " + e.getMessage(), e);
        }
    }

    private static String requireReason(String reason) {
        String stripped = Util.fixNull(reason).strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException("reason of a freeze: expected text, found nothing");
        }
        return stripped;
    }

    private Object readResolve() {
        FreezePeriod checked = new FreezePeriod(from, until, zone, reason, TimeZoneName::saved);
        checked.setExemptions(exemptions);
        return checked;
    }

    /** The form of a freeze. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<FreezePeriod> {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.FreezePeriod_displayName();
        }

        @POST
        public FormValidation doCheckFrom(@AncestorInPath Item folder, @QueryParameter String value) {
            return AdminForm.validate(folder, () -> bound(value, "from"));
        }

        /** Checks the end, which has to be later than the beginning. */
        @POST
        public FormValidation doCheckUntil(
                @AncestorInPath Item folder, @QueryParameter String value, @QueryParameter String from) {
            FormValidation end = AdminForm.validate(folder, () -> bound(value, "until"));
            FormValidation beginning = AdminForm.validate(folder, () -> bound(from, "from"));
            return end.kind == FormValidation.Kind.OK && beginning.kind == FormValidation.Kind.OK
                    ? AdminForm.validate(folder, () -> new FreezePeriod(from, value, "UTC", "-"))
                    : end;
        }

        @POST
        public FormValidation doCheckZone(@AncestorInPath Item folder, @QueryParameter String value) {
            return AdminForm.validate(folder, () -> TimeZones.zone(value, ZONE, TimeZoneName::require));
        }

        @POST
        public AutoCompletionCandidates doAutoCompleteZone(@QueryParameter String value) {
            return TimeZones.candidates(value);
        }

        @POST
        public FormValidation doCheckReason(@AncestorInPath Item folder, @QueryParameter String value) {
            return AdminForm.validate(folder, () -> requireReason(value));
        }
    }
}
