package io.jenkins.plugins.releasechecklist.config.environment;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.security.ACL;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.config.form.DurationText;
import io.jenkins.plugins.releasechecklist.engine.probe.condition.ConditionRequest;
import io.jenkins.plugins.releasechecklist.engine.probe.condition.ReplyRule;
import io.jenkins.plugins.releasechecklist.engine.probe.condition.RequestTemplate;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Another system that has to agree before a gate for an environment says Go. It is asked by HTTP. */
public abstract class RequiredCondition implements Describable<RequiredCondition> {
    private static final Duration OFTENEST = Duration.ofSeconds(10);
    private static final Duration RAREST = Duration.ofDays(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final String id;
    private final String url;
    private String credentialsId = "";
    private String every = "";
    private String timeout = "";

    /**
     * Makes a condition. Whether its parts fit together is checked when an environment gets it.
     *
     * @param id names the condition in records and on pages: lower-case letters, digits and hyphens
     * @param url where to ask, with placeholders such as {@code {version}} after the host
     */
    protected RequiredCondition(String id, String url) {
        this.id = Util.fixNull(id).strip();
        this.url = Util.fixNull(url).strip();
    }

    public final String getId() {
        return id;
    }

    public final String getUrl() {
        return url;
    }

    /** The id of a secret text or of a user name with password; empty: none is sent. */
    public final String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public final void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixNull(credentialsId).strip();
    }

    /** How often to ask while it is no yes, 10s to 1d; empty: every minute. */
    public final String getEvery() {
        return every;
    }

    @DataBoundSetter
    public final void setEvery(String every) {
        this.every = Util.fixNull(every).strip();
    }

    /** How long to wait for an answer, a minute at most; empty: 10s. */
    public final String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public final void setTimeout(String timeout) {
        this.timeout = Util.fixNull(timeout).strip();
    }

    /** How often to ask; empty when nobody says so. */
    public final Optional<Duration> interval() {
        return within(every, "every", OFTENEST, RAREST);
    }

    /** How long to wait for an answer. */
    public final Duration patience() {
        return within(timeout, "timeout", Duration.ofMillis(1), LONGEST).orElse(TIMEOUT);
    }

    /**
     * The question in the terms of the engine.
     *
     * @throws IllegalArgumentException if a part is wrong, or the parts do not fit together
     */
    public abstract ConditionRequest toRequest();

    /** The question with these parts, and with those that every condition has. */
    final ConditionRequest request(HttpMethod method, String body, ReplyRule rule) {
        interval();
        patience();
        return new ConditionRequest(
                Ids.require(id, Messages.RequiredCondition_id()),
                new RequestTemplate(url),
                method,
                new RequestTemplate(body),
                credentialsId,
                rule);
    }

    /**
     * The id of a condition whose parts are in order.
     *
     * @throws IllegalArgumentException if they are not
     */
    final String requireSound() {
        try {
            return toRequest().id();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Messages.RequiredCondition_unusable(id, e.getMessage()), e);
        }
    }

    /** Takes over what every condition has. What a file leaves out is empty. */
    final void setAll(String credentials, String interval, String patience) {
        setCredentialsId(credentials);
        setEvery(interval);
        setTimeout(patience);
    }

    private static Optional<Duration> within(String text, String what, Duration least, Duration most) {
        Optional<Duration> duration = DurationText.parse(text, what);
        duration.filter(time -> time.compareTo(least) < 0 || time.compareTo(most) > 0)
                .ifPresent(time -> {
                    throw new IllegalArgumentException(what + ": expected " + Durations.format(least) + " to "
                            + Durations.format(most) + ", found '" + text + "'");
                });
        return duration;
    }

    /** The form of a condition. */
    abstract static class ConditionDescriptor extends Descriptor<RequiredCondition> {
        /** Offers the secret texts and user names with passwords of the level of the rule. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath @CheckForNull Item folder, @QueryParameter String credentialsId) {
            StandardListBoxModel items = new StandardListBoxModel();
            if (AdminForm.isOpen(folder)) {
                ItemGroup<?> level = folder instanceof ItemGroup<?> group ? group : Jenkins.get();
                items.includeEmptyValue()
                        .includeMatchingAs(
                                ACL.SYSTEM2,
                                level,
                                StandardCredentials.class,
                                List.of(),
                                CredentialsMatchers.anyOf(
                                        CredentialsMatchers.instanceOf(StringCredentials.class),
                                        CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class)));
            }
            return items.includeCurrentValue(Util.fixNull(credentialsId));
        }
    }
}
