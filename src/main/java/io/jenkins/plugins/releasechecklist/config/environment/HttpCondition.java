package io.jenkins.plugins.releasechecklist.config.environment;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.config.form.CommaList;
import io.jenkins.plugins.releasechecklist.config.form.DurationText;
import io.jenkins.plugins.releasechecklist.engine.probe.condition.AnswerRule;
import io.jenkins.plugins.releasechecklist.engine.probe.condition.ConditionRequest;
import io.jenkins.plugins.releasechecklist.engine.probe.condition.RequestTemplate;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Ids;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Another system that every gate for an environment asks by HTTP whether the release may go on. */
public class HttpCondition extends RequiredCondition {
    private static final Duration OFTENEST = Duration.ofSeconds(10);
    private static final Duration RAREST = Duration.ofDays(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final String url;
    private String method = "";
    private String body = "";
    private String credentialsId = "";
    private String answer = "";
    private String yes = "";
    private String no = "";
    private String every = "";
    private String timeout = "";

    /**
     * Makes a condition for which a status of 200-299 is a yes. Whether its parts fit together is checked when an environment gets
     * it.
     *
     * @param id names the condition in records and on pages: lower-case letters, digits and hyphens
     * @param url where to ask, with placeholders such as {@code {version}} after the host
     */
    @DataBoundConstructor
    public HttpCondition(String id, String url) {
        super(id);
        this.url = Util.fixNull(url).strip();
    }

    public String getUrl() {
        return url;
    }

    /** {@code GET} or {@code POST}; empty: {@code POST} when there is a body. */
    public String getMethod() {
        return method;
    }

    @DataBoundSetter
    public void setMethod(String method) {
        this.method = Util.fixNull(method).strip();
    }

    /** JSON to send, with placeholders in its strings; empty: nothing is sent. */
    public String getBody() {
        return body;
    }

    @DataBoundSetter
    public void setBody(String body) {
        this.body = Util.fixNull(body).strip();
    }

    /** The id of a secret text or of a user name with password; empty: none is sent. */
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixNull(credentialsId).strip();
    }

    /** A JSONPath to what means yes or no; empty: the status is the answer. */
    public String getAnswer() {
        return answer;
    }

    @DataBoundSetter
    public void setAnswer(String answer) {
        this.answer = Util.fixNull(answer).strip();
    }

    /** The values that mean yes, with commas between them. */
    public String getYes() {
        return yes;
    }

    @DataBoundSetter
    public void setYes(String yes) {
        this.yes = Util.fixNull(yes).strip();
    }

    /** The values that mean no, with commas between them. */
    public String getNo() {
        return no;
    }

    @DataBoundSetter
    public void setNo(String no) {
        this.no = Util.fixNull(no).strip();
    }

    /** How often to ask while it is no yes, 10s to 1d; empty: every minute. */
    public String getEvery() {
        return every;
    }

    @DataBoundSetter
    public void setEvery(String every) {
        this.every = Util.fixNull(every).strip();
    }

    /** How long to wait for an answer, a minute at most; empty: 10s. */
    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = Util.fixNull(timeout).strip();
    }

    @Override
    public Optional<Duration> interval() {
        return within(every, "every", OFTENEST, RAREST);
    }

    /** How long to wait for an answer. */
    public Duration patience() {
        return within(timeout, "timeout", Duration.ofMillis(1), LONGEST).orElse(TIMEOUT);
    }

    /**
     * The question in the terms of the engine.
     *
     * @throws IllegalArgumentException if a part is wrong, or the parts do not fit together
     */
    public ConditionRequest toRequest() {
        interval();
        patience();
        String standard = body.isEmpty() ? "GET" : "POST";
        return new ConditionRequest(
                Ids.require(getId(), Messages.HttpCondition_id()),
                new RequestTemplate(url),
                HttpMethod.parse(method.isEmpty() ? standard : method),
                new RequestTemplate(body),
                credentialsId,
                new AnswerRule(answer, CommaList.names(List.of(yes)), CommaList.names(List.of(no))));
    }

    @Override
    String requireSound() {
        try {
            return toRequest().id();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Messages.HttpCondition_unusable(getId(), e.getMessage()), e);
        }
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

    /** What a file leaves out is empty; what it has wrong becomes a problem of the environment. */
    private Object readResolve() {
        return copy(getId(), url, method, body, credentialsId, answer, yes, no, every, timeout);
    }

    private static HttpCondition copy(
            String id,
            String url,
            String method,
            String body,
            String credentialsId,
            String answer,
            String yes,
            String no,
            String every,
            String timeout) {
        HttpCondition copy = new HttpCondition(id, url);
        copy.setMethod(method);
        copy.setBody(body);
        copy.setCredentialsId(credentialsId);
        copy.setAnswer(answer);
        copy.setYes(yes);
        copy.setNo(no);
        copy.setEvery(every);
        copy.setTimeout(timeout);
        return copy;
    }

    /** The form of a condition. */
    @Extension
    @Symbol("httpCondition")
    public static final class DescriptorImpl extends Descriptor<RequiredCondition> {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.HttpCondition_displayName();
        }

        /** Says at the address what is wrong with the condition as a whole. */
        @POST
        public FormValidation doCheckUrl(
                @AncestorInPath @CheckForNull Item folder,
                @QueryParameter String id,
                @QueryParameter String value,
                @QueryParameter String method,
                @QueryParameter String body,
                @QueryParameter String answer,
                @QueryParameter String yes,
                @QueryParameter String no,
                @QueryParameter String every,
                @QueryParameter String timeout) {
            HttpCondition condition = copy(id, value, method, body, "", answer, yes, no, every, timeout);
            return AdminForm.validate(folder, condition::toRequest);
        }

        @POST
        public ListBoxModel doFillMethodItems() {
            return new ListBoxModel().add("").add("GET").add("POST");
        }

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
