package io.jenkins.plugins.releasechecklist.config.environment;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.config.form.CommaList;
import io.jenkins.plugins.releasechecklist.engine.probe.condition.AnswerRule;
import io.jenkins.plugins.releasechecklist.engine.probe.condition.ConditionRequest;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import java.util.List;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** Another system that every gate for an environment asks by HTTP whether the release may go on. */
public class HttpCondition extends RequiredCondition {
    private String method = "";
    private String body = "";
    private String answer = "";
    private String yes = "";
    private String no = "";

    /**
     * Makes a condition for which a status of 200-299 is a yes. Whether its parts fit together is checked when an environment gets
     * it.
     *
     * @param id names the condition in records and on pages: lower-case letters, digits and hyphens
     * @param url where to ask, with placeholders such as {@code {version}} after the host
     */
    @DataBoundConstructor
    public HttpCondition(String id, String url) {
        super(id, url);
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

    @Override
    public ConditionRequest toRequest() {
        String standard = body.isEmpty() ? "GET" : "POST";
        return request(
                HttpMethod.parse(method.isEmpty() ? standard : method),
                body,
                new AnswerRule(answer, CommaList.names(List.of(yes)), CommaList.names(List.of(no))));
    }

    /** What a file leaves out is empty; what it has wrong becomes a problem of the environment. */
    private Object readResolve() {
        HttpCondition copy = copy(getId(), getUrl(), method, body, answer, yes, no);
        copy.setAll(getCredentialsId(), getEvery(), getTimeout());
        return copy;
    }

    private static HttpCondition copy(
            String id, String url, String method, String body, String answer, String yes, String no) {
        HttpCondition copy = new HttpCondition(id, url);
        copy.setMethod(method);
        copy.setBody(body);
        copy.setAnswer(answer);
        copy.setYes(yes);
        copy.setNo(no);
        return copy;
    }

    /** The form of a condition. */
    @Extension
    @Symbol("httpCondition")
    public static final class DescriptorImpl extends ConditionDescriptor {
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
            HttpCondition condition = copy(id, value, method, body, answer, yes, no);
            condition.setAll("", every, timeout);
            return AdminForm.validate(folder, condition::toRequest);
        }

        @POST
        public ListBoxModel doFillMethodItems() {
            return new ListBoxModel().add("").add("GET").add("POST");
        }
    }
}
