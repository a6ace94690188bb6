package io.jenkins.plugins.releasechecklist.engine.probe;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** One attempt of an {@link HttpCheck}: the request, the redirects after it, and the judgement of the last answer. */
final class HttpAttempt {
    private final HttpCheck check;
    private final ProbeContext context;
    private final long start;
    private final AttemptFuture<Observation> result = new AttemptFuture<>();
    /** Where the attempt has got to, for an error. */
    private volatile HostPort address;

    HttpAttempt(HttpCheck check, ProbeContext context) {
        this.check = check;
        this.context = context;
        this.start = context.nanoTime().getAsLong();
        this.address = HttpUrl.address(check.url());
    }

    CompletableFuture<Observation> start() {
        try {
            RequestAuthor author = RequestAuthor.of(check, context);
            hop(author.first(), author, 0);
        } catch (RefusedAttemptException e) {
            result.complete(Failures.observation(e, address, context.since(start)));
        }
        return result;
    }

    private void hop(HttpExchange exchange, RequestAuthor author, int redirects) {
        address = exchange.address();
        result.step(context.network().names().resolve(address.host()))
                .thenCompose(addresses -> result.step(new AddressRound<>(
                                addresses,
                                context.timeout(),
                                (target, share) ->
                                        context.network().http().send(exchange, target, share, context.timeout()),
                                Failures::noConnection)
                        .start()))
                .thenAccept(answer -> answered(exchange, answer, author, redirects))
                .exceptionally(failure -> {
                    result.complete(Failures.observation(failure, address, context.since(start)));
                    return null;
                });
    }

    private void answered(HttpExchange exchange, HttpAnswer answer, RequestAuthor author, int redirects) {
        if (check.redirects() == Redirects.FOLLOW && answer.isRedirect()) {
            follow(exchange, answer, author, redirects + 1);
            return;
        }
        HttpJudge judge = new HttpJudge(check, author.secrets(), context.since(start));
        // A status is judged at once; a regular expression or a large JSON must not hold up the thread of all
        // connections.
        Executor executor = check.expectations().isEmpty()
                ? Runnable::run
                : context.network().judges();
        executor.execute(() -> {
            try {
                result.complete(judge.judge(answer));
            } catch (RuntimeException e) {
                result.complete(Failures.observation(e, address, context.since(start)));
            }
        });
    }

    private void follow(HttpExchange exchange, HttpAnswer answer, RequestAuthor author, int redirects) {
        try {
            if (redirects > Redirects.LIMIT) {
                throw new RedirectException(
                        "more than " + Redirects.LIMIT + " redirects, the last one from " + exchange.display());
            }
            hop(author.redirected(exchange, answer.status(), target(exchange, answer)), author, redirects);
        } catch (IOException e) {
            result.complete(Failures.observation(e, address, context.since(start)));
        }
    }

    private static URI target(HttpExchange exchange, HttpAnswer answer) throws RedirectException {
        try {
            URI target = exchange.url().resolve(new URI(answer.location().orElse("")));
            // A fragment is for browsers.
            URI sent = new URI(target.toString().replaceFirst("#.*", ""));
            HttpUrl.require(sent);
            return sent;
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new RedirectException("the redirect of " + exchange.display()
                    + " does not lead to a http or https address without user and password");
        }
    }
}
