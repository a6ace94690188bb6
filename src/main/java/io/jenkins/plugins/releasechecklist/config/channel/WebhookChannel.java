package io.jenkins.plugins.releasechecklist.config.channel;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.Run;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.releasechecklist.config.form.AdminForm;
import io.jenkins.plugins.releasechecklist.config.form.CommaList;
import io.jenkins.plugins.releasechecklist.engine.announce.DeliveryPolicy;
import io.jenkins.plugins.releasechecklist.engine.announce.MessageEvent;
import io.jenkins.plugins.releasechecklist.engine.announce.Payload;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookPayload;
import io.jenkins.plugins.releasechecklist.engine.announce.webhook.WebhookTemplate;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Suggestions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A channel that posts JSON to an address, or what a template makes of a message. */
public class WebhookChannel extends HttpChannel {
    private String previousCredentialsId = "";
    private String retryFor = "";
    private String method = "";
    private String headers = "";
    private String body = "";
    private String secretId = "";
    private String events = "";

    /**
     * Makes a channel without a signature.
     *
     * @param name the name of the channel
     * @param url where to post to, {@code http} or {@code https}
     * @throws IllegalArgumentException if the name is blank, or the address is of another kind
     */
    @DataBoundConstructor
    public WebhookChannel(String name, String url) {
        super(name, url);
    }

    /** The id of the secret text that was used before, for as long as receivers may still have that one; empty for none. */
    public String getPreviousCredentialsId() {
        return previousCredentialsId;
    }

    @DataBoundSetter
    public void setPreviousCredentialsId(String previousCredentialsId) {
        this.previousCredentialsId = Util.fixNull(previousCredentialsId).strip();
    }

    /** How long a delivery that fails is tried again, such as {@code 24h}; empty for the default. */
    public String getRetryFor() {
        return retryFor;
    }

    /** Refuses what is no duration up to {@link DeliveryPolicy#LONGEST}. */
    @DataBoundSetter
    public void setRetryFor(String retryFor) {
        retries(retryFor);
        this.retryFor = Util.fixNull(retryFor).strip();
    }

    /** POST, PUT or PATCH; empty for POST. */
    public String getMethod() {
        return method;
    }

    @DataBoundSetter
    public void setMethod(String method) {
        this.method = Util.fixNull(method).strip();
    }

    /** Headers of a template, one in a line: {@code Authorization: Bearer {secret}}. */
    public String getHeaders() {
        return headers;
    }

    @DataBoundSetter
    public void setHeaders(String headers) {
        this.headers = Util.fixNull(headers).strip();
    }

    /** JSON with placeholders, as another system wants it; empty for the form of every webhook. */
    public String getBody() {
        return body;
    }

    @DataBoundSetter
    public void setBody(String body) {
        this.body = Util.fixNull(body).strip();
    }

    /** The id of a secret text for the placeholder {@code {secret}} of the template; empty for none. */
    public String getSecretId() {
        return secretId;
    }

    @DataBoundSetter
    public void setSecretId(String secretId) {
        this.secretId = Util.fixNull(secretId).strip();
    }

    /** The events that are sent, with commas between them; empty for all. */
    public String getEvents() {
        return events;
    }

    /** Refuses an event that there is not. */
    @DataBoundSetter
    public void setEvents(String events) {
        this.events = Util.fixNull(events).strip();
        eventNames(this.events);
    }

    private static List<String> eventNames(String events) {
        List<String> names = CommaList.of(List.of(Util.fixNull(events)));
        List<String> known =
                Arrays.stream(MessageEvent.values()).map(MessageEvent::wireName).toList();
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("events: " + Suggestions.unknown("event", name, known));
        });
        return names;
    }

    private static Payload payload(String method, String headers, String body, String secret) {
        if (Util.fixNull(body).isBlank()) {
            if (!Util.fixNull(method).isBlank() || !Util.fixNull(headers).isBlank()) {
                throw new IllegalArgumentException(Messages.WebhookChannel_bodyMissing());
            }
            return WebhookPayload::render;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        Util.fixNull(headers).lines().filter(line -> !line.isBlank()).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException(Messages.WebhookChannel_headerLine());
            }
            fields.put(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        });
        HttpMethod verb = Util.fixNull(method).isBlank() ? HttpMethod.POST : HttpMethod.parse(method);
        return new WebhookTemplate(verb, fields, body, secret);
    }

    @Override
    public DeliveryPolicy retries() {
        return retries(retryFor);
    }

    private static DeliveryPolicy retries(String retryFor) {
        String duration = Util.fixNull(retryFor).strip();
        return duration.isEmpty() ? DeliveryPolicy.DEFAULT : DeliveryPolicy.lasting(Durations.parse(duration));
    }

    @Override
    public boolean hears(MessageEvent event) {
        List<String> sent = eventNames(events);
        return sent.isEmpty() || sent.contains(event.wireName());
    }

    @Override
    Payload payload(@CheckForNull Run<?, ?> run) throws AbortException {
        return payload(
                method,
                headers,
                body,
                secretId.isEmpty() ? "" : secret(secretId, run).strip());
    }

    @Override
    List<String> signatures() {
        return List.of(getCredentialsId(), previousCredentialsId);
    }

    @Override
    protected Object readResolve() {
        previousCredentialsId = Util.fixNull(previousCredentialsId);
        retryFor = Util.fixNull(retryFor);
        method = Util.fixNull(method);
        headers = Util.fixNull(headers);
        body = Util.fixNull(body);
        secretId = Util.fixNull(secretId);
        events = Util.fixNull(events);
        return super.readResolve();
    }

    @Extension
    @Symbol("webhookChannel")
    public static final class DescriptorImpl extends HttpChannelDescriptor {
        @Override
        @NonNull
        public String getDisplayName() {
            return Messages.WebhookChannel_displayName();
        }

        /** Says at the body what is wrong with the template as a whole. */
        @POST
        public FormValidation doCheckBody(
                @QueryParameter String value, @QueryParameter String method, @QueryParameter String headers) {
            return AdminForm.validate(() -> payload(method, headers, value, ""));
        }

        @POST
        public FormValidation doCheckEvents(@QueryParameter String value) {
            return AdminForm.validate(() -> eventNames(value));
        }

        @POST
        public ListBoxModel doFillMethodItems() {
            return new ListBoxModel().add("").add("POST").add("PUT").add("PATCH");
        }

        /** Offers the secret texts that Jenkins itself may use. */
        @POST
        public ListBoxModel doFillSecretIdItems(@QueryParameter String url, @QueryParameter String secretId) {
            return SecretText.items(url, true, secretId);
        }

        /** Checks that the credential is still there. */
        @POST
        public FormValidation doCheckSecretId(@QueryParameter String url, @QueryParameter String value) {
            return SecretText.check(url, value);
        }

        @POST
        public FormValidation doCheckRetryFor(@QueryParameter String value) {
            return AdminForm.validate(() -> retries(value));
        }

        /** Offers the secret texts that Jenkins itself may use. */
        @POST
        public ListBoxModel doFillPreviousCredentialsIdItems(
                @QueryParameter String url, @QueryParameter String previousCredentialsId) {
            return SecretText.items(url, true, previousCredentialsId);
        }

        /** Checks that the credential is still there. */
        @POST
        public FormValidation doCheckPreviousCredentialsId(@QueryParameter String url, @QueryParameter String value) {
            return SecretText.check(url, value);
        }

        @POST
        public FormValidation doSendTest(
                @QueryParameter String name,
                @QueryParameter String url,
                @QueryParameter String credentialsId,
                @QueryParameter String previousCredentialsId,
                @QueryParameter String method,
                @QueryParameter String headers,
                @QueryParameter String body,
                @QueryParameter String secretId) {
            return sendTest(() -> {
                WebhookChannel channel = new WebhookChannel(name, url);
                channel.setCredentialsId(credentialsId);
                channel.setPreviousCredentialsId(previousCredentialsId);
                channel.setMethod(method);
                channel.setHeaders(headers);
                channel.setBody(body);
                channel.setSecretId(secretId);
                return channel;
            });
        }
    }
}
