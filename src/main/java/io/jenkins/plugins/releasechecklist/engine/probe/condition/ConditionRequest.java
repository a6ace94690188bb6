package io.jenkins.plugins.releasechecklist.engine.probe.condition;

import io.jenkins.plugins.releasechecklist.engine.probe.Observation;
import io.jenkins.plugins.releasechecklist.engine.probe.ProbeContext;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.AttemptException;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpMethod;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.Redirects;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheck;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpCheckBuilder;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpFetch;
import io.jenkins.plugins.releasechecklist.engine.probe.http.HttpJudge;
import io.jenkins.plugins.releasechecklist.engine.text.Durations;
import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The question to another system whether a release may go on. Redirects are not followed: a page to log in would be a yes.
 *
 * @param id names the condition
 * @param url where to ask, http or https, with placeholders after the host
 * @param method GET, or POST, which alone can have a body
 * @param body JSON with placeholders in its strings; empty: nothing is sent
 * @param credentialsId the credentials to send; empty means none
 * @param answer what means yes and no
 */
public record ConditionRequest(
        String id,
        RequestTemplate url,
        HttpMethod method,
        RequestTemplate body,
        String credentialsId,
        ReplyRule answer) {
    private static final int NOT_FOUND = 404;

    /** Checks that the parts fit together. */
    public ConditionRequest {
        if (method != HttpMethod.GET && method != HttpMethod.POST) {
            throw new IllegalArgumentException("method: expected GET or POST, found " + method);
        }
        if (method == HttpMethod.GET && !body.text().isBlank()) {
            throw new IllegalArgumentException("body: expected none with the method GET; POST sends one");
        }
        url.requireUrl();
        url.requirePlaceholders(answer.isPerArtifact());
        body.requirePlaceholders(answer.isPerArtifact());
        if (!body.text().isBlank()) {
            body.requireJson();
        }
    }

    /**
     * The request for a release.
     *
     * @param release what is known of it, by the {@linkplain RequestTemplate#NAMES names} of placeholders
     * @throws AttemptException if the question cannot be asked for this release
     */
    public HttpCheck check(Map<String, String> release) throws AttemptException {
        HttpCheckBuilder builder = HttpCheck.builder(url.url(release))
                .name(id)
                .method(method)
                .header("Accept", "application/json")
                .credentialsId(credentialsId)
                .redirects(Redirects.NEVER);
        return (body.text().isBlank() ? builder : builder.json(body.json(release))).build();
    }

    /**
     * Asks, and waits for the answer as long as the context allows.
     *
     * @param check the request for the release
     * @param release what is known of it
     * @throws AttemptException if there is no answer that could be read, with the reason
     */
    public ReplyRule.Reply ask(HttpCheck check, Map<String, String> release, ProbeContext context)
            throws AttemptException, InterruptedException {
        AtomicReference<ReplyRule.Reply> reply = new AtomicReference<>();
        HttpFetch fetch = new HttpFetch(check, context);
        CompletableFuture<Observation> attempt = fetch.attempt((found, latency) -> {
            Observation status = new HttpJudge(check, fetch.secrets(), latency).judge(found);
            try {
                if (status.passed()) {
                    reply.set(answer.read(found, release, fetch.secrets()));
                } else if (found.status() == NOT_FOUND && answer.isPerArtifact()) {
                    reply.set(
                            new ReplyRule.Reply(false, Phrase.of("probe.condition.notThere", release.get("artifact"))));
                }
                return status;
            } catch (AttemptException e) {
                return Observation.failed(latency, e.why());
            }
        });
        try {
            Observation seen = attempt.get(context.timeout().toMillis(), TimeUnit.MILLISECONDS);
            if (reply.get() == null) {
                throw AttemptException.failed(seen.why());
            }
            return reply.get();
        } catch (TimeoutException e) {
            throw AttemptException.failed(
                    Phrase.of("probe.condition.noAnswer", check.host(), Durations.format(context.timeout())));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            attempt.cancel(true);
        }
    }
}
