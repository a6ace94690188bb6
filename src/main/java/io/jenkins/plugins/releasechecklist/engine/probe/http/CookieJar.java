package io.jenkins.plugins.releasechecklist.engine.probe.http;

import io.jenkins.plugins.releasechecklist.engine.probe.connect.AnswerHeaders;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpAnswer;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpExchange;
import io.jenkins.plugins.releasechecklist.engine.probe.connect.HttpUrl;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.cookie.Cookie;
import org.apache.hc.client5.http.cookie.CookieOrigin;
import org.apache.hc.client5.http.cookie.CookieSpec;
import org.apache.hc.client5.http.cookie.CookieStore;
import org.apache.hc.client5.http.cookie.MalformedCookieException;
import org.apache.hc.client5.http.cookie.StandardCookieSpec;
import org.apache.hc.client5.http.impl.CookieSpecSupport;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/**
 * The cookies of one attempt, kept as browsers keep them (RFC 6265): a server that sets one with a redirect wants to see it
 * there. The next attempt begins without.
 */
final class CookieJar {
    private static final Logger LOGGER = Logger.getLogger(CookieJar.class.getName());

    private final CookieStore store = new BasicCookieStore();
    private final CookieSpec rules = CookieSpecSupport.createDefault(PublicSuffixMatcherLoader.getDefault())
            .lookup(StandardCookieSpec.RELAXED)
            .create(HttpCoreContext.create());

    /** Keeps what the answer to a request sets, and gives the values. What a server may not set is left out. */
    List<String> keep(URI asked, HttpAnswer answer) {
        CookieOrigin origin = origin(asked);
        for (AnswerHeaders.Line line : answer.headers().lines()) {
            if (line.name().equalsIgnoreCase("Set-Cookie")) {
                try {
                    for (Cookie cookie : rules.parse(new BasicHeader(line.name(), line.value()), origin)) {
                        rules.validate(cookie, origin);
                        store.addCookie(cookie);
                    }
                } catch (MalformedCookieException e) {
                    LOGGER.log(Level.FINE, e, () -> "A cookie of " + origin.getHost() + " is left out");
                }
            }
        }
        return store.getCookies().stream().map(Cookie::getValue).toList();
    }

    /** The request with the cookies that belong to it, after those that the check itself sends. */
    HttpExchange in(HttpExchange request) {
        CookieOrigin origin = origin(request.url());
        List<Cookie> fitting = store.getCookies().stream()
                .filter(cookie -> rules.match(cookie, origin))
                .toList();
        if (fitting.isEmpty()) {
            return request;
        }
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        String kept = rules.formatCookies(fitting).get(0).getValue();
        String name = headers.keySet().stream()
                .filter("Cookie"::equalsIgnoreCase)
                .findFirst()
                .orElse("Cookie");
        headers.merge(name, kept, (own, added) -> own + "; " + added);
        return request.withHeaders(headers);
    }

    private static CookieOrigin origin(URI url) {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        boolean secure = HttpUrl.scheme(url).equals("https");
        return new CookieOrigin(
                HttpUrl.address(url).host(), HttpUrl.address(url).port(), path, secure);
    }
}
